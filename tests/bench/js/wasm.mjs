// B1 in core's own WASM: Node.js asks for one edit after the other, and never for a line.

import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";

const { Work } = createRequire(import.meta.url)(process.argv[3]);
const work = new Work();
const edits = work.edits();
if (process.argv.includes("check")) {
  let digest = 0;
  for (let edit = 0; edit < edits; edit++) {
    work.turn(edit);
    digest = work.digest(digest);
  }
  console.log(digest >>> 0);
} else {
  let asked = 0, turns = 0;
  const started = performance.now();
  while (performance.now() - started < 1000) {
    asked += work.turn(turns % edits);
    turns += 1;
  }
  console.log(((performance.now() - started) * 1e6) / asked);
}
