//! What a case starts from: Keystone, with what `given` says laid over it.

use super::{keystone, keystone_documents};
use serde_json::{Map, Value, json};
use waypost_core::Slot;
use waypost_core::wire::{self, Catalog, Chart, Document, Mapping};

pub(crate) struct Given {
    pub(crate) mapping: Mapping,
    pub(crate) chart: Chart,
    pub(crate) catalog: Option<Catalog>,
    /// As it was written, for it may be one that cannot be read.
    pub(crate) document: Option<String>,
    /// Keystone's own where the case gives none.
    pub(crate) documents: Vec<Document>,
    /// The mapping with the changes of `after` laid over it.
    pub(crate) after: Mapping,
    /// The chart with the changes of `chart_after` laid over it.
    pub(crate) chart_after: Chart,
    /// Suggestions are asked for a connection that has no mapping yet.
    pub(crate) without_mapping: bool,
}

pub(crate) fn given(case: &Value) -> Given {
    let given = &case["given"];
    for field in given.as_object().unwrap().keys() {
        let known = [
            "set",
            "transaction_types",
            "payments",
            "mapping",
            "system",
            "accounts",
            "catalog",
            "document",
            "documents",
            "after",
            "chart_after",
            "without_mapping",
        ];
        assert!(known.contains(&field.as_str()), "given.{field}");
    }
    let mapping = mapping(keystone("mapping.json"), given);
    let chart = chart(keystone("chart.json"), given);
    Given {
        after: self::mapping(serde_json::to_value(&mapping).unwrap(), &given["after"]),
        chart_after: self::chart(serde_json::to_value(&chart).unwrap(), &given["chart_after"]),
        mapping,
        chart,
        documents: documents(given),
        without_mapping: given["without_mapping"] == true,
        catalog: catalog(given),
        document: given.get("document").map(|document| bare(document).to_string()),
    }
}

fn documents(given: &Value) -> Vec<Document> {
    match given["documents"].as_array() {
        Some(documents) => {
            documents.iter().map(|one| wire::read(&bare(one).to_string()).unwrap()).collect()
        }
        None => keystone_documents(),
    }
}

fn mapping(mut mapping: Value, given: &Value) -> Mapping {
    lay(&mut mapping, &given["mapping"]);
    if let Some(types) = given.get("transaction_types") {
        mapping["transaction_types"] = types.clone();
    }
    if let Some(export) = given.get("payments") {
        mapping["customer_payments"]["export"] = export.clone();
    }
    let mut mapping: Mapping = wire::read(&mapping.to_string()).unwrap();
    for (slot, account) in given["set"].as_object().unwrap_or(&Map::new()) {
        let slot: Slot = slot.parse().unwrap();
        mapping.set(&slot, account.as_str().map(str::to_owned));
    }
    mapping
}

fn chart(mut chart: Value, given: &Value) -> Chart {
    if let Some(system) = given.get("system") {
        chart["system"] = system.clone();
    }
    let accounts = chart["accounts"].as_array_mut().unwrap();
    for (id, fields) in given["accounts"].as_object().unwrap_or(&Map::new()) {
        let at = accounts.iter().position(|account| account["id"] == id.as_str());
        match (at, fields) {
            (Some(at), Value::Null) => drop(accounts.remove(at)),
            (Some(at), fields) => lay(&mut accounts[at], fields),
            (None, fields) => {
                let mut account = json!({ "id": id });
                lay(&mut account, fields);
                accounts.push(account);
            }
        }
    }
    wire::read(&chart.to_string()).unwrap()
}

fn catalog(given: &Value) -> Option<Catalog> {
    let mut catalog = keystone("catalog.json");
    match given.get("catalog") {
        Some(Value::Null) => return None,
        Some(categories) => lay(&mut catalog, categories),
        None => {}
    }
    Some(wire::read(&catalog.to_string()).unwrap())
}

/// A load's invoice or a trip's bill of one subsidiary, with the case's fields laid over it.
fn bare(document: &Value) -> Value {
    let invoice = document["kind"] == "invoice";
    let mut bare = json!({
        "id": "D-1", "currency": "USD", "date": "2026-09-16", "subsidiary": "S-KF", "lines": [],
        "origin": if invoice { "load" } else { "trip" },
        "party": if invoice {
            json!({"id": "C-104", "name": "Blue Ridge Foods Inc", "kind": "customer"})
        } else {
            json!({"id": "D-214", "name": "Driver, truck 214", "kind": "driver"})
        },
    });
    lay(&mut bare, document);
    bare
}

fn lay(under: &mut Value, over: &Value) {
    for (field, value) in over.as_object().unwrap_or(&Map::new()) {
        under[field] = value.clone();
    }
}
