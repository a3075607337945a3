//! Golden inputs taken apart by format: what the fuzzing starts from.

use include_dir::{Dir, include_dir};
use serde_json::{Value, json};

static VECTORS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/vectors");

fn files(folder: &str) -> impl Iterator<Item = Value> {
    let files = VECTORS.get_dir(folder).unwrap().files();
    files.filter_map(|file| serde_json::from_slice(file.contents()).ok())
}

fn keystone(file: &str) -> Value {
    let file = VECTORS.get_file(format!("keystone/{file}.json")).unwrap();
    serde_json::from_slice(file.contents()).unwrap()
}

/// Format and bytes.
pub(crate) fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let mut seeds: Vec<(&str, Value)> = ["chart", "catalog", "mapping", "payment_settings"]
        .into_iter()
        .map(|name| (name, keystone(name)))
        .collect();
    seeds.push(("settings", json!({"go_live": "2026-09-01", "negative_documents": "hold"})));
    let parts = |documents: Value| {
        json!({"mapping": keystone("mapping"), "chart": keystone("chart"),
            "catalog": keystone("catalog"), "documents": documents})
    };
    for document in files("keystone/documents") {
        seeds.push(("document", document.clone()));
        seeds.push(("preview", parts(json!([document]))));
    }
    for case in files("cases") {
        let mut document = json!({"id": "D-1", "origin": "load", "currency": "USD",
            "date": "2026-09-16", "subsidiary": "S", "party": {"id": "P", "name": "P", "kind": "driver"}});
        if let Some(fields) = case["given"]["document"].as_object() {
            document.as_object_mut().unwrap().extend(fields.clone());
            seeds.push(("document", document.clone()));
            seeds.push(("preview", parts(json!([document]))));
        }
    }
    let told = keystone("payments");
    seeds.push((
        "decide",
        json!({"settings": keystone("payment_settings"), "documents": told["documents"],
            "payments": told["payments"]}),
    ));
    for (name, list) in [("payment", "payments"), ("standing", "documents")] {
        seeds.extend(told[list].as_array().unwrap().iter().map(|one| (name, one.clone())));
    }
    let columns =
        json!({"load": "Load", "gross": "Gross", "fee": "Fee", "net": "Net", "date": "Date"});
    seeds.push(("factoring_columns", columns));
    let mut seeds: Vec<(&str, Vec<u8>)> =
        seeds.into_iter().map(|(name, value)| (name, value.to_string().into_bytes())).collect();
    let report =
        "Load,Gross,Fee,Net,Date,Ref\nREF-1002345,\"3,298.62\",98.96,3199.66,09/20/2026,R-1\n";
    seeds.push(("factoring_report", report.as_bytes().to_vec()));
    for slot in ["defaults.revenue", "accessorials.items.detention.expense", "tolls.default"] {
        seeds.push(("slot", slot.as_bytes().to_vec()));
    }
    seeds
}
