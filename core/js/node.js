// In Node.js the rules are read from the file beside this one.
import { readFileSync } from "node:fs";
import * as core from "./core.js";
import { functions } from "./index.js";

core.initSync({ module: readFileSync(new URL("./core_bg.wasm", import.meta.url)) });
export const { preview, validate, diff, suggest } = functions(core);
