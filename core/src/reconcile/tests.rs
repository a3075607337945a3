//! What the comparison promises, on cases worked out by hand and on cases made by chance.

use super::*;
use crate::api::{Deviation, Reconciled};
use crate::wire::{Amount, Chart, Kind};

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn booked(day: &str, account: &str, net: i64) -> Booked {
    let zero = Amount::ZERO;
    let amount = Amount::from_cents(net.abs()).unwrap();
    let (debit, credit) = if net > 0 { (amount, zero) } else { (zero, amount) };
    Booked { day: day.to_owned(), account: account.to_owned(), debit, credit }
}

/// An invoice of `cents` on the day, and what the books have of it.
fn pair(number: &str, cents: i64, standing: Standing, theirs: Vec<Booked>) -> Pair {
    let day = "2026-09-16";
    let ours = Ours {
        document: format!("doc_{number}"),
        number: number.to_owned(),
        remote_number: format!("S-{number}"),
        kind: Kind::Invoice,
        day: day.to_owned(),
        control: "a-11000".to_owned(),
        entries: vec![booked(day, "a-11000", cents), booked(day, "a-40100", -cents)],
    };
    Pair { ours, theirs: Theirs { standing, entries: theirs } }
}

fn same(number: &str, cents: i64) -> Pair {
    let mut pair = pair(number, cents, Standing::Stands, Vec::new());
    pair.theirs.entries.clone_from(&pair.ours.entries);
    pair
}

fn chart() -> Chart {
    crate::wire::read(
        r#"{"system": "business_central", "accounts": [
        {"id": "A-40100", "number": "40100", "name": "=Line haul", "class": "income"},
        {"id": "a-11000", "number": "11000", "name": "Receivables", "class": "accounts_receivable"}
    ]}"#,
    )
    .unwrap()
}

#[test]
fn what_is_the_same_agrees_to_the_cent() {
    let compared = compare(&[same("1", 10_000), same("2", 1)], &chart(), true).unwrap();
    assert_eq!(compared.message, "All 2 documents agree to the cent.");
    assert!(compared.differing.is_empty());
    let numbers: Vec<_> = compared.accounts.iter().map(|one| one.number.as_deref()).collect();
    assert_eq!(numbers, [Some("11000"), Some("40100")]);
    assert_eq!(compared.accounts[0].sums.our_debit, amount("100.01"));
    assert_eq!(compared.accounts[0].days.len(), 1);
    assert!(compared.accounts.iter().all(|one| one.sums.difference.is_zero()));
}

#[test]
fn a_cent_is_found_with_its_document_and_both_amounts() {
    let day = "2026-09-16";
    let theirs = vec![booked(day, "A-11000", 9_999), booked(day, "a-40100", -9_999)];
    let changed = pair("1", 10_000, Standing::Stands, theirs);
    let compared = compare(&[changed, same("2", 5)], &chart(), false).unwrap();
    assert_eq!(compared.message, "1 of 2 documents differs.");
    assert_eq!(compared.accounts[0].sums.difference, amount("-0.01"));
    assert_eq!(compared.accounts[1].sums.difference, amount("0.01"));
    let found = &compared.differing[0];
    assert_eq!((found.number.as_str(), found.deviation), ("1", Deviation::Changed));
    assert!(found.message.contains("Waypost put 100.00 on 11000"), "{}", found.message);
    assert!(found.message.contains("the books 99.99."), "{}", found.message);
}

#[test]
fn differences_that_cancel_each_other_are_both_named() {
    let day = "2026-09-16";
    let of = |cents: i64| vec![booked(day, "a-11000", cents), booked(day, "a-40100", -cents)];
    let pairs =
        [pair("1", 100, Standing::Stands, of(101)), pair("2", 100, Standing::Stands, of(99))];
    let compared = compare(&pairs, &chart(), false).unwrap();
    assert!(compared.accounts.iter().all(|one| one.sums.difference.is_zero()));
    assert_eq!(compared.differing.len(), 2);
}

