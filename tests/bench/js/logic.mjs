// B1 with json-logic: one rule that walks a line's chain over the mapping as data, read from left to
// right until a slot is set. Its answer is the slot that ended the walk, from which level and path
// follow; what the slot holds was judged when it was filled.

import logic from "json-logic-js";
import { CHAINS, NONE, defaultSlot, itemSlot, lines, mayStand, measure, places, setSlots }
  from "./common.mjs";

const HIT = 1, REJECTED = 2, NOT_REACHED = 3;

// Slots as keys without dots, which are json-logic's own way to look inside.
const key = (slot) => slot.replaceAll(".", "/");
const held = {};
const fill = (slot, account) => {
  held[key(slot)] = account === null ? null : { account, ok: mayStand(slot, account) };
};
setSlots().forEach(([slot, account]) => fill(slot, account));

const look = (name) => ({ var: { cat: ["held.", { var: `line.${name}` }] } });
const step = (name, level) => [look(name), { merge: [level, look(name)] }];
const rule = { if: [...step("own", 0), ...step("category", 1), ...step("general", 2), null] };

const asked = lines.map(({ chain, item }) => ({
  held,
  line: {
    own: item === null ? "none" : key(itemSlot(CHAINS[chain], item)),
    category: key(defaultSlot(CHAINS[chain])),
    general: key(CHAINS[chain].general),
  },
}));

let answers = [];

function turn([slot, account]) {
  fill(slot, account);
  answers = asked.map((data) => logic.apply(rule, data));
}

await measure(turn, (take) => {
  for (const answer of answers) {
    const [level, found] = answer ?? [3, null];
    take(found?.ok ? places.get(found.account) : NONE);
    take(found?.ok ? level : 3);
    for (let at = 0; at < 3; at++) {
      take(at < level || level === 3 ? 0 : at > level ? NOT_REACHED : found.ok ? HIT : REJECTED);
    }
  }
});
