//! R45: what was posted and what the source says now, line by line.

use crate::test;
use serde_json::{Value, json};
use waypost_core::Rules;
use waypost_core::api::Difference;
use waypost_core::sync::difference::{Content, difference};
use waypost_core::wire::{self, Document};

fn load() -> Value {
    serde_json::from_str(include_str!("../../../vectors/keystone/documents/REF-1002345.json"))
        .unwrap()
}

fn compare(was: &Value, is: &Value) -> Difference {
    let chart = wire::read(include_str!("../../../vectors/keystone/chart.json")).unwrap();
    let mapping = wire::read(include_str!("../../../vectors/keystone/mapping.json")).unwrap();
    let rules = Rules::new(&mapping, &chart, None);
    let read = |value: &Value| -> Document { wire::read(&value.to_string()).unwrap() };
    let (was, is) = (read(was), read(is));
    let (before, after) = (rules.preview(&was).unwrap(), rules.preview(&is).unwrap());
    difference(
        Content { document: &was, preview: &before },
        Content { document: &is, preview: &after },
    )
}

#[test]
fn r45_the_same_content_has_no_difference() {
    let same = compare(&load(), &load());
    assert_eq!((same.fields, same.lines), (vec![], vec![]));
    assert_eq!(
        (same.was.to_string(), same.difference.to_string()),
        ("3298.62".into(), "0.00".into())
    );
}

#[test]
fn r45_a_changed_a_missing_and_a_new_line_are_shown_with_their_money() {
    let mut is = load();
    is["total"] = Value::Null;
    is["date"] = json!("2026-09-17");
    is["due"] = Value::Null;
    let lines = is["lines"].as_array_mut().unwrap();
    let gone = lines.remove(5);
    lines[0]["amount"] = json!("2400.00");
    lines[0]["rate"] = json!("2400.00");
    lines.push(json!({"id": "9", "category": "accessorial", "item": "layover", "amount": "10.00"}));
    let found = compare(&load(), &is);
    let fields: Vec<_> = found.fields.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["date", "due"]);
    assert_eq!(found.fields[1].is, None);
    let lines: Vec<_> = found
        .lines
        .iter()
        .map(|one| {
            let money = |side: &Option<waypost_core::api::LineContent>| {
                side.as_ref().map(|content| content.amount.to_string())
            };
            (one.line.as_str(), money(&one.was), money(&one.is), one.difference.to_string())
        })
        .collect();
    let amount = |text: &str| Some(text.to_owned());
    assert_eq!(lines[0], ("1", amount("2450.00"), amount("2400.00"), "-50.00".to_owned()));
    assert_eq!((lines[1].0, &lines[1].2), (gone["id"].as_str().unwrap(), &None));
    assert_eq!(lines[2], ("9", None, amount("10.00"), "10.00".to_owned()));
    let sum: i64 = found.lines.iter().map(|one| one.difference.cents()).sum();
    assert_eq!(sum, found.difference.cents(), "the lines explain the totals");
    assert_eq!(found.lines[2].is.as_ref().unwrap().item, "accessorial.layover");
}

#[test]
fn r45_a_line_that_means_another_item_is_a_difference_of_no_money() {
    let mut is = load();
    is["lines"][0]["item"] = json!("lumper");
    let found = compare(&load(), &is);
    assert_eq!(found.lines.len(), 1);
    assert!(found.lines[0].difference.is_zero());
}
