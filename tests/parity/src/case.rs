//! Golden cases as calls: a function of the public interface, its arguments, and core's own answer.
//!
//! Whether that answer is right is said by core's tests; here it is what the other ways must equal.
//! Only what the JavaScript package answers: the rest has no other way in yet.

use crate::given::{Given, given};
use crate::{VECTORS, keystone, text};
use serde_json::{Value, json};
use waypost_core::wire::{self, Unusable};
use waypost_core::{Rules, diff, suggest, validate};

/// One call.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file that it comes from.
    pub name: String,
    /// `preview`, `validate`, `diff` or `suggest`.
    pub function: &'static str,
    /// Its arguments, in order; null for a catalogue that is not at hand.
    pub arguments: Vec<Value>,
    /// What core says natively: an answer, or the refusal.
    pub answer: Result<String, Unusable>,
}

/// All calls, Keystone's four documents first.
#[must_use]
pub fn cases() -> Vec<Case> {
    let sample = VECTORS.get_dir("keystone/documents").unwrap().files().map(|file| Case {
        name: file.path().display().to_string(),
        function: "preview",
        arguments: vec![
            serde_json::from_str(file.contents_utf8().unwrap()).unwrap(),
            keystone("mapping.json"),
            keystone("chart.json"),
            keystone("catalog.json"),
        ],
        answer: Ok(golden(&file.path().file_name().unwrap_or_default().to_string_lossy())),
    });
    let cases = VECTORS.get_dir("cases").unwrap().files().filter_map(|file| {
        let case: Value = serde_json::from_str(file.contents_utf8().unwrap()).unwrap();
        called(file.path().display().to_string(), &case)
    });
    sample.chain(cases).collect()
}

fn golden(file: &str) -> String {
    text(&format!("keystone/previews/{file}")).trim_end().to_owned()
}

fn called(name: String, case: &Value) -> Option<Case> {
    let given = given(case);
    let shared = |value| serde_json::to_value(value).unwrap();
    let (mapping, chart) = (shared(&given.mapping), serde_json::to_value(&given.chart).unwrap());
    let catalog = given.catalog.as_ref().map_or(Value::Null, |catalog| json!(catalog));
    let expect = &case["expect"];
    if let Some(document) = &given.document {
        return Some(Case {
            name,
            function: "preview",
            arguments: vec![serde_json::from_str(document).unwrap(), mapping, chart, catalog],
            answer: previewed(&given, document),
        });
    }
    if expect.get("findings").is_some() {
        let findings = validate(&given.mapping, &given.chart, given.catalog.as_ref());
        let answer = Ok(wire::write(&findings));
        return Some(Case {
            name,
            function: "validate",
            arguments: vec![mapping, chart, catalog],
            answer,
        });
    }
    let catalogue = given.catalog.as_ref();
    if expect.get("suggestions").is_some() {
        let known = (!given.without_mapping).then_some(&given.mapping);
        let offered = suggest(catalogue.unwrap(), &given.chart, known);
        return Some(Case {
            name,
            function: "suggest",
            arguments: vec![catalog, chart, known.map_or(Value::Null, |known| json!(known))],
            answer: Ok(wire::write(&offered)),
        });
    }
    expect.get("diff")?;
    let moved = diff(&given.mapping, &given.after, &given.chart, catalogue, &given.documents);
    Some(Case {
        name,
        function: "diff",
        arguments: vec![mapping, shared(&given.after), chart, json!(given.documents), catalog],
        answer: moved.map(|moved| wire::write(&moved)),
    })
}

fn previewed(given: &Given, document: &str) -> Result<String, Unusable> {
    let rules = Rules::new(&given.mapping, &given.chart, given.catalog.as_ref());
    wire::read(document)
        .and_then(|document| rules.preview(&document))
        .map(|preview| wire::write(&preview))
        .map_err(|refusal| refusal.within("document"))
}
