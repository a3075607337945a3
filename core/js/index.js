// The package's functions: objects become text, the rules answer, text becomes objects.
// Not a rule and not a reader: core reads the text as strictly as a file. Invariant: what JSON
// would lose in silence (NaN, a Map, a function) is refused before it is lost.

/** The functions over core's own, which take and give JSON text. */
export function functions(core) {
  return {
    preview: (document, mapping, chart, catalog) =>
      ask(() => core.preview(text("document", document), ...books(mapping, chart, catalog))),
    validate: (mapping, chart, catalog) => ask(() => core.validate(...books(mapping, chart, catalog))),
    diff: (before, after, chart, documents, catalog) =>
      ask(() =>
        core.diff(
          text("before", before),
          text("after", after),
          text("chart", chart),
          text("documents", documents),
          optional("catalog", catalog),
        ),
      ),
    suggest: (catalog, chart, mapping) =>
      ask(() => core.suggest(text("catalog", catalog), text("chart", chart), optional("mapping", mapping))),
  };
}

function books(mapping, chart, catalog) {
  return [text("mapping", mapping), text("chart", chart), optional("catalog", catalog)];
}

/** What may be left out stays out: null is no object to read. */
function optional(name, value) {
  return value == null ? undefined : text(name, value);
}

function ask(question) {
  try {
    return JSON.parse(question());
  } catch (refusal) {
    if (typeof refusal !== "string") throw refusal;
    const { code, path, message } = JSON.parse(refusal);
    throw error(code, path, message);
  }
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
