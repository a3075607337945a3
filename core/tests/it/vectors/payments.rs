//! The golden cases of payments: documents and payments in, one decision per allocation out.

use super::{VECTORS, contains, keystone, text};
use crate::test;
use serde_json::{Map, Value, json};
use waypost_core::payment::Register;
use waypost_core::wire::{self, Decision, Payment, PaymentSettings, Standing, Unusable};

/// Keystone with QuickBooks Online, export on, deposited to its clearing account.
fn settings(over: &Value) -> PaymentSettings {
    let mut mapping = keystone("mapping.json");
    mapping["customer_payments"] = json!({"export": true, "deposit_account": "a-14990"});
    let mut settings = json!({
        "system": "quickbooks_online", "mapping": mapping, "go_live": "2026-09-01",
        "chart": keystone("chart.json"),
    });
    lay(&mut settings, over);
    let system = settings["system"].clone();
    if let Some(chart) = settings.get_mut("chart") {
        chart["system"] = system;
    }
    wire::read(&settings.to_string()).unwrap()
}

/// A posted invoice of a load, or a posted bill of a trip, with the case's fields laid over it.
fn document(over: &Value) -> Standing {
    let origin = if over["kind"] == "bill" { "trip" } else { "load" };
    let mut document = json!({
        "id": "D-1", "kind": "invoice", "origin": origin, "total": "3298.62", "currency": "USD",
        "date": "2026-09-16", "state": "posted",
    });
    lay(&mut document, over);
    wire::read(&document.to_string()).unwrap()
}

/// A payment of all of D-1, entered by hand, with the case's fields laid over it.
fn payment(over: &Value) -> Result<Payment, Unusable> {
    let mut payment = json!({
        "direction": "customer", "origin": "manual", "currency": "USD", "date": "2026-09-20",
        "amount": "3298.62",
    });
    if over.get("allocations").is_none() {
        payment["document"] = json!("D-1");
    }
    lay(&mut payment, over);
    wire::read(&payment.to_string())
}

/// Lays fields over an object, objects within it likewise; null takes a field away.
fn lay(under: &mut Value, over: &Value) {
    for (field, value) in over.as_object().unwrap_or(&Map::new()) {
        match value {
            Value::Object(_) if under[field].is_object() => lay(&mut under[field], value),
            Value::Null => drop(under.as_object_mut().unwrap().remove(field)),
            _ => under[field] = value.clone(),
        }
    }
}

fn check(name: &str, case: &Value) {
    let (given, expect) = (&case["given"], &case["expect"]);
    let documents = given["documents"].as_array().unwrap().iter().map(document).collect();
    let mut register = Register::new(settings(&given["settings"]), documents);
    let mut decisions = Vec::new();
    for over in given["payments"].as_array().unwrap() {
        match payment(over) {
            Ok(payment) => decisions.extend(register.decide(&payment)),
            Err(refusal) => {
                let refusal = serde_json::to_value(&refusal).unwrap();
                assert!(contains(&refusal, &expect["unusable"]), "{name}: {refusal:#}");
                return;
            }
        }
    }
    let holds = |answer: Value, expected: &Value| {
        assert!(contains(&answer, expected), "{name}\nexpected {expected:#}\nfound {answer:#}");
    };
    holds(serde_json::to_value(&decisions).unwrap(), &expect["decisions"]);
    if let Some(standing) = expect.get("documents") {
        holds(serde_json::to_value(register.documents()).unwrap(), standing);
    }
    for words in expect["says"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let said = decisions.iter().any(|decision| decision.message.contains(words));
        assert!(said, "{name}: {words:?} in {decisions:#?}");
    }
    decisions.iter().for_each(|decision| well_formed(name, decision));
}

/// Every decision has a sentence, and every decision but export and import a reason.
fn well_formed(name: &str, decision: &Decision) {
    let travels = matches!(decision.decision.as_str(), "export" | "import");
    assert_eq!(decision.reason.is_none(), travels, "{name}: {decision:?}");
    assert!(decision.message.ends_with('.'), "{name}: {decision:?}");
    assert_eq!(decision.was.is_some(), decision.decision.as_str() == "drift", "{name}");
}

#[test]
fn every_case_of_payments_holds() {
    let mut count = 0;
    for file in VECTORS.get_dir("payments").unwrap().files() {
        let name = file.path().display().to_string();
        let case = serde_json::from_str(file.contents_utf8().unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        check(&name, &case);
        count += 1;
    }
    assert!(count > 60, "{count} cases");
}

#[test]
fn keystone_payments_become_what_its_bookkeeper_expects() {
    let file: Value = serde_json::from_str(text("keystone/payments.json")).unwrap();
    let settings = wire::read(text("keystone/payment_settings.json")).unwrap();
    let documents = file["documents"].as_array().unwrap().iter();
    let documents = documents.map(|one| wire::read(&one.to_string()).unwrap()).collect();
    let mut register = Register::new(settings, documents);
    let payments = file["payments"].as_array().unwrap();
    assert_eq!(payments.len(), 11);
    for payment in payments {
        let read: Payment = wire::read(&payment.to_string()).unwrap();
        let decisions = serde_json::to_value(register.decide(&read)).unwrap();
        assert!(contains(&decisions, &json!([payment["expect"]])), "{payment:#} {decisions:#}");
    }
}
