/** What a document becomes in the books: an account and a path per line, entries, findings. */
export function preview(document: Document, mapping: Mapping, chart: Chart, catalog?: Catalog | null): Preview;

/** Everything there is to say about a mapping: errors first, then by slot. */
export function validate(mapping: Mapping, chart: Chart, catalog?: Catalog | null): Finding[];

/** What a change of mapping moves, with money. With a catalogue, fees are reckoned as in a preview. */
export function diff(
  before: Mapping,
  after: Mapping,
  chart: Chart,
  documents: Document[],
  catalog?: Catalog | null,
): Diff;

/** Up to three accounts for every slot that holds none, each with its evidence; nothing is applied. */
export function suggest(catalog: Catalog, chart: Chart, mapping?: Mapping | null): Suggestion[];

/** Thrown by every function when an argument cannot be used. */
export interface Unusable extends Error {
  /** Stable. */
  code: "malformed_json" | "missing_field" | "unusable_value";
  /** The field, as `document.lines[3].amount`. */
  path: string;
}
