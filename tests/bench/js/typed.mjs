// B1 in JavaScript's fastest form: every item, slot and account is a number, tables are typed arrays.

import { CHAINS, NONE, defaultSlot, edits, itemSlot, lines, mayStand, measure, places, setSlots }
  from "./common.mjs";

const UNSET = -1, REFUSED = -2;
const UNSET_STEP = 0, HIT = 1, REJECTED = 2, NOT_REACHED = 3;

// A line knows its own slot, its category's and the general default by number; slot 0 is never set.
const numbers = new Map([["", 0]]);
const number = (slot) => {
  if (!numbers.has(slot)) numbers.set(slot, numbers.size);
  return numbers.get(slot);
};
const own = new Uint16Array(lines.length), category = new Uint16Array(lines.length);
const general = new Uint16Array(lines.length);
lines.forEach(({ chain, item }, at) => {
  own[at] = item === null ? 0 : number(itemSlot(CHAINS[chain], item));
  category[at] = number(defaultSlot(CHAINS[chain]));
  general[at] = number(CHAINS[chain].general);
});
edits.forEach(([slot]) => number(slot));
const set = setSlots();
set.forEach(([slot]) => number(slot));

const held = new Int32Array(numbers.size).fill(UNSET);
const fill = (slot, account) => {
  held[number(slot)] =
    account === null ? UNSET : mayStand(slot, account) ? places.get(account) : REFUSED;
};
set.forEach(([slot, account]) => fill(slot, account));

const accounts = new Uint32Array(lines.length);
const levels = new Uint8Array(lines.length);
// Three outcomes of two bits each.
const paths = new Uint8Array(lines.length);

function turn([slot, account]) {
  fill(slot, account);
  for (let at = 0; at < accounts.length; at++) {
    let level = 0, path = 0, found = held[own[at]];
    if (found === UNSET) {
      level = 1;
      found = held[category[at]];
      if (found === UNSET) {
        level = 2;
        found = held[general[at]];
      }
    }
    if (found >= 0) path = (HIT << (2 * level)) | after(level);
    else if (found === REFUSED) path = (REJECTED << (2 * level)) | after(level);
    accounts[at] = found >= 0 ? found : NONE;
    levels[at] = found >= 0 ? level : 3;
    paths[at] = path;
  }
}

const AFTER = [(NOT_REACHED << 2) | (NOT_REACHED << 4), NOT_REACHED << 4, UNSET_STEP];
const after = (level) => AFTER[level];

await measure(turn, (take) => {
  for (let at = 0; at < lines.length; at++) {
    take(accounts[at]);
    take(levels[at]);
    for (let step = 0; step < 3; step++) take((paths[at] >> (2 * step)) & 3);
  }
});
