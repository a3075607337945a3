//! What becomes of a document before any accounting system is asked.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::test;
use serde_json::{Value, json};
use waypost_core::Rules;
use waypost_core::sync::{Admission, Reason, admit};
use waypost_core::wire::{self, Code, Document, Origin, Settings};

fn decide(document: &Value, settings: &Value, types: &[&str]) -> Admission {
    let mut mapping: Value =
        serde_json::from_str(include_str!("../../vectors/keystone/mapping.json")).unwrap();
    mapping["transaction_types"] = json!(types);
    let chart = wire::read(include_str!("../../vectors/keystone/chart.json")).unwrap();
    let rules = Rules::new(&wire::read(&mapping.to_string()).unwrap(), &chart, None);
    let document: Document = wire::read(&document.to_string()).unwrap();
    let settings: Settings = wire::read(&settings.to_string()).unwrap();
    admit(&document, &settings, &rules.preview(&document).unwrap())
}

fn statement(amounts: &[&str]) -> Value {
    let lines: Vec<Value> = amounts
        .iter()
        .enumerate()
        .map(|(at, amount)| json!({"id": at.to_string(), "category": "toll", "amount": amount}))
        .collect();
    json!({
        "id": "PS-1", "kind": "bill", "origin": "pay_drivers", "currency": "USD", "date": "2026-09-16", "subsidiary": "S",
        "party": {"id": "D", "name": "Driver, truck 214", "kind": "driver", "tax": "w2"}, "lines": lines,
    })
}

const BOTH: &[&str] = &["revenue", "expense"];

fn reason(admission: &Admission) -> (&'static str, &str) {
    match admission {
        Admission::Post => panic!("it would post"),
        Admission::Skip(held) => ("skip", &held.reason),
        Admission::Hold(held) => ("hold", &held.reason),
    }
}

#[test]
fn a_postable_document_posts() {
    assert_eq!(decide(&statement(&["100.00"]), &json!({}), BOTH), Admission::Post);
}

#[test]
fn a_bill_is_skipped_while_expense_is_off() {
    assert_eq!(
        reason(&decide(&statement(&["100.00"]), &json!({}), &["revenue"])),
        ("skip", Reason::TransactionTypeOff.as_str())
    );
}

/// Edge case 47.
#[test]
fn a_company_drivers_statement_is_skipped_when_these_are_excluded() {
    let settings = json!({"exclude_w2_statements": true});
    let Admission::Skip(held) = decide(&statement(&["100.00"]), &settings, BOTH) else { panic!() };
    let message = held.message;
    assert_eq!(held.reason, Reason::W2StatementExcluded.as_str());
    assert!(message.contains("PS-1") && message.contains("payroll"), "{message}");
    let mut contractor = statement(&["100.00"]);
    contractor["party"]["tax"] = json!("1099");
    assert_eq!(decide(&contractor, &settings, BOTH), Admission::Post);
}

#[test]
fn a_document_before_go_live_is_skipped_and_one_of_that_day_posts() {
    let go_live = |day: &str| decide(&statement(&["100.00"]), &json!({"go_live": day}), BOTH);
    assert_eq!(reason(&go_live("2026-09-17")), ("skip", Reason::BeforeGoLive.as_str()));
    assert_eq!(go_live("2026-09-16"), Admission::Post);
}

#[test]
fn a_zero_document_is_skipped_and_a_negative_one_held() {
    assert_eq!(
        reason(&decide(&statement(&["5.00", "-5.00"]), &json!({}), BOTH)),
        ("skip", Reason::ZeroTotal.as_str())
    );
    assert_eq!(
        reason(&decide(&statement(&["5.00", "-6.00"]), &json!({}), BOTH)),
        ("hold", Reason::NegativeTotal.as_str())
    );
}

#[test]
fn r23_a_document_below_zero_is_held_whatever_its_setting_with_what_is_not_sent() {
    let bill = statement(&["5.00", "-6.00"]);
    let mut invoice = bill.clone();
    invoice["kind"] = json!("invoice");
    invoice["origin"] = json!("load");
    for line in invoice["lines"].as_array_mut().unwrap() {
        line["category"] = json!("load");
        line["item"] = json!("customer_linehaul");
    }
    for (document, setting, what) in [
        (&bill, "vendor_credit", "a vendor credit"),
        (&bill, "carry_forward", "a carry-forward"),
        (&invoice, "vendor_credit", "a credit memo"),
    ] {
        let settings = json!({"negative_documents": setting});
        let decided = decide(document, &settings, BOTH);
        let Admission::Hold(held) = decided else { panic!("{setting}") };
        assert_eq!(held.reason, Reason::NegativeTotal.as_str());
        let words = format!("Sending {what} for it is not part of this version.");
        assert!(held.message.ends_with(&words), "{}", held.message);
    }
}

#[test]
fn a_document_that_does_not_add_up_is_held_even_when_it_comes_to_nothing() {
    let mut document = statement(&["5.00", "-5.00"]);
    document["total"] = json!("10.00");
    let Admission::Hold(held) = decide(&document, &json!({}), BOTH) else { panic!() };
    assert_eq!(held.reason, Reason::Finding(Code::TotalMismatch).as_str());
    assert!(held.message.contains("10.00") && held.message.contains("0.00"), "{}", held.message);
}

/// Edge case 82: not loads, trips, e-checks and paystubs alone.
#[test]
fn case_82_documents_of_every_origin_are_decided() {
    for origin in Origin::ALL {
        let mut document = statement(&["100.00"]);
        document["origin"] = json!(origin.as_str());
        document["party"]["tax"] = Value::Null;
        assert_eq!(decide(&document, &json!({}), BOTH), Admission::Post, "{origin}");
    }
}
