// What the package's types accept and refuse; compiled, never run.
import type { Catalog, Document, Finding, Mapping, Preview } from "@waypost/core";
import { preview, validate } from "@waypost/core";

type Chart = Parameters<typeof preview>[2];

const bill: Document = {
  id: "B-1",
  kind: "bill",
  origin: "trip",
  currency: "USD",
  date: "2026-09-16",
  subsidiary: "S-KF",
  party: { id: "D-1", name: "Driver", kind: "driver" },
  lines: [{ id: "1", category: "toll", amount: "12.00" }],
};

// @ts-expect-error a kind that does not exist
export const kind: Document = { ...bill, kind: "open" };
// @ts-expect-error an amount is text
export const amount: Document = { ...bill, total: 12 };
// @ts-expect-error a document has lines
export const lines: Document = { ...bill, lines: undefined };
// @ts-expect-error a class that does not exist
export const account: Chart["accounts"][number] = { id: "a", name: "A", class: "revenue" };
// @ts-expect-error answers are not loose: a finding has no such field
export const loose = (finding: Finding) => finding.anything;

/** Fields of later versions come along in what was read from elsewhere. */
const later = { ...bill, approved_by: "Dana", loads: undefined };
export const answer = (mapping: Mapping, chart: Chart, catalog: Catalog | null): [Preview, Finding[]] => [
  preview(later, mapping, chart, catalog),
  validate(mapping, chart),
];
