//! A mapping leaves as a table and comes back, or comes from another subsidiary.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::test;
use waypost_core::Slot;
use waypost_core::exchange::{Found, Known, Outcome, Proposal, Said, propose, read, write};
use waypost_core::wire::{self, Catalog, Chart, Mapping};

fn keystone() -> (Mapping, Chart, Catalog) {
    (
        wire::read(include_str!("../../vectors/keystone/mapping.json")).unwrap(),
        wire::read(include_str!("../../vectors/keystone/chart.json")).unwrap(),
        wire::read(include_str!("../../vectors/keystone/catalog.json")).unwrap(),
    )
}

fn proposed(text: &str) -> Vec<Proposal> {
    let (mapping, chart, catalog) = keystone();
    propose(&read(text).unwrap(), &mapping, &chart, Some(&catalog))
}

/// The same chart in another company: every account has another id.
fn elsewhere(chart: &Chart) -> Chart {
    let mut other = chart.clone();
    for account in &mut other.accounts {
        account.id = format!("other-{}", account.id);
    }
    other
}

#[test]
fn what_was_exported_and_comes_back_proposes_nothing() {
    let (mut mapping, mut chart, catalog) = keystone();
    // A forbidden account, one that has left the chart, and names that a spreadsheet would compute.
    mapping.set(&"tolls.default".parse().unwrap(), Some("a-40000".to_owned()));
    mapping.set(&"fuel.default".parse().unwrap(), Some("gone".to_owned()));
    chart.accounts[3].name = "=HYPERLINK(\"http://x\";1), \"net\"".to_owned();
    chart.accounts[4].name = "'quoted".to_owned();
    let (three, four) = (chart.accounts[3].id.clone(), chart.accounts[4].id.clone());
    mapping.set(&"load.default".parse().unwrap(), Some(three));
    mapping.set(&"trip.default".parse().unwrap(), Some(four));
    for text in [write(&mapping, &chart, Some(&catalog)), wire::write(&mapping)] {
        let rows = read(&text).unwrap();
        assert!(rows.len() >= mapping.slots().len());
        for one in propose(&rows, &mapping, &chart, Some(&catalog)) {
            assert_eq!(one.outcome, Outcome::Skip, "{one:?}");
        }
    }
}

/// R54.
#[test]
fn r54_no_cell_of_an_export_is_a_formula() {
    let (mapping, mut chart, catalog) = keystone();
    for (account, sign) in chart.accounts.iter_mut().zip("=+-@=+-@=+-@=+-@=+-@".chars()) {
        account.name = format!("{sign}1+1");
    }
    for line in write(&mapping, &chart, Some(&catalog)).lines() {
        for cell in line.split(',') {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{line}");
        }
    }
}

#[test]
fn a_table_of_names_creates_changes_and_leaves() {
    let rows = proposed(
        "Line item,Account\nDefault load account,40100\nFuel Surcharge,40100 Linehaul Revenue\n\
         Customer Linehaul,Linehaul Revenue\nDemurrage,40100\n",
    );
    let told: Vec<_> = rows
        .iter()
        .map(|one| (one.outcome, one.name.as_str(), one.was.as_deref(), one.account.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (Outcome::Change, "Fuel Surcharge", Some("a-40200"), Some("a-40100")),
            (Outcome::Create, "Default load account", None, Some("a-40100")),
            (Outcome::Skip, "Customer Linehaul", Some("a-40100"), Some("a-40100")),
            (Outcome::Skip, "Demurrage", None, None),
        ]
    );
    assert_eq!(rows[3].message.as_deref(), Some("No line item goes by this name."));
}

#[test]
fn columns_pasted_from_a_spreadsheet_need_no_headings() {
    let rows = proposed("Fuel Surcharge\t40100\nDefault load account\t40000");
    assert_eq!(
        rows.iter().map(|one| one.outcome).collect::<Vec<_>>(),
        [Outcome::Change, Outcome::Create]
    );
}

