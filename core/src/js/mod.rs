//! What the JavaScript package calls: the rules behind JSON text.
//!
//! Not the package: `core/js` turns objects into text and refusals into errors. Text crosses the
//! border because it is read by the reader of files and of the HTTP interface, so that a fourth
//! way in has no strictness of its own (R9). Invariant: a refusal names the argument first, as
//! `document.lines[0].amount`.

use crate::wire::{self, Asked, Unusable};
use wasm_bindgen::prelude::wasm_bindgen;

/// Answers a question of the package, by its function's name: `{"answer":…}`, or `{"refusal":…}`
/// with the [`Unusable`]. One function, because each one more brings its own glue. `given` is an
/// object of the arguments by their names.
#[wasm_bindgen]
#[must_use]
pub fn ask(question: &str, given: &str) -> String {
    match answer(question, given) {
        Ok(answer) => said("answer", &answer),
        Err(refusal) => said("refusal", &wire::write(&refusal)),
    }
}

fn answer(question: &str, given: &str) -> Result<String, Unusable> {
    let needed = match question {
        "preview" => Asked::DOCUMENT | Asked::MAPPING | Asked::CHART,
        "validate" => Asked::MAPPING | Asked::CHART,
        "diff" => Asked::BEFORE | Asked::AFTER | Asked::CHART | Asked::DOCUMENTS,
        _ => Asked::CATALOG | Asked::CHART,
    };
    let Asked { document, before, after, mapping, catalog, chart, documents, .. } =
        &Asked::of(given, needed)?;
    let catalog = catalog.as_ref();
    match (question, chart, mapping, document, before, after, documents) {
        ("preview", Some(chart), Some(mapping), Some(document), ..) => {
            let preview = crate::preview(document, mapping, chart, catalog);
            let preview = preview.map_err(|refusal| refusal.within("document"))?;
            Ok(wire::write(&preview))
        }
        ("validate", Some(chart), Some(mapping), ..) => {
            Ok(wire::write(&crate::validate(mapping, chart, catalog)))
        }
        ("diff", Some(chart), .., Some(before), Some(after), Some(documents)) => {
            Ok(wire::write(&crate::diff(before, after, chart, catalog, documents)?))
        }
        (_, Some(chart), mapping, ..) => {
            let catalog = catalog.ok_or_else(unasked)?;
            Ok(wire::write(&crate::suggest(catalog, chart, mapping.as_ref())))
        }
        _ => Err(unasked()),
    }
}

/// Nothing that a question needs is missing once it was read.
fn unasked() -> Unusable {
    Unusable::value("", "")
}

fn said(what: &str, json: &str) -> String {
    ["{\"", what, "\":", json, "}"].concat()
}
