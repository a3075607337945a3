//! R26: closed periods.

use crate::test;
use waypost_core::sync::Class;
use waypost_core::sync::period::{Dated, OpenDays, date};
use waypost_core::wire::{ClosedPeriods, Date};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn open(from: Option<&str>, until: Option<&str>) -> OpenDays {
    OpenDays { from: from.map(day), until: until.map(day) }
}

fn held(dated: Dated) -> String {
    let Dated::Held(held) = dated else { panic!("{dated:?}") };
    assert_eq!((held.reason.as_str(), held.class), ("closed_period", Class::NeedsConfig));
    held.message
}

#[test]
fn r26_case_76_on_open_days_a_document_keeps_its_date() {
    let october = open(Some("2026-10-01"), Some("2026-10-31"));
    for own in ["2026-10-01", "2026-10-15", "2026-10-31"] {
        for policy in ClosedPeriods::ALL {
            assert_eq!(date("REF-1", day(own), &october, *policy), Dated::AsItIs, "{own}");
        }
    }
    let always = OpenDays::default();
    assert_eq!(date("REF-1", day("1999-01-01"), &always, ClosedPeriods::Park), Dated::AsItIs);
}

#[test]
fn r26_case_76_park_holds_with_the_dates_of_the_period() {
    let message = held(date(
        "REF-1",
        day("2026-09-30"),
        &open(Some("2026-10-01"), None),
        ClosedPeriods::Park,
    ));
    assert!(message.contains("REF-1 is dated 2026-09-30"), "{message}");
    assert!(message.contains("closed before 2026-10-01"), "{message}");
    let range = open(Some("2026-10-01"), Some("2026-10-31"));
    let message = held(date("REF-1", day("2026-09-30"), &range, ClosedPeriods::Park));
    assert!(message.contains("from 2026-10-01 to 2026-10-31 only"), "{message}");
}

#[test]
fn r26_case_76_re_dating_takes_the_first_open_day_and_keeps_the_date_in_the_memo() {
    let books = open(Some("2026-10-01"), Some("2026-10-01"));
    let dated = date("REF-1", day("2026-09-30"), &books, ClosedPeriods::NextOpenDay);
    let Dated::Moved { to, memo } = dated else { panic!("{dated:?}") };
    assert_eq!(to, day("2026-10-01"));
    assert!(memo.contains("Dated 2026-09-30") && memo.contains("2026-10-01"), "{memo}");
}

#[test]
fn r26_case_76_where_no_open_day_follows_it_is_held_whatever_the_policy() {
    let until = open(None, Some("2026-09-30"));
    for policy in ClosedPeriods::ALL {
        let message = held(date("REF-1", day("2026-10-01"), &until, *policy));
        assert!(message.contains("up to 2026-09-30 only"), "{message}");
    }
    let never = open(Some("2026-11-02"), Some("2026-11-01"));
    held(date("REF-1", day("2026-10-01"), &never, ClosedPeriods::NextOpenDay));
}
