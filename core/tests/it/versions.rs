//! R16: what a later version of a mapping may bring, and warnings that were confirmed.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::test;
use waypost_core::acknowledge::{Acknowledgement, outstanding};
use waypost_core::wire::{self, Catalog, Chart, Class, Code, Mapping, TransactionType};
use waypost_core::{Rules, validate};

fn keystone() -> (Mapping, Chart, Catalog) {
    (
        wire::read(include_str!("../../vectors/keystone/mapping.json")).unwrap(),
        wire::read(include_str!("../../vectors/keystone/chart.json")).unwrap(),
        wire::read(include_str!("../../vectors/keystone/catalog.json")).unwrap(),
    )
}

fn with(mapping: &Mapping, slots: &[(&str, Option<&str>)]) -> Mapping {
    let mut mapping = mapping.clone();
    for (slot, account) in slots {
        mapping.set(&slot.parse().unwrap(), account.map(str::to_owned));
    }
    mapping
}

/// The errors that `later` adds to `active`, as code and slot.
fn added(active: Option<&Mapping>, later: &Mapping, chart: &Chart) -> Vec<(Code, String)> {
    let (_, _, catalog) = keystone();
    let rules = |mapping| Rules::new(mapping, chart, Some(&catalog));
    let errors = rules(later).added_errors(active.map(rules).as_ref());
    errors.into_iter().map(|one| (one.code, one.slot.unwrap().to_string())).collect()
}

#[test]
fn r16_a_first_version_has_no_errors_at_all() {
    let (mapping, chart, _) = keystone();
    let wrong = with(&mapping, &[("tolls.default", Some("a-40100"))]);
    assert_eq!(added(None, &wrong, &chart), [(Code::WrongClass, "tolls.default".to_owned())]);
    assert_eq!(added(None, &mapping, &chart), []);
}

#[test]
fn r16_an_error_that_the_chart_brought_stays_while_others_are_mended() {
    let (mapping, mut chart, _) = keystone();
    for account in &mut chart.accounts {
        account.active &= account.id != "a-53000" && account.id != "a-52000";
    }
    let mended = with(&mapping, &[("tolls.default", Some("a-50000"))]);
    assert_eq!(added(Some(&mapping), &mended, &chart), []);
    let worse = with(&mended, &[("fuel.items.def", Some("a-52000"))]);
    let code = Code::AccountInactive;
    assert_eq!(added(Some(&mapping), &worse, &chart), [(code, "fuel.items.def".to_owned())]);
}

/// The finding names several e-check types at once, and one more of them is an error more.
#[test]
fn r16_one_more_e_check_type_without_income_is_an_added_error() {
    let (mut mapping, chart, _) = keystone();
    mapping.transaction_types = vec![TransactionType::Expense];
    let slot = "e_checks.items.advance.revenue";
    let worse = with(&mapping, &[(slot, None)]);
    let code = (Code::FeeRevenueUnmapped, "e_checks.default.revenue".to_owned());
    assert_eq!(added(Some(&mapping), &worse, &chart), [code]);
    assert_eq!(added(Some(&worse), &mapping, &chart), []);
    assert_eq!(added(Some(&worse), &worse, &chart), []);
    assert_eq!(added(Some(&mapping), &mapping, &chart), []);
}

/// As of e-checks, so of escrow funds.
#[test]
fn r16_one_more_escrow_fund_without_account_is_an_added_error() {
    let (mapping, chart, _) = keystone();
    let mapping = with(&mapping, &[("escrow.default", None), ("defaults.liability", None)]);
    let worse = with(&mapping, &[("escrow.items.maintenance_reserve", None)]);
    let code = (Code::EscrowUnmapped, "escrow.default".to_owned());
    assert_eq!(added(Some(&mapping), &worse, &chart), [code]);
    assert_eq!(added(Some(&worse), &mapping, &chart), []);
    assert_eq!(added(Some(&mapping), &mapping, &chart), []);
}

#[test]
fn r16_a_confirmed_warning_returns_when_the_account_changes() {
    let (mapping, mut chart, catalog) = keystone();
    let mapping = with(&mapping, &[("tolls.default", Some("a-11900"))]);
    let found = |mapping: &Mapping, chart: &Chart| validate(mapping, chart, Some(&catalog));
    let warnings = found(&mapping, &chart);
    assert_eq!(warnings.len(), 1);
    let confirmed = [Acknowledgement::of(&warnings[0], &chart).unwrap()];
    assert_eq!(outstanding(warnings, &chart, &confirmed), []);

    let other_slot = with(&mapping, &[("fuel.default", Some("a-11900"))]);
    assert_eq!(outstanding(found(&other_slot, &chart), &chart, &confirmed).len(), 1);
    let other_account = with(&mapping, &[("tolls.default", Some("a-21200"))]);
    assert_eq!(outstanding(found(&other_account, &chart), &chart, &confirmed).len(), 1);
    let advances = chart.accounts.iter_mut().find(|account| account.id == "a-11900").unwrap();
    advances.class = Class::OtherCurrentLiability;
    assert_eq!(outstanding(found(&mapping, &chart), &chart, &confirmed).len(), 1);
}

#[test]
fn r16_an_error_cannot_be_confirmed_away() {
    let (mapping, chart, catalog) = keystone();
    let mapping = with(&mapping, &[("tolls.default", Some("a-40100"))]);
    let errors = validate(&mapping, &chart, Some(&catalog));
    assert_eq!(Acknowledgement::of(&errors[0], &chart), None);
}
