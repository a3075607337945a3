// In a browser the rules are fetched from beside this file; importing it waits for them.
import * as core from "./core_bg.js";
import { functions } from "./index.js";

const rules = await fetch(new URL("./core_bg.wasm", import.meta.url));
if (!rules.ok) throw new Error(`${rules.url} cannot be loaded: ${rules.status}`);
const { instance } = await WebAssembly.instantiate(await rules.arrayBuffer(), { "./core_bg.js": core });
export const { preview, validate, diff, suggest } = functions(core, instance);