#[test]
fn what_is_voided_gone_or_moved_is_said_so() {
    let other = "2026-10-01";
    let moved = vec![booked(other, "a-11000", 100), booked(other, "a-40100", -100)];
    let pairs = [
        pair("1", 100, Standing::Void, Vec::new()),
        pair("2", 100, Standing::Gone, Vec::new()),
        pair("3", 100, Standing::Stands, moved),
    ];
    let compared = compare(&pairs, &chart(), true).unwrap();
    let words: Vec<_> = compared.differing.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(
        words,
        [
            "It is voided in the books.",
            "The books do not have it any more.",
            "Posted on 2026-09-16, the books have it on 2026-10-01."
        ]
    );
    let days: Vec<_> = compared.accounts[0].days.iter().map(|one| one.day.as_str()).collect();
    assert_eq!(days, ["2026-09-16", other]);
}

#[test]
fn lines_and_total_of_a_transaction_balance_with_what_is_not_shown() {
    let lines = [("a".to_owned(), amount("90.00")), ("a".to_owned(), amount("-10.00"))];
    let total = amount("86.40");
    let entries = of_lines((Kind::Invoice, "2026-09-16"), ("ar", total), &lines).unwrap();
    let nets: Vec<(&str, i64)> = entries
        .iter()
        .map(|one| (one.account.as_str(), one.debit.cents() - one.credit.cents()))
        .collect();
    assert_eq!(nets, [("", -640), ("a", -8_000), ("ar", 8_640)]);
    let bill = of_lines((Kind::Bill, "2026-09-16"), ("ap", total), &lines).unwrap();
    assert_eq!(bill.iter().map(|one| one.debit.cents()).sum::<i64>(), 8_640);
    assert_eq!(bill.iter().map(|one| one.credit.cents()).sum::<i64>(), 8_640);
}

#[test]
fn a_spreadsheet_computes_no_cell_of_the_table() {
    let compared = compare(&[same("1", 10_000)], &chart(), true).unwrap();
    let result = Reconciled {
        read_at: String::new(),
        outdated: false,
        documents: 1,
        message: compared.message,
        totals: compared.totals,
        accounts: compared.accounts,
        differing: compared.differing,
    };
    let text = sheet(&result);
    assert!(text.contains("40100,'=Line haul,,0.00,100.00,0.00,100.00,0.00,,,\r\n"), "{text}");
}

/// The totals of both sides are zero, and the accounts' differences add up to zero, whatever amounts
/// the books have.
#[test]
fn sums_add_up_whatever_the_books_have() {
    let mut seed: u64 = 7;
    let mut next = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((seed >> 33) % below).unwrap()
    };
    for _ in 0..200 {
        let mut pairs = Vec::new();
        for number in 0..next(20) {
            let (ours, theirs) = (next(1_000_000) + 1, next(1_000_000) + 1);
            let accounts = ["a-40100", "a-40200", ""];
            let account = accounts[usize::try_from(next(3)).unwrap()];
            let day = format!("2026-09-{:02}", next(28) + 1);
            let entries = vec![booked(&day, "a-11000", theirs), booked(&day, account, -theirs)];
            pairs.push(pair(&number.to_string(), ours, Standing::Stands, entries));
        }
        let compared = compare(&pairs, &chart(), true).unwrap();
        let totals = compared.totals;
        assert_eq!(totals.our_debit, totals.our_credit);
        assert_eq!(totals.their_debit, totals.their_credit);
        let sum: i64 = compared.accounts.iter().map(|one| one.sums.difference.cents()).sum();
        assert_eq!(sum, 0);
        for account in &compared.accounts {
            let days: i64 = account.days.iter().map(|day| day.sums.difference.cents()).sum();
            assert_eq!(days, account.sums.difference.cents());
        }
    }
}
