// B1 with a rules engine: a decision table of every slot that is set, the most specific first; an
// edit is a new table. Its answer is the row that was met, from which level and path follow.

import { ZenEngine } from "@gorules/zen-engine";
import { CHAINS, NONE, defaultSlot, itemSlot, lines, mayStand, measure, places, setSlots }
  from "./common.mjs";

const HIT = 1, REJECTED = 2, NOT_REACHED = 3;

const held = new Map(setSlots());
const asked = lines.map(({ chain, item }) => ({
  own: item === null ? "none" : itemSlot(CHAINS[chain], item),
  category: defaultSlot(CHAINS[chain]),
  general: CHAINS[chain].general,
}));
const COLUMNS = ["own", "category", "general"];
const generals = new Set(CHAINS.map((chain) => chain.general));
const categories = new Set(CHAINS.map(defaultSlot));
const levelOf = (slot) => (generals.has(slot) ? 2 : categories.has(slot) ? 1 : 0);

function table() {
  const rows = [...held].map(([slot, account]) => ({ slot, account, level: levelOf(slot) }))
    .filter(({ slot, level }) => level < 2 || generals.has(slot))
    .sort((one, other) => one.level - other.level);
  const rules = rows.map(({ slot, account, level }, at) => ({
    _id: `row${at}`,
    own: "", category: "", general: "",
    [COLUMNS[level]]: JSON.stringify(slot),
    level: String(level),
    account: String(mayStand(slot, account) ? places.get(account) : -1),
  }));
  rules.push({ _id: "last", own: "", category: "", general: "", level: "3", account: "-1" });
  const column = (field) => ({ id: field, name: field, field });
  return {
    nodes: [
      { id: "in", name: "in", type: "inputNode", position: { x: 0, y: 0 } },
      { id: "table", name: "table", type: "decisionTableNode", position: { x: 0, y: 0 }, content: {
        hitPolicy: "first", rules, inputs: COLUMNS.map(column),
        outputs: ["level", "account"].map(column) } },
      { id: "out", name: "out", type: "outputNode", position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: "one", type: "edge", sourceId: "in", targetId: "table" },
      { id: "two", type: "edge", sourceId: "table", targetId: "out" },
    ],
  };
}

const engine = new ZenEngine();
let answers = [];

async function turn([slot, account]) {
  if (account === null) held.delete(slot);
  else held.set(slot, account);
  const decision = engine.createDecision(table());
  answers = await Promise.all(asked.map((line) => decision.evaluate(line)));
}

await measure(turn, (take) => {
  for (const { result: { level, account } } of answers) {
    take(account >= 0 ? account : NONE);
    take(account >= 0 ? level : 3);
    for (let at = 0; at < 3; at++) {
      take(at < level || level === 3 ? 0 : at > level ? NOT_REACHED : account >= 0 ? HIT : REJECTED);
    }
  }
});
engine.dispose();
