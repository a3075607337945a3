// The package's functions: objects become text, the rules answer, text becomes objects.
// Not a rule and not a reader: core reads the text as strictly as a file. Invariant: what JSON
// would lose in silence (NaN, a Map, a function) is refused before it is lost.

/** The functions over core's one, which takes and gives JSON text: its glue, and what runs it. */
export function functions(core, { exports }) {
  core.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  const ask = (question, given) => {
    const fields = Object.entries(given).map(([name, value]) => `"${name}":${text(name, value)}`);
    const { answer, refusal } = JSON.parse(core.ask(question, `{${fields}}`));
    if (refusal) throw error(refusal.code, refusal.path, refusal.message);
    return answer;
  };
  return {
    preview: (document, mapping, chart, catalog) => ask("preview", { document, mapping, chart, catalog }),
    validate: (mapping, chart, catalog) => ask("validate", { mapping, chart, catalog }),
    diff: (before, after, chart, documents, catalog) =>
      ask("diff", { before, after, chart, documents, catalog }),
    suggest: (catalog, chart, mapping) => ask("suggest", { catalog, chart, mapping }),
  };
}

function text(name, value) {
  const lossless = (_, part) => {
    if (!isLost(part)) return part;
    throw error("unusable_value", place(value, part, name) ?? name, `is ${shape(part)}; give plain JSON values`);
  };
  try {
    return JSON.stringify(value, lossless) ?? "null";
  } catch (failed) {
    if ("code" in failed) throw failed;
    throw error("unusable_value", name, "contains itself; give plain JSON values");
  }
}

function isLost(part) {
  return (
    (typeof part === "number" && !Number.isFinite(part)) ||
    ["bigint", "function", "symbol"].includes(typeof part) ||
    part instanceof Map ||
    part instanceof Set
  );
}

function shape(part) {
  if (typeof part === "number") return String(part);
  return `a ${typeof part === "object" ? part.constructor.name : typeof part}`;
}

/** Where `part` stands in `whole`, written as core writes paths. */
function place(whole, part, path) {
  if (Object.is(whole, part)) return path;
  if (typeof whole !== "object" || whole === null) return undefined;
  for (const [key, value] of Object.entries(whole)) {
    const found = place(value, part, Array.isArray(whole) ? `${path}[${key}]` : `${path}.${key}`);
    if (found !== undefined) return found;
  }
}

function error(code, path, message) {
  return Object.assign(new Error(`${path}: ${message}`), { code, path });
}
