//! The public formats: what is kept, and how refusals name the field.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::test;
use waypost_core::Slot;
use waypost_core::wire::{self, Catalog, Chart, Document, Mapping, Unusable};

fn refusal<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> Unusable {
    wire::read::<T>(text).unwrap_err()
}

#[test]
fn a_later_versions_fields_survive_reading_and_writing() {
    let text = r#"{"version":1,"transaction_types":["revenue"],"defaults":{"revenue":"a-1","equity":"a-9"},
        "load":{"items":{"x":"a-2"},"colour":"red"},"accessorials":{"items":{"y":{"revenue":"a-3","note":[1,{"a":null}]}}},
        "tax":{"default":"a-4"},"approved_by":{"name":"Ann","at":12345678901}}"#;
    let mapping: Mapping = wire::read(text).unwrap();
    let written: serde_json::Value = serde_json::from_str(&wire::write(&mapping)).unwrap();
    assert_eq!(written["defaults"]["equity"], "a-9");
    assert_eq!(written["load"]["colour"], "red");
    assert_eq!(written["accessorials"]["items"]["y"]["note"][1]["a"], serde_json::Value::Null);
    assert_eq!(written["tax"]["default"], "a-4");
    assert_eq!(written["approved_by"]["at"], 12_345_678_901_u64);
    assert_eq!(wire::read::<Mapping>(&wire::write(&mapping)).unwrap(), mapping);
}

#[test]
fn keystone_reads_back_as_it_was_written() {
    let mapping: Mapping = wire::read(include_str!("../../vectors/keystone/mapping.json")).unwrap();
    let before: serde_json::Value =
        serde_json::from_str(include_str!("../../vectors/keystone/mapping.json")).unwrap();
    let after: serde_json::Value = serde_json::from_str(&wire::write(&mapping)).unwrap();
    let slot: Slot = "accessorials.items.detention.expense".parse().unwrap();
    assert_eq!(mapping.get(&slot), Some("a-51410"));
    assert_eq!(after["load"], before["load"]);
    assert_eq!(after["tolls"], before["tolls"]);
    assert_eq!(after["customer_payments"], before["customer_payments"]);
}

#[test]
fn absent_and_null_both_mean_unset() {
    let absent: Mapping = wire::read("{}").unwrap();
    let null: Mapping =
        wire::read(r#"{"load":null,"accessorials":{"items":null},"tolls":{"default":null}}"#)
            .unwrap();
    assert_eq!(absent, null);
}

#[test]
fn a_doubled_key_is_refused_wherever_it_stands() {
    let at = |text: &str| refusal::<Mapping>(text).to_string();
    assert_eq!(at(r#"{"load":{},"load":{}}"#), "load: stands twice in one object; keep one");
    assert_eq!(
        at(r#"{"load":{"items":{"x":"a","x":"b"}}}"#),
        "load.items.x: stands twice in one object; keep one"
    );
    assert_eq!(
        at(r#"{"later":{"x":[{"y":1,"y":2}]}}"#),
        "later.x[0].y: stands twice in one object; keep one"
    );
}

#[test]
fn a_refusal_names_the_field_and_where_it_stands() {
    let text = "{\n \"system\": \"netsuite\",\n \"accounts\": [\n  {\"id\": \"a\", \"class\": \"income\"}]}";
    let refusal = refusal::<Chart>(text);
    assert_eq!(
        (refusal.code, refusal.path.as_str(), refusal.line),
        ("missing_field", "accounts[0].name", Some(4))
    );
    assert_eq!(refusal.message, "is missing; add it");
}

#[test]
fn shapes_are_refused_in_plain_words() {
    assert_eq!(refusal::<Document>("[]").message, "is a list; write an object");
    assert_eq!(refusal::<Document>(r#"{"id":5}"#).to_string(), "id: is the number 5; write text");
    assert_eq!(refusal::<Document>("").message, "the text is empty; give one JSON value");
    assert_eq!(refusal::<Document>("{").message, "the JSON ends too early; complete it");
    assert!(refusal::<Mapping>("{} {}").message.contains("is not JSON"));
    assert!(!refusal::<Document>("{\"id\":\"\u{1}\"}").message.contains("invalid"));
}

#[test]
fn ids_that_could_not_be_named_are_refused() {
    assert!(
        refusal::<Catalog>(r#"{"load":[{"id":"a.b","name":"x"}]}"#)
            .to_string()
            .starts_with("load[0].id: \"a.b\" has a dot")
    );
    assert!(
        refusal::<Catalog>(r#"{"load":[{"id":"","name":"x"}]}"#)
            .to_string()
            .starts_with("load[0].id: is empty")
    );
    let twice = r#"{"load":[{"id":"a","name":"x"},{"id":"a","name":"y"}]}"#;
    assert!(refusal::<Catalog>(twice).to_string().contains("repeats the id \"a\""));
    assert!(
        refusal::<Mapping>(r#"{"trip":{"items":{"a.b":null}}}"#)
            .to_string()
            .starts_with("trip.items: \"a.b\" has a dot")
    );
    assert!(
        refusal::<Mapping>(r#"{"tolls":{"default":""}}"#)
            .to_string()
            .starts_with("tolls.default: is empty")
    );
}
