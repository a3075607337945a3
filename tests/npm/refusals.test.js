// What cannot be used is refused with a code and a path, in JavaScript's own shapes, too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { diff, preview, validate } from "@waypost/core";

const [load, mapping, chart, catalog] = ["load", "mapping", "chart", "catalog"].map((name) =>
  JSON.parse(readFileSync(`${name}.json`, "utf8")),
);

function refused(call, path, words, code = "unusable_value") {
  assert.throws(call, (error) => {
    assert.ok(error instanceof Error);
    assert.deepEqual([error.code, error.path], [code, path]);
    assert.ok(error.message.startsWith(`${path}: `) && error.message.includes(words), error.message);
    return true;
  });
}

const withLine = (fields) => ({ ...load, lines: [{ ...load.lines[0], ...fields }] });

test("R20: an amount is text; a number is refused whatever it is", () => {
  refused(() => preview(withLine({ amount: 5 }), mapping, chart), "document.lines[0].amount", "the number 5");
  refused(() => preview(withLine({ amount: 2450.01 }), mapping, chart), "document.lines[0].amount", "two decimals");
  refused(() => preview(withLine({ amount: NaN }), mapping, chart), "document.lines[0].amount", "NaN");
  refused(() => preview(withLine({ amount: 245000n }), mapping, chart), "document.lines[0].amount", "a bigint");
});

test("unknown values are refused by name, missing fields and arguments by place", () => {
  refused(() => preview({ ...load, kind: "open" }, mapping, chart), "document.kind", '"open" is not a kind');
  refused(() => preview({ ...load, date: undefined }, mapping, chart), "document.date", "add it", "missing_field");
  refused(() => preview(undefined, mapping, chart), "document", "write an object");
  refused(() => validate(mapping, { ...chart, accounts: [chart.accounts[0], chart.accounts[0]] }), "chart.accounts", "repeats the id");
  refused(() => diff(mapping, mapping, chart, [load, { ...load, currency: "usd" }]), "documents[1].currency", "not a currency");
});

test("what JSON would lose in silence is refused", () => {
  refused(() => validate({ ...mapping, load: { items: new Map() } }, chart), "mapping.load.items", "a Map");
  refused(() => validate({ ...mapping, load: { default: () => "a-1" } }, chart), "mapping.load.default", "a function");
  const turning = { ...load };
  turning.self = turning;
  refused(() => preview(turning, mapping, chart), "document", "contains itself");
});

test("undefined and null are unset, fields of later versions are let pass, nothing is changed", () => {
  const before = structuredClone(load);
  const plain = preview(load, mapping, chart, catalog);
  const later = { ...load, reference: undefined, due: null, later: { rate: 1.5 } };
  assert.deepEqual(preview(later, mapping, chart, catalog), plain);
  assert.deepEqual(preview(load, mapping, chart, undefined).entries, plain.entries);
  assert.deepEqual(preview(load, mapping, chart, null).entries, plain.entries);
  assert.deepEqual(load, before);
});
