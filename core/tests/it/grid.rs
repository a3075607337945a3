//! What the mapping screens show.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::test;
use waypost_core::grid::{Row, Section};
use waypost_core::wire::{
    self, Account, Catalog, Category, Chart, Code, Level, Mapping, TransactionType,
};
use waypost_core::{Rules, Slot, Verdict, judge};

fn keystone() -> (Mapping, Chart, Catalog) {
    (
        wire::read(include_str!("../../vectors/keystone/mapping.json")).unwrap(),
        wire::read(include_str!("../../vectors/keystone/chart.json")).unwrap(),
        wire::read(include_str!("../../vectors/keystone/catalog.json")).unwrap(),
    )
}

fn sections(mapping: &Mapping, catalog: &Catalog) -> Vec<Section> {
    Rules::new(mapping, &keystone().1, Some(catalog)).sections()
}

fn row<'a>(sections: &'a [Section], category: Category, item: Option<&str>) -> &'a Row {
    let section = sections.iter().find(|section| section.category == category).unwrap();
    section.rows.iter().find(|row| row.item.as_deref() == item).unwrap()
}

#[test]
fn every_category_has_its_section_and_tax_has_none() {
    let (mapping, _, catalog) = keystone();
    let titles: Vec<&str> =
        sections(&mapping, &catalog).iter().map(|section| section.title).collect();
    assert_eq!(
        titles,
        ["Load", "Trip", "Accessorials", "E-checks", "Deductions", "Fuel", "Tolls", "Escrow"]
    );
}

#[test]
fn a_row_shows_the_account_it_will_post_to_and_who_chose_it() {
    let (mapping, _, catalog) = keystone();
    let sections = sections(&mapping, &catalog);
    let layover = row(&sections, Category::Accessorial, Some("layover"));
    let shown: Vec<_> = layover
        .cells
        .iter()
        .map(|cell| (cell.own.as_deref(), cell.effective.as_deref(), cell.level))
        .collect();
    assert_eq!(
        shown,
        [
            (None, Some("a-40300"), Level::CategoryDefault),
            (None, Some("a-51400"), Level::CategoryDefault)
        ]
    );
    let tolls = sections.iter().find(|section| section.category == Category::Toll).unwrap();
    assert_eq!((tolls.rows.len(), tolls.rows[0].cells.len()), (1, 1));
}

#[test]
fn a_type_without_fee_has_no_revenue_cell() {
    let (mapping, _, catalog) = keystone();
    let sections = sections(&mapping, &catalog);
    let slots = |item| {
        row(&sections, Category::ECheck, Some(item))
            .cells
            .iter()
            .map(|cell| cell.slot.is_some())
            .collect::<Vec<_>>()
    };
    assert_eq!(slots("tolls"), [false, true]);
    assert_eq!(slots("advance"), [true, true]);
}

#[test]
fn retired_items_and_items_only_the_mapping_knows_come_last() {
    let (mut mapping, _, mut catalog) = keystone();
    mapping.set(&"fuel.items.old".parse().unwrap(), Some("a-52000".to_owned()));
    catalog.fuel[0].retired = true;
    let sections = sections(&mapping, &catalog);
    let fuel = sections.iter().find(|section| section.category == Category::Fuel).unwrap();
    let rows: Vec<_> = fuel.rows.iter().map(|row| (row.name.as_str(), row.retired)).collect();
    assert_eq!(
        rows,
        [
            ("Default fuel", false),
            ("DEF", false),
            ("Reefer Fuel", false),
            ("Diesel", true),
            ("old", true)
        ]
    );
}

#[test]
fn a_cell_carries_its_findings_only_while_it_is_live() {
    let (mut mapping, _, catalog) = keystone();
    mapping.set(&"load.items.fuel_surcharge".parse().unwrap(), Some("a-61000".to_owned()));
    let found = |mapping: &Mapping| {
        let sections = sections(mapping, &catalog);
        let cell = &row(&sections, Category::Load, Some("fuel_surcharge")).cells[0];
        (cell.live, cell.findings.iter().map(|finding| finding.code).collect::<Vec<_>>())
    };
    assert_eq!(found(&mapping), (true, vec![Code::WrongClass]));
    mapping.transaction_types = vec![TransactionType::Expense];
    assert_eq!(found(&mapping), (false, vec![]));
}

#[test]
fn defaults_say_what_is_required_now() {
    let (mut mapping, chart, catalog) = keystone();
    mapping.transaction_types = vec![TransactionType::Revenue];
    let rows = Rules::new(&mapping, &chart, Some(&catalog)).defaults();
    let required: Vec<String> =
        rows.iter().filter(|row| row.required).map(|row| row.slot.to_string()).collect();
    assert_eq!(required, ["defaults.accounts_receivable", "defaults.revenue"]);
}

#[test]
fn the_picker_and_the_validation_ask_the_same_judge() {
    let (mapping, chart, _) = keystone();
    let slot: Slot = "load.default".parse().unwrap();
    let verdict = |id: &str| judge(&slot, account(&chart, id), chart.system, &mapping);
    assert_eq!(verdict("a-40100"), Verdict::Allowed);
    assert_eq!(verdict("a-65000"), Verdict::Warning(vec![Code::UnclassifiedAccount]));
    assert_eq!(verdict("a-61000"), Verdict::Forbidden(vec![Code::WrongClass]));
    assert_eq!(
        verdict("a-49999"),
        Verdict::Forbidden(vec![Code::NotPostingAccount, Code::NoDirectPosting])
    );
}

fn account<'a>(chart: &'a Chart, id: &str) -> &'a Account {
    chart.account(id).unwrap()
}
