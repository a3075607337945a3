//! R45: the short-pay path.

use crate::test;
use waypost_core::sync::period::OpenDays;
use waypost_core::sync::short_pay::{Short, WriteOff, write_off};
use waypost_core::wire::{Amount, Date};

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
