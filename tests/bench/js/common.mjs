// What every JavaScript peer of B1 needs: the files that `prepare` wrote, the table of
// resolution, which account may stand in which slot, the digest, and the clock.

import { readFileSync } from "node:fs";

const folder = process.argv[2];
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));

export const chart = read("chart.json");
export const mapping = read("mapping.json");
export const edits = read("edits.json");

// Chain by chain: section and column of its slots, and its general default.
export const CHAINS = [
  { section: "load", general: "defaults.revenue" },
  { section: "trip", general: "defaults.expense" },
  { section: "accessorials", column: "revenue", general: "defaults.revenue" },
  { section: "accessorials", column: "expense", general: "defaults.expense" },
  { section: "e_checks", column: "expense", general: "defaults.expense" },
  { section: "e_checks", column: "revenue", general: "defaults.revenue" },
  { section: "deductions", general: "defaults.expense" },
  { section: "fuel", general: "defaults.expense" },
  { section: "tolls", general: "defaults.expense" },
  { section: "escrow", general: "defaults.liability" },
];
const SECTIONS = {
  load: "load", trip: "trip", accessorial: "accessorials", e_check: "e_checks",
  deduction: "deductions", fuel: "fuel", toll: "tolls", escrow: "escrow",
};

function chainOf(document, line) {
  const section = SECTIONS[line.category];
  const column =
    section === "e_checks" ? (line.part === "fee" ? "revenue" : "expense")
    : section === "accessorials" ? (document.kind === "invoice" ? "revenue" : "expense")
    : undefined;
  return CHAINS.findIndex((chain) => chain.section === section && chain.column === column);
}

// One { chain, item } a line; a toll has no item.
export const lines = readFileSync(`${folder}/few.jsonl`, "utf8").trim().split("\n")
  .map((text) => JSON.parse(text))
  .flatMap((document) => document.lines.map((line) => ({
    chain: chainOf(document, line),
    item: line.category === "toll" ? null : line.item,
  })));

const ending = (chain) => (chain.column ? `.${chain.column}` : "");
export const itemSlot = (chain, item) => `${chain.section}.items.${item}${ending(chain)}`;
export const defaultSlot = (chain) => `${chain.section}.default${ending(chain)}`;

// Every slot of the mapping that is set, as [path, account].
export function setSlots() {
  const found = [];
  const walk = (path, value) => {
    if (typeof value === "string") found.push([path, value]);
    else if (value && typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) walk(`${path}.${key}`, inner);
    }
  };
  for (const section of ["defaults", ...new Set(CHAINS.map((chain) => chain.section))]) {
    walk(section, mapping[section]);
  }
  return found;
}

const EXPENSE = ["cost_of_goods_sold", "expense", "other_expense", "unclassified"];
const HELD = [...EXPENSE, "other_current_asset", "other_current_liability"];
const FITS = {
  revenue: ["income", "other_income", "unclassified"],
  expense: EXPENSE,
  card: HELD,
  advance: [...EXPENSE, "other_current_asset"],
  deduction: [...HELD, "long_term_liability", "income", "other_income"],
  liability: ["other_current_liability", "long_term_liability", "unclassified"],
};
function family(slot) {
  const section = slot.split(".")[0];
  if (slot.endsWith(".revenue") || section === "load") return "revenue";
  if (section === "fuel" || section === "tolls") return "card";
  if (section === "e_checks") return "advance";
  if (section === "deductions") return "deduction";
  if (slot === "defaults.liability" || section === "escrow") return "liability";
  return "expense";
}
export const places = new Map(chart.accounts.map((account, at) => [account.id, at]));
const controls = [mapping.defaults.accounts_receivable, mapping.defaults.accounts_payable];

// Whether the account may stand in the slot (R12, R13).
export function mayStand(slot, id) {
  const account = chart.accounts[places.get(id)];
  return account !== undefined && account.active && account.posting && !controls.includes(id)
    && FITS[family(slot)].includes(account.class);
}

// The numbers of the digest: level and outcome in the order of the public formats.
export const LEVELS = ["specific", "category_default", "general_default", "unresolved"];
export const OUTCOMES = ["unset", "hit", "rejected", "not_reached", "inactive"];
export const NONE = 0xffffffff;

export function digester() {
  let digest = 0;
  return {
    take(number) { digest = Math.imul(digest ^ number, 16777619); },
    value: () => digest >>> 0,
  };
}

// Checks, or times: with `check` all edits are made once and the digest is printed, else edits are
// made for a second, one at least. `turn` makes one edit and asks every line; `show` gives each line
// to the digest.
export async function measure(turn, show) {
  if (process.argv.includes("check")) {
    const digest = digester();
    for (const edit of edits) {
      await turn(edit);
      show(digest.take);
    }
    return console.log(digest.value());
  }
  let turns = 0;
  const started = performance.now();
  while (performance.now() - started < 1000) {
    await turn(edits[turns % edits.length]);
    turns += 1;
  }
  console.log(((performance.now() - started) * 1e6) / (turns * lines.length));
}
