//! What the JavaScript package calls: the rules behind JSON text.
//!
//! Not the package: `core/js` turns objects into text and refusals into errors. Text crosses the
//! border because it is read by the reader of files and of the HTTP interface, so that a fourth
//! way in has no strictness of its own (R9). Invariant: a refusal names the argument first, as
//! `document.lines[0].amount`.

use crate::wire::{self, Catalog, Chart, Document, Mapping, Unusable};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Previews a document.
///
/// # Errors
/// The [`Unusable`] as JSON text.
#[wasm_bindgen]
pub fn preview(
    document: &str,
    mapping: &str,
    chart: &str,
    catalog: Option<String>,
) -> Result<String, JsValue> {
    say((|| {
        let document = argument("document", document)?;
        let (mapping, chart, catalog) = books(mapping, chart, catalog)?;
        crate::preview(&document, &mapping, &chart, catalog.as_ref())
            .map_err(|refusal| refusal.within("document"))
    })())
}

/// Says everything there is to say about a mapping.
///
/// # Errors
/// The [`Unusable`] as JSON text.
#[wasm_bindgen]
pub fn validate(mapping: &str, chart: &str, catalog: Option<String>) -> Result<String, JsValue> {
    say(books(mapping, chart, catalog)
        .map(|(mapping, chart, catalog)| crate::validate(&mapping, &chart, catalog.as_ref())))
}

/// Compares two mappings over documents.
///
/// # Errors
/// The [`Unusable`] as JSON text.
#[wasm_bindgen]
pub fn diff(
    before: &str,
    after: &str,
    chart: &str,
    documents: &str,
    catalog: Option<String>,
) -> Result<String, JsValue> {
    say((|| {
        let documents: Vec<Document> = argument("documents", documents)?;
        let before = argument("before", before)?;
        let after = argument("after", after)?;
        let (chart, catalog) = (argument("chart", chart)?, optional("catalog", catalog)?);
        crate::diff(&before, &after, &chart, catalog.as_ref(), &documents)
    })())
}

/// Offers accounts for slots that hold none.
///
/// # Errors
/// The [`Unusable`] as JSON text.
#[wasm_bindgen]
pub fn suggest(catalog: &str, chart: &str, mapping: Option<String>) -> Result<String, JsValue> {
    say((|| {
        let catalog = argument("catalog", catalog)?;
        let (chart, mapping) = (argument("chart", chart)?, optional("mapping", mapping)?);
        Ok(crate::suggest(&catalog, &chart, mapping.as_ref()))
    })())
}

#[wasm_bindgen]
extern "C" {
    /// The text in small letters.
    #[wasm_bindgen(js_namespace = ["String", "prototype", "toLowerCase"], js_name = call)]
    pub(crate) fn small(text: &str) -> String;
}

fn books(
    mapping: &str,
    chart: &str,
    catalog: Option<String>,
) -> Result<(Mapping, Chart, Option<Catalog>), Unusable> {
    Ok((argument("mapping", mapping)?, argument("chart", chart)?, optional("catalog", catalog)?))
}

fn optional<T: DeserializeOwned>(name: &str, text: Option<String>) -> Result<Option<T>, Unusable> {
    text.map(|text| argument(name, &text)).transpose()
}

fn argument<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Unusable> {
    wire::read(text).map_err(|refusal| refusal.within(name))
}

fn say<T: Serialize>(answer: Result<T, Unusable>) -> Result<String, JsValue> {
    match answer {
        Ok(answer) => Ok(wire::write(&answer)),
        Err(refusal) => Err(JsValue::from_str(&wire::write(&refusal))),
    }
}
