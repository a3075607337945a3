// In a browser the rules are fetched from beside this file; importing it waits for them.
import * as core from "./core.js";
import { functions } from "./index.js";

await core.default({ module_or_path: new URL("./core_bg.wasm", import.meta.url) });
export const { preview, validate, diff, suggest } = functions(core);
