//! R14 and R22: what the books made of a document.

use crate::test;
use waypost_core::sync::Class;
use waypost_core::sync::compare::{Posting, draft_total, posted};
use waypost_core::wire::{self, Amount, Chart, Entry};

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn entry(account: &str, debit: &str, credit: &str) -> Entry {
    Entry { account: account.to_owned(), debit: amount(debit), credit: amount(credit) }
}

fn chart() -> Chart {
    wire::read(include_str!("../../../vectors/keystone/chart.json")).unwrap()
}

/// 117.50 owed by the customer, earned on one account.
fn preview() -> Vec<Entry> {
    vec![entry("a-11000", "117.50", "0.00"), entry("a-40300", "0.00", "117.50")]
}

/// Number, what was expected, what was found, and the words, for each difference.
fn compare(ledger: &[(&str, Entry)], total: &str) -> Vec<(String, String, String, String)> {
    let postings: Vec<Posting<'_>> =
        ledger.iter().map(|(number, entry)| Posting { number, entry }).collect();
    let found = posted((&preview(), amount("117.50")), (&postings, amount(total)), &chart());
    found.into_iter().map(|one| (one.account, one.expected, one.found, one.message)).collect()
}

#[test]
fn r22_a_draft_whose_total_is_ours_may_be_posted() {
    assert_eq!(draft_total(amount("117.50"), amount("117.50"), amount("0.00")), Ok(()));
}

#[test]
fn r22_a_draft_whose_total_differs_by_a_cent_is_held_with_both_figures() {
    let held = draft_total(amount("1117.50"), amount("1117.51"), Amount::ZERO).unwrap_err();
    assert_eq!((held.reason.as_str(), held.class), ("total_differs", Class::NeedsConfig));
    assert!(
        held.message.contains("Ours comes to 1,117.50, the books make it 1,117.51."),
        "{}",
        held.message
    );
    let taxed = draft_total(amount("100.00"), amount("108.00"), amount("8.00")).unwrap_err();
    assert!(taxed.message.contains("108.00 (with 8.00 of tax)."), "{}", taxed.message);
}

#[test]
fn r14_books_that_agree_have_no_difference_however_they_split_and_spell() {
    let ledger = [
        ("11000", entry("A-11000", "117.50", "0.00")),
        ("40300", entry("a-40300", "0.00", "100.00")),
        ("40300", entry("a-40300", "0.00", "20.00")),
        ("40300", entry("a-40300", "2.50", "0.00")),
    ];
    assert_eq!(compare(&ledger, "117.50"), []);
}

#[test]
fn r14_another_control_account_is_reported_with_its_number() {
    let ledger = [
        ("11200", entry("a-unknown", "117.50", "0.00")),
        ("40300", entry("a-40300", "0.00", "117.50")),
    ];
    let found = compare(&ledger, "117.50");
    assert_eq!(found.len(), 2);
    assert_eq!((&*found[0].0, &*found[0].1, &*found[0].2), ("11000", "117.50", "0.00"));
    assert!(found[0].3.starts_with("The preview puts 117.50 on 11000 "), "{}", found[0].3);
    assert_eq!((&*found[1].0, &*found[1].1, &*found[1].2), ("11200", "0.00", "117.50"));
    assert!(found[1].3.contains("map 11200 as the default"), "{}", found[1].3);
}

#[test]
fn r22_a_posted_total_that_differs_is_said_last() {
    let ledger = [
        ("11000", entry("a-11000", "117.50", "0.00")),
        ("40300", entry("a-40300", "0.00", "117.49")),
    ];
    let found = compare(&ledger, "117.51");
    assert_eq!((&*found[0].0, &*found[0].1, &*found[0].2), ("40300", "-117.50", "-117.49"));
    assert_eq!((&*found[1].0, &*found[1].1, &*found[1].2), ("total", "117.50", "117.51"));
    assert!(
        found[1].3.contains("Ours comes to 117.50, the posted document to 117.51."),
        "{}",
        found[1].3
    );
    assert_eq!(found.len(), 2);
}
