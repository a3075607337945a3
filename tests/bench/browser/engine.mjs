// The peers' resolver: B1's fastest one in JavaScript, with the words that a screen needs. It answers
// the document that the page was given, line by line, after each edit.
import { CHAINS, chart, defaultSlot, itemSlot, lines, mayStand, places, setSlots } from "../js/common.mjs";
import { readFileSync } from "./files.mjs";

const UNSET = -1, REFUSED = -2;
const source = JSON.parse(readFileSync("few.jsonl"));
const catalog = JSON.parse(readFileSync("catalog.json"));

export const accounts = chart.accounts;
export const title = (at) => `${accounts[at].number} ${accounts[at].name}`;
export const count = lines.length;

const numbers = new Map([["", 0]]);
const names = [""];
const number = (slot) => {
  if (!numbers.has(slot)) {
    numbers.set(slot, numbers.size);
    names.push(slot);
  }
  return numbers.get(slot);
};

// Every line knows its own slot, its category's and the general default by number.
const steps = [new Uint16Array(count), new Uint16Array(count), new Uint16Array(count)];
lines.forEach(({ chain, item }, at) => {
  steps[0][at] = item === null ? 0 : number(itemSlot(CHAINS[chain], item));
  steps[1][at] = number(defaultSlot(CHAINS[chain]));
  steps[2][at] = number(CHAINS[chain].general);
});

const SECTIONS = ["load", "trip", "accessorials", "e_checks", "deductions", "fuel", "escrow"];
const TWO = new Set(["accessorials", "e_checks"]);

/** A row for every item of the catalogue, with its slots. */
export const rows = SECTIONS.flatMap((section) => (catalog[section] ?? []).map((item) => ({
  section,
  name: item.name,
  slots: CHAINS.filter((chain) => chain.section === section)
    .sort((one, other) => (one.column === "revenue" ? -1 : 1) - (other.column === "revenue" ? -1 : 1))
    .slice(0, TWO.has(section) ? 2 : 1)
    .map((chain) => ({ slot: itemSlot(chain, item.id), chain })),
})));
rows.forEach((row) => row.slots.forEach(({ slot, chain }) => {
  number(slot);
  number(defaultSlot(chain));
  number(chain.general);
}));

const set = setSlots();
set.forEach(([slot]) => number(slot));
const held = new Int32Array(numbers.size).fill(UNSET);
const fill = (slot, id) => {
  held[number(slot)] = id === null ? UNSET : mayStand(slot, id) ? places.get(id) : REFUSED;
};
set.forEach(([slot, id]) => fill(slot, id));

const cents = (text) => Math.round(Number(text) * 100);
const amounts = source.lines.map((line) => cents(line.amount));
const ends = new Int32Array(count);

function walk() {
  const [own, category, general] = steps;
  for (let at = 0; at < count; at += 1) {
    let found = held[own[at]];
    if (found === UNSET) found = held[category[at]];
    if (found === UNSET) found = held[general[at]];
    ends[at] = found;
  }
}
walk();

/** Puts an account into a slot, and asks every line anew. */
export function choose(slot, id) {
  fill(slot, id);
  walk();
}

/** Where a slot's chain ends, and which step chose it. */
export function effective({ slot, chain }) {
  for (const step of [slot, defaultSlot(chain), chain.general]) {
    const found = held[number(step)];
    if (found !== UNSET) return { account: found, by: step === slot ? "This line" : step };
  }
  return { account: UNSET, by: "Nobody yet" };
}

export const allowed = (slot, id) => mayStand(slot, id);

/** A line with its account and the three steps of its path. */
export function line(at) {
  let ended = false;
  const path = steps.map((step) => {
    const slot = names[step[at]], found = held[step[at]];
    if (ended) return { slot, outcome: "not reached" };
    if (found === UNSET) return { slot, outcome: "no account set" };
    ended = true;
    return { slot, outcome: found === REFUSED ? "cannot be used here" : title(found), hit: true };
  });
  const { item, description } = source.lines[at];
  return { name: item, description, amount: money(amounts[at]), account: ends[at] < 0 ? null : title(ends[at]), path };
}

/** One entry for each account, and their sum. */
export function entries() {
  const sums = new Map();
  for (let at = 0; at < count; at += 1) {
    if (ends[at] >= 0) sums.set(ends[at], (sums.get(ends[at]) ?? 0) + amounts[at]);
  }
  const list = [...sums].map(([account, sum]) => ({ account: title(account), amount: money(sum) }));
  return list.sort((one, other) => (one.account < other.account ? -1 : 1));
}

export const money = (sum) => (sum / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });

// Prepared once, as the number and the name that people write.
const words = accounts.map((account) => `${account.number} ${account.name}`.toLowerCase());

/** The accounts that match what was typed: the start of a number, or all its words; at most `most`. */
export function search(typed, most = 80) {
  const query = typed.trim().toLowerCase();
  const parts = query.split(/\s+/);
  const found = [];
  for (let at = 0; at < words.length && found.length < most; at += 1) {
    if (words[at].startsWith(query) || parts.every((part) => words[at].includes(part))) found.push(at);
  }
  return found;
}
