//! What the JavaScript package calls: the rules behind JSON text.
//!
//! Not the package: `core/js` turns objects into text and refusals into errors. Text crosses the
//! border because it is read by the reader of files and of the HTTP interface, so that a fourth
//! way in has no strictness of its own (R9). Invariant: a refusal names the argument first, as
//! `document.lines[0].amount`.

use crate::wire::{self, Catalog, Chart, Document, Mapping, Unusable};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Deserialize)]
struct ToPreview {
    document: Document,
    mapping: Mapping,
    chart: Chart,
    catalog: Option<Catalog>,
}

#[derive(Deserialize)]
struct ToValidate {
    mapping: Mapping,
    chart: Chart,
    catalog: Option<Catalog>,
}

#[derive(Deserialize)]
struct ToCompare {
    before: Mapping,
    after: Mapping,
    chart: Chart,
    documents: Vec<Document>,
    catalog: Option<Catalog>,
}

#[derive(Deserialize)]
struct ToSuggest {
    catalog: Catalog,
    chart: Chart,
    mapping: Option<Mapping>,
}

/// Answers a question of the package, by its function's name: `{"answer":…}`, or `{"refusal":…}`
/// with the [`Unusable`]. One function, because each one more brings its own glue. `given` is an
/// object of the arguments by their names.
#[wasm_bindgen]
#[must_use]
pub fn ask(question: &str, given: &str) -> String {
    let answered = match question {
        "preview" => preview(given),
        "validate" => validate(given),
        "diff" => diff(given),
        _ => suggest(given),
    };
    match answered {
        Ok(answer) => said("answer", &answer),
        Err(refusal) => said("refusal", &wire::write(&refusal)),
    }
}

/// An answer as JSON.
type Answer = Result<String, Unusable>;

fn preview(given: &str) -> Answer {
    let ToPreview { document, mapping, chart, catalog } = wire::read(given)?;
    let preview = crate::preview(&document, &mapping, &chart, catalog.as_ref());
    written(preview.map_err(|refusal| refusal.within("document")))
}

fn validate(given: &str) -> Answer {
    let ToValidate { mapping, chart, catalog } = wire::read(given)?;
    written(Ok(crate::validate(&mapping, &chart, catalog.as_ref())))
}

fn diff(given: &str) -> Answer {
    let ToCompare { before, after, chart, documents, catalog } = wire::read(given)?;
    written(crate::diff(&before, &after, &chart, catalog.as_ref(), &documents))
}

fn suggest(given: &str) -> Answer {
    let ToSuggest { catalog, chart, mapping } = wire::read(given)?;
    written(Ok(crate::suggest(&catalog, &chart, mapping.as_ref())))
}

fn written<T: Serialize>(answer: Result<T, Unusable>) -> Answer {
    answer.map(|answer| wire::write(&answer))
}

fn said(what: &str, json: &str) -> String {
    ["{\"", what, "\":", json, "}"].concat()
}
