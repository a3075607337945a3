//! What holds for every input: money is conserved, answers repeat, nothing panics.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use waypost_core::sync::{Admission, admit};
use waypost_core::wire::{self, Amount, Catalog, Chart, Document, Mapping, Settings, Severity};
use waypost_core::{Rules, Slot, validate};

fn keystone(file: &str) -> &'static str {
    match file {
        "mapping" => include_str!("../../vectors/keystone/mapping.json"),
        "chart" => include_str!("../../vectors/keystone/chart.json"),
        _ => include_str!("../../vectors/keystone/catalog.json"),
    }
}

fn keystone_rules() -> Rules {
    let catalog = wire::read(keystone("catalog")).unwrap();
    Rules::new(
        &wire::read(keystone("mapping")).unwrap(),
        &wire::read(keystone("chart")).unwrap(),
        Some(&catalog),
    )
}

fn line() -> impl Strategy<Value = Value> {
    let item = prop_oneof![
        Just(("load", "customer_linehaul")),
        Just(("load", "gone")),
        Just(("trip", "loaded_miles")),
        Just(("accessorial", "detention")),
        Just(("e_check", "lumper")),
        Just(("deduction", "trailer_rent")),
        Just(("fuel", "reefer")),
        Just(("escrow", "maintenance_reserve")),
        Just(("toll", "any")),
    ];
    (item, -5_000_000_i64..5_000_000, any::<bool>()).prop_map(|((category, item), cents, fee)| {
        let amount = Amount::from_cents(cents).unwrap().to_string();
        let part = if fee { "fee" } else { "amount" };
        json!({"category": category, "item": item, "amount": amount, "part": part})
    })
}

fn document() -> impl Strategy<Value = Document> {
    (prop::collection::vec(line(), 0..30), any::<bool>()).prop_map(|(mut lines, invoice)| {
        for (at, line) in lines.iter_mut().enumerate() {
            line["id"] = json!(at.to_string());
        }
        let document = json!({
            "id": "D", "kind": if invoice { "invoice" } else { "bill" }, "origin": "load", "currency": "USD",
            "date": "2026-09-16", "subsidiary": "S", "party": {"id": "P", "name": "P", "kind": "driver"}, "lines": lines,
        });
        wire::read(&document.to_string()).unwrap()
    })
}

fn json_value() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "",
        "1",
        "invoice",
        "bill",
        "load",
        "e_check",
        "fee",
        "toll",
        "12.00",
        "-0.01",
        "999999999999.99",
        "2026-02-29",
        "USD",
        "a-40000",
        "business_central",
        "revenue",
        "income",
        "a.b",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        words.prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let names = prop::sample::select(vec![
        "id",
        "kind",
        "lines",
        "amount",
        "category",
        "item",
        "part",
        "of",
        "party",
        "name",
        "accounts",
        "class",
        "system",
        "defaults",
        "items",
        "default",
        "revenue",
        "expense",
        "transaction_types",
        "load",
        "accessorials",
        "e_checks",
        "tax",
    ]);
    leaf.prop_recursive(4, 40, 8, move |inner| {
        let object =
            prop::collection::vec((names.clone(), inner.clone()), 0..8).prop_map(|fields| {
                Value::Object(
                    fields
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect::<Map<_, _>>(),
                )
            });
        prop_oneof![prop::collection::vec(inner, 0..5).prop_map(Value::Array), object]
    })
}

/// Replaces what stands at one place of a value, found by a walk of chance.
fn spoil(value: &mut Value, mut walk: Vec<usize>, with: Value) {
    let Some(step) = walk.pop() else {
        *value = with;
        return;
    };
    match value {
        Value::Array(values) if !values.is_empty() => {
            let at = step % values.len();
            spoil(&mut values[at], walk, with);
        }
        Value::Object(fields) if !fields.is_empty() => {
            let at = step % fields.len();
            spoil(fields.values_mut().nth(at).unwrap(), walk, with);
        }
        leaf => *leaf = with,
    }
}

proptest! {
    #[test]
    fn money_is_conserved(document in document()) {
        let preview = keystone_rules().preview(&document).unwrap();
        let lines: i64 = preview.lines.iter().map(|line| line.amount.cents()).sum();
        prop_assert_eq!(lines, preview.total.cents());
        let debits: i64 = preview.entries.iter().map(|entry| entry.debit.cents()).sum();
        let credits: i64 = preview.entries.iter().map(|entry| entry.credit.cents()).sum();
        prop_assert_eq!(debits, credits);
        let has_errors = preview.findings.iter().any(|finding| finding.severity == Severity::Error);
        prop_assert_eq!(preview.postable, !has_errors);
        prop_assert_eq!(preview.entries.is_empty(), has_errors);
        if preview.postable {
            let control = preview.control.account.as_deref();
            let posted = preview.entries.iter().find(|entry| Some(entry.account.as_str()) == control).unwrap();
            prop_assert_eq!(posted.debit.cents() + posted.credit.cents(), lines);
        }
    }

    #[test]
    fn the_same_question_has_the_same_answer(document in document()) {
        let once = wire::write(&keystone_rules().preview(&document).unwrap());
        let again = wire::write(&keystone_rules().preview(&document).unwrap());
        prop_assert_eq!(once, again);
    }

    #[test]
    fn a_document_is_written_as_it_was_read(document in document()) {
        prop_assert_eq!(wire::read::<Document>(&wire::write(&document)).unwrap(), document);
    }

    #[test]
    fn no_text_panics(text in ".{0,200}") {
        wire::read::<Document>(&text).ok();
        wire::read::<Mapping>(&text).ok();
        text.parse::<Slot>().ok();
        text.parse::<Amount>().ok();
    }

    #[test]
    fn no_json_panics(
        walk in prop::collection::vec(any::<usize>(), 0..6), which in 0..4_usize, with in json_value(), document in document(),
    ) {
        let mut given = [
            serde_json::from_str::<Value>(keystone("mapping")).unwrap(),
            serde_json::from_str(keystone("chart")).unwrap(),
            serde_json::from_str(keystone("catalog")).unwrap(),
            serde_json::to_value(&document).unwrap(),
        ];
        spoil(&mut given[which], walk, with);
        let [mapping, chart, catalog, document] = given.map(|value| value.to_string());
        let (Ok(mapping), Ok(chart), Ok(catalog)) = (
            wire::read::<Mapping>(&mapping), wire::read::<Chart>(&chart), wire::read::<Catalog>(&catalog),
        ) else { return Ok(()) };
        let rules = Rules::new(&mapping, &chart, Some(&catalog));
        let found = validate(&mapping, &chart, None);
        prop_assert!(found.iter().all(|finding| !finding.message.is_empty()));
        prop_assert_eq!(rules.sections().len(), 8);
        prop_assert_eq!(rules.defaults().len(), 6);
        if let Ok(document) = wire::read::<Document>(&document)
            && let Ok(preview) = rules.preview(&document)
        {
            let admission = admit(&document, &Settings::default(), &preview);
            prop_assert_eq!(admission == Admission::Post, preview.postable);
        }
    }
}
