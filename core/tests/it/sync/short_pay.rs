//! R45: the short-pay path.

use crate::test;
use serde_json::{Value, json};
use waypost_core::Rules;
use waypost_core::sync::difference::Content;
use waypost_core::sync::period::OpenDays;
use waypost_core::sync::short_pay::{
    Short, WriteOff, beyond_open, by_credit_memo, memo_number, rest, where_it_stands, write_off,
};
use waypost_core::wire::{self, Amount, Date, Document, System};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// 3,298.62 of 16 September, of which 3,000.00 came in; written off on 20 October.
fn short() -> Short<'static> {
    Short {
        number: "REF-1002345",
        date: day("2026-09-16"),
        total: amount("3298.62"),
        received: amount("3000.00"),
        can_update: true,
        open: OpenDays::default(),
        today: day("2026-10-20"),
    }
}

#[test]
fn case_103_where_the_posted_invoice_can_change_it_is_regenerated_in_place() {
    assert_eq!(write_off(&short()), WriteOff::Regenerate { line: amount("-298.62") });
}

#[test]
fn case_103_where_it_cannot_change_a_credit_memo_takes_the_rest_off() {
    let fixed = Short { can_update: false, ..short() };
    let memo = |on| WriteOff::CreditMemo { amount: amount("298.62"), on: day(on) };
    assert_eq!(write_off(&fixed), memo("2026-10-20"));
    let early = Short { today: day("2026-09-01"), ..fixed };
    assert_eq!(write_off(&early), memo("2026-09-16"), "no credit before its invoice");
}

#[test]
fn case_103_in_a_closed_period_a_credit_memo_stands_on_the_first_open_day() {
    let from = |from| OpenDays { from: Some(day(from)), until: None };
    let closed = Short { open: from("2026-11-01"), ..short() };
    assert_eq!(
        write_off(&closed),
        WriteOff::CreditMemo { amount: amount("298.62"), on: day("2026-11-01") }
    );
    let just_open = Short { open: from("2026-09-16"), ..short() };
    assert!(matches!(write_off(&just_open), WriteOff::Regenerate { .. }));
}

#[test]
fn case_103_without_an_open_day_it_is_held() {
    let open = OpenDays { from: None, until: Some(day("2026-09-15")) };
    let WriteOff::Held(held) = write_off(&Short { open, ..short() }) else { panic!() };
    assert_eq!(held.reason, "closed_period");
    assert!(held.message.contains("REF-1002345 was paid 298.62 short"), "{}", held.message);
}

#[test]
fn case_103_nothing_is_written_off_what_is_paid() {
    for received in ["3298.62", "3298.63"] {
        assert_eq!(write_off(&Short { received: amount(received), ..short() }), WriteOff::Nothing);
    }
    let cent = Short { received: amount("3298.61"), ..short() };
    assert_eq!(write_off(&cent), WriteOff::Regenerate { line: amount("-0.01") });
}

fn load() -> Value {
    serde_json::from_str(include_str!("../../../vectors/keystone/documents/REF-1002345.json"))
        .unwrap()
}

/// The load with a write-off of 298.62, and then changed by `change`.
fn short_load(change: impl Fn(&mut Value)) -> Value {
    let mut load = load();
    load["total"] = json!("3000.00");
    let line = json!({"id": "7", "category": "accessorial", "item": "write_off",
        "description": "Short paid", "amount": "-298.62"});
    load["lines"].as_array_mut().unwrap().push(line);
    change(&mut load);
    load
}

/// What `is` writes off `was`: the amount, and per line its id and account.
fn found(was: &Value, is: &Value) -> Option<(String, Vec<(String, String)>)> {
    let chart = wire::read(include_str!("../../../vectors/keystone/chart.json")).unwrap();
    let mapping = wire::read(include_str!("../../../vectors/keystone/mapping.json")).unwrap();
    let rules = Rules::new(&mapping, &chart, None);
    let read = |value: &Value| -> Document { wire::read(&value.to_string()).unwrap() };
    let (was, is) = (read(was), read(is));
    let (before, after) = (rules.preview(&was).unwrap(), rules.preview(&is).unwrap());
    let was = Content { document: &was, preview: &before };
    let rest = rest(was, Content { document: &is, preview: &after })?;
    let lines = rest.lines.iter();
    let lines = lines.map(|(line, it)| (line.id.clone(), it.account.clone().unwrap())).collect();
    Some((rest.amount.to_string(), lines))
}

#[test]
fn case_103_negative_accessorials_that_were_added_are_the_rest() {
    let line = |id: &str| (id.to_owned(), "a-40300".to_owned());
    let expected = Some(("298.62".to_owned(), vec![line("7")]));
    assert_eq!(found(&load(), &short_load(|_| {})), expected);
    let twice = short_load(|load| {
        load["total"] = json!("2990.00");
        let second = json!({"id": "8", "category": "accessorial", "item": "layover",
            "amount": "-10.00"});
        load["lines"].as_array_mut().unwrap().push(second);
    });
    let expected = Some(("308.62".to_owned(), vec![line("7"), line("8")]));
    assert_eq!(found(&load(), &twice), expected);
    let further = Some(("10.00".to_owned(), vec![line("8")]));
    assert_eq!(found(&short_load(|_| {}), &twice), further, "only what is not written off yet");
}

#[test]
fn case_103_any_other_change_is_no_write_off() {
    assert_eq!(found(&load(), &load()), None, "nothing changed");
    assert_eq!(found(&short_load(|_| {}), &load()), None, "taken back");
    let others: [fn(&mut Value); 5] = [
        |load| load["date"] = json!("2026-09-17"),
        |load| {
            load["lines"][5]["amount"] = json!("40.00");
            load["lines"][5]["rate"] = json!("40.00");
            load["total"] = json!("2997.50");
        },
        |load| load["lines"][6]["category"] = json!("load"),
        |load| {
            load["lines"][6]["amount"] = json!("298.62");
            load["total"] = json!("3597.24");
        },
        |load| {
            load["lines"][6]["amount"] = json!("-3298.62");
            load["total"] = json!("0.00");
        },
    ];
    for (at, other) in others.into_iter().enumerate() {
        assert_eq!(found(&load(), &short_load(other)), None, "{at}");
    }
}

#[test]
fn case_103_only_business_central_needs_a_credit_memo_and_no_more_is_taken_off_than_is_open() {
    let systems = [
        System::BusinessCentral,
        System::QuickbooksOnline,
        System::QuickbooksDesktop,
        System::Netsuite,
    ];
    assert_eq!(systems.map(by_credit_memo), [true, false, false, false]);
    assert_eq!(memo_number("REF-1002345", 2), "REF-1002345-W2");
    let held = beyond_open("REF-1002345", amount("298.62"), amount("100.00"));
    assert!(held.message.starts_with("298.62 would be written off REF-1002345, and 100.00"));
    let elsewhere = where_it_stands("REF-1002345");
    assert!(elsewhere.contains("Take the payment off REF-1002345 there and choose Retry"));
}
