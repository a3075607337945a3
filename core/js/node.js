// In Node.js the rules are read from the file beside this one.
import { readFileSync } from "node:fs";
import * as core from "./core_bg.js";
import { functions } from "./index.js";

const rules = new WebAssembly.Module(readFileSync(new URL("./core_bg.wasm", import.meta.url)));
const instance = new WebAssembly.Instance(rules, { "./core_bg.js": core });
export const { preview, validate, diff, suggest } = functions(core, instance);
