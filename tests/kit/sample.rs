//! Keystone Freight, the sample tenant: its chart, catalogue, mapping and documents.

use serde_json::{Value, json};

use crate::Client;

/// The subsidiary of the sample documents.
pub const SUBSIDIARY: &str = "S-KF";

macro_rules! vector {
    ($file:literal) => {
        serde_json::from_str(include_str!(concat!("../../core/vectors/keystone/", $file)))
            .expect("the sample is JSON")
    };
}

/// The chart of accounts.
pub fn chart() -> Value {
    vector!("chart.json")
}

/// The catalogue.
pub fn catalog() -> Value {
    vector!("catalog.json")
}

/// The mapping.
pub fn mapping() -> Value {
    vector!("mapping.json")
}

/// The mapping, with customer payments sent to the clearing account.
pub fn paying_mapping() -> Value {
    let mut mapping = mapping();
    mapping["customer_payments"] = json!({"export": true, "deposit_account": "a-14990"});
    mapping
}

/// The invoice of one load.
pub fn load() -> Value {
    vector!("documents/REF-1002345.json")
}

/// `load` as the source forms it again with one more line that writes `amount` off.
pub fn written_off(mut load: Value, amount: &str, total: &str) -> Value {
    let lines = load["lines"].as_array_mut().expect("lines");
    let line = json!({"id": (lines.len() + 1).to_string(), "category": "accessorial",
        "item": "write_off", "description": "Short paid", "amount": format!("-{amount}")});
    lines.push(line);
    load["total"] = json!(total);
    load
}

/// A driver's trip, a driver's statement and a carrier's bill.
pub fn bills() -> [Value; 3] {
    [
        vector!("documents/T-1002345-1.json"),
        vector!("documents/PS-24-0931.json"),
        vector!("documents/T-1002388-1.json"),
    ]
}

/// The documents that the sample's payments are about, of the sample's subsidiary.
pub fn fleet() -> Vec<Value> {
    let documents: Vec<Value> = vector!("fleet.json");
    let here = |mut document: Value| {
        document["subsidiary"] = json!(SUBSIDIARY);
        document
    };
    documents.into_iter().map(here).collect()
}

/// The sample's payments, and what becomes of each.
pub fn payments() -> Value {
    vector!("payments.json")
}

/// Adds Keystone's subsidiary, and its catalogue.
pub async fn add_subsidiary(admin: &Client) {
    let new = json!({"id": SUBSIDIARY, "name": "Keystone Freight LLC"});
    admin.post("/api/v1/subsidiaries", &new).await.expect(201);
    admin.put("/api/v1/subsidiaries/S-KF/catalog", &catalog()).await.expect(200);
}

/// The sandbox's app registration, as an administrator fills it in.
pub fn registration() -> Value {
    json!({
        "system": "business_central", "environment": "production",
        "directory": "keystone-freight.example",
        "client_id": crate::books::CLIENT_ID, "client_secret": crate::books::CLIENT_SECRET,
    })
}

/// Connects Keystone's subsidiary to the sandbox's company with the sandbox's app registration.
pub async fn connect(admin: &Client) {
    let below = |rest: &str| format!("/api/v1/subsidiaries/{SUBSIDIARY}/connection{rest}");
    admin.put(&below("/application"), &registration()).await.expect(200);
    let companies = admin.get(&below("/companies")).await.expect(200).json();
    let company = companies["items"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["name"] == "KEYSTONE-FRT"))
        .expect("Keystone's company");
    admin.put(&below("/company"), &json!({"id": company["id"]})).await.expect(200);
}
