// B1 as it is usually written: slots by path in a Map, a path of objects for every line.

import { CHAINS, LEVELS, NONE, OUTCOMES, defaultSlot, itemSlot, lines, mayStand, measure, places,
  setSlots } from "./common.mjs";

const held = new Map(setSlots().map(([slot, account]) => [slot, entry(slot, account)]));

function entry(slot, account) {
  return { account, ok: mayStand(slot, account) };
}

function resolve({ chain, item }) {
  const { general } = CHAINS[chain];
  const slots = [defaultSlot(CHAINS[chain]), general];
  if (item !== null) slots.unshift(itemSlot(CHAINS[chain], item));
  const resolution = { account: null, level: "unresolved", path: [] };
  let ended = false;
  slots.forEach((slot, at) => {
    const found = held.get(slot);
    if (ended) return resolution.path.push({ slot, outcome: "not_reached", account: found?.account });
    if (!found) return resolution.path.push({ slot, outcome: "unset" });
    ended = true;
    const { account } = found;
    resolution.path.push({ slot, outcome: found.ok ? "hit" : "rejected", account });
    if (found.ok) {
      resolution.account = account;
      resolution.level = LEVELS[at + 3 - slots.length];
    }
  });
  return resolution;
}

let resolutions = [];

function turn([slot, account]) {
  if (account === null) held.delete(slot);
  else held.set(slot, entry(slot, account));
  resolutions = lines.map(resolve);
}

await measure(turn, (take) => {
  for (const { account, level, path } of resolutions) {
    take(account === null ? NONE : places.get(account));
    take(LEVELS.indexOf(level));
    if (path.length === 2) take(0);
    for (const step of path) take(OUTCOMES.indexOf(step.outcome));
  }
});
