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

/// What the reader of the formats takes and refuses as JSON itself.
#[test]
fn json_is_read_as_its_standard_says() {
    let named = |name: &str| {
        let text = format!(r#"{{"system":"netsuite","company":{name},"accounts":[]}}"#);
        wire::read::<Chart>(&text).map(|chart| chart.company)
    };
    for (written, read) in [
        (r#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{c}\n\r\t"),
        (r#""\u00e9\ud83d\ude9aé🚚""#, "é🚚é🚚"),
        (r#""""#, ""),
    ] {
        assert_eq!(named(written).as_deref(), Ok(read));
    }
    for (written, why) in [
        (r#""\ud83d""#, "half a character"),
        (r#""\ud83dA""#, "half a character"),
        (r#""\udc00""#, "half a character"),
        (r#""\u12g4""#, "an escape"),
        (r#""\x""#, "an escape"),
        ("\"\t\"", "a control character"),
        ("01", "unreadable number"),
        ("-", "unreadable number"),
        ("1.", "unreadable number"),
        ("1e+", "unreadable number"),
        ("nul", "expected ident"),
        ("+1", "expected value"),
    ] {
        let refusal = named(written).unwrap_err();
        assert_eq!(
            (refusal.code, refusal.path.as_str()),
            ("malformed_json", "company"),
            "{written}"
        );
        assert!(refusal.message.contains(why), "{written}: {}", refusal.message);
    }
    assert_eq!(named("-1.50e3").unwrap_err().message, "is the number -1.50e3; write text");
    let bytes = wire::read_slice::<Chart>(b"{\n\"system\": \"\xff\"}").unwrap_err();
    assert_eq!((bytes.code, bytes.line), ("malformed_json", Some(2)));
}

#[test]
fn unknown_fields_are_read_as_strictly_and_written_back_as_they_came() {
    let later = r#"{"later" : [ 1.50, -0, 1e400, {"b" : null, "a":"\u00e9 x"} , [] ],"tolls":{}}"#;
    let mapping: Mapping = wire::read(later).unwrap();
    let kept = r#"[1.50,-0,1e400,{"b":null,"a":"\u00e9 x"},[]]"#;
    assert_eq!(mapping.extra.get("later"), Some(kept));
    assert!(wire::write(&mapping).ends_with(&format!(r#","later":{kept}}}"#)));
    let stored: Mapping = serde_json::from_str(&wire::write(&mapping)).unwrap();
    assert_eq!(stored, mapping);
    for (text, refused) in [
        (r#"{"later":[1,}"#, "later[1]: is not JSON (expected value); correct the text here"),
        (r#"{"later":[1,]}"#, "later: is not JSON (trailing comma); correct the text here"),
        (r#"{"later":{"a" 1}}"#, "later: is not JSON (expected `:`); correct the text here"),
        (r#"{"later":{"a":1,"\u0061":2}}"#, "later.a: stands twice in one object; keep one"),
    ] {
        assert_eq!(refusal::<Mapping>(text).to_string(), refused);
    }
    let deep = "[".repeat(200) + &"]".repeat(200);
    assert!(refusal::<Mapping>(&format!(r#"{{"later":{deep}}}"#)).message.contains("too deep"));
}