#[test]
fn what_matches_nothing_stands_first_with_what_comes_nearest() {
    let rows = proposed(
        "Customer Linehaul,40100\nFuel Surcharge,Fuel Surchrage Income\nToll account,40000",
    );
    assert_eq!((rows[0].outcome, rows[0].name.as_str()), (Outcome::Unmatched, "Fuel Surcharge"));
    assert_eq!(rows[0].nearest.first().map(String::as_str), Some("a-40200"));
    assert_eq!(rows[0].account, None);
    // An income account may not stand for tolls, and the reason is said (R2).
    assert_eq!((rows[1].outcome, rows[1].name.as_str()), (Outcome::Unmatched, "Toll account"));
    assert!(rows[1].message.as_deref().unwrap().contains("40000"), "{:?}", rows[1].message);
    assert_eq!(rows[2].outcome, Outcome::Skip);
}

#[test]
fn a_line_that_stands_twice_is_taken_once() {
    let rows = proposed("Fuel Surcharge,40100\nFuel Surcharge,40000");
    assert_eq!((rows[0].account.as_deref(), rows[1].account.as_deref()), (Some("a-40100"), None));
    assert!(rows[1].message.as_deref().unwrap().contains("earlier row"));
}

#[test]
fn an_empty_account_leaves_the_slot_as_it_is() {
    let rows = proposed("Line item,Account\nFuel Surcharge,\n");
    assert_eq!((rows[0].outcome, rows[0].account.as_deref()), (Outcome::Skip, None));
    assert_eq!(rows[0].was.as_deref(), Some("a-40200"));
}

/// Copying to another subsidiary: by number first, then by name; ids of the other company mean nothing.
#[test]
fn another_subsidiary_is_copied_by_number_then_by_name() {
    let (mapping, chart, catalog) = keystone();
    let mut here = elsewhere(&chart);
    let account =
        |chart: &mut Chart, id: &str| chart.accounts.iter().position(|one| one.id == id).unwrap();
    let renumbered = account(&mut here, "other-a-40200");
    here.accounts[renumbered].number = Some("40205".to_owned());
    let gone = account(&mut here, "other-a-53000");
    here.accounts.remove(gone);
    let rows =
        propose(&Said::of(&mapping, Some(&chart)), &Mapping::default(), &here, Some(&catalog));
    let of = |path: &str| {
        let slot: Slot = path.parse().unwrap();
        rows.iter().find(|one| one.slot.as_ref() == Some(&slot)).unwrap()
    };
    assert_eq!(rows[0].slot, Some(Slot::Toll));
    assert_eq!((rows[0].outcome, rows[0].said.starts_with("53000")), (Outcome::Unmatched, true));
    assert_eq!(of("load.items.customer_linehaul").account.as_deref(), Some("other-a-40100"));
    assert_eq!(of("load.items.fuel_surcharge").account.as_deref(), Some("other-a-40200"));
    assert!(rows.iter().skip(1).all(|one| one.outcome == Outcome::Create), "{rows:#?}");
}

/// The books of another company may have given an id to another account.
#[test]
fn an_id_counts_only_where_number_and_name_agree() {
    let (mapping, chart, catalog) = keystone();
    let said = Said {
        slot: "load.items.fuel_surcharge".to_owned(),
        number: "40100".to_owned(),
        name: "Linehaul Revenue".to_owned(),
        id: "a-40000".to_owned(),
        ..Said::default()
    };
    let rows = propose(&[said], &mapping, &chart, Some(&catalog));
    assert_eq!(rows[0].account.as_deref(), Some("a-40100"));
}

#[test]
fn of_two_accounts_of_one_name_neither_is_taken() {
    let (_, mut chart, _) = keystone();
    chart.accounts[5].name = "Twin".to_owned();
    chart.accounts[6].name = "Twin".to_owned();
    let known = Known::new(&chart);
    assert!(matches!(known.find("twin"), Found::Nearest(near) if near.len() == 2));
    let number = chart.accounts[5].number.clone().unwrap();
    assert_eq!(known.find(&format!(" {number}   TWIN ")), Found::One(&chart.accounts[5]));
}

#[test]
fn what_is_no_table_is_refused_in_words() {
    let message = read("just words").unwrap_err().message;
    assert!(message.contains("one column"), "{message}");
    assert!(read("{\"load\": 3}").is_err());
}
