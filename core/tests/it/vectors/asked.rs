//! What a case asks beside previews and findings: what a change of mapping moves, what a change of the
//! chart touches, what is suggested.

use super::given::Given;
use serde_json::{Map, Value};
use waypost_core::{chart, diff, suggest};

/// The answer, and the field of `expect` that it is compared with.
pub(crate) fn answer(given: &Given, expect: &Map<String, Value>) -> (&'static str, Value) {
    let catalog = given.catalog.as_ref();
    if expect.contains_key("diff") {
        let moved =
            diff(&given.mapping, &given.after, &given.chart, catalog, &given.documents).unwrap();
        return ("diff", serde_json::to_value(moved).unwrap());
    }
    if expect.contains_key("changes") {
        let touched = chart::changes(
            &given.chart,
            &given.chart_after,
            &given.mapping,
            catalog,
            &given.documents,
        )
        .unwrap();
        return ("changes", serde_json::to_value(touched).unwrap());
    }
    if expect.contains_key("suggestions") {
        let mapping = (!given.without_mapping).then_some(&given.mapping);
        let found = suggest(catalog.unwrap(), &given.chart, mapping);
        let by_slot = found.iter().map(|one| {
            let mut shown = serde_json::to_value(one).unwrap();
            shown["best"] = shown["accounts"][0]["account"].clone();
            (one.slot.to_string(), shown)
        });
        return ("suggestions", by_slot.collect());
    }
    panic!("nothing is expected")
}

/// Every message, at any depth.
pub(crate) fn messages(answer: &Value) -> Vec<String> {
    match answer {
        Value::Array(values) => values.iter().flat_map(messages).collect(),
        Value::Object(fields) => {
            let own = fields.get("message").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(fields.values().flat_map(messages)).collect()
        }
        _ => Vec::new(),
    }
}
