//! Editing rules slot by slot, and asking many lines at once where they go.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::test;
use std::fmt::Write;
use waypost_core::resolve::Way;
use waypost_core::wire::{self, Catalog, Chart, Code, Document, Mapping};
use waypost_core::{Lines, Rules, Slot};

fn keystone() -> (Mapping, Chart, Catalog) {
    (
        wire::read(include_str!("../../vectors/keystone/mapping.json")).unwrap(),
        wire::read(include_str!("../../vectors/keystone/chart.json")).unwrap(),
        wire::read(include_str!("../../vectors/keystone/catalog.json")).unwrap(),
    )
}

fn documents() -> Vec<Document> {
    [
        include_str!("../../vectors/keystone/documents/REF-1002345.json"),
        include_str!("../../vectors/keystone/documents/T-1002345-1.json"),
        include_str!("../../vectors/keystone/documents/PS-24-0931.json"),
        include_str!("../../vectors/keystone/documents/T-1002388-1.json"),
    ]
    .map(|text| wire::read(text).unwrap())
    .to_vec()
}

fn everything(rules: &Rules) -> String {
    let mut said = wire::write(&rules.validate());
    write!(said, "{:?}{:?}", rules.sections(), rules.defaults()).unwrap();
    for document in documents() {
        said.push_str(&wire::write(&rules.preview(&document).unwrap()));
    }
    said
}

/// R9: every slot in turn is given every kind of account, emptied and put back, and after each step
/// the edited rules say what rules compiled from the edited mapping say.
#[test]
fn r09_edited_rules_are_the_rules_of_the_edited_mapping() {
    let (mut mapping, mut chart, catalog) = keystone();
    chart.accounts[3].currency = Some("CAD".to_owned());
    chart.accounts[5].active = false;
    let mut rules = Rules::new(&mapping, &chart, Some(&catalog));
    let mut slots: Vec<Slot> = mapping.slots().into_iter().map(|(slot, _)| slot).collect();
    for path in ["load.items.gone", "accessorials.items.gone.expense", "escrow.default"] {
        slots.push(path.parse().unwrap());
    }
    for (turn, slot) in slots.iter().enumerate() {
        let before = mapping.get(slot).map(str::to_owned);
        let some = &chart.accounts[turn % chart.accounts.len()].id;
        // An account that stands in another slot, too: what is said there may change.
        let other = mapping.get(&slots[(turn + 7) % slots.len()]).map(str::to_owned);
        let accounts = [Some(some.as_str()), other.as_deref(), Some("nowhere"), None];
        for account in accounts.into_iter().chain([before.as_deref()]) {
            mapping.set(slot, account.map(str::to_owned));
            rules.edit(slot, account);
            let compiled = Rules::new(&mapping, &chart, Some(&catalog));
            assert_eq!(everything(&rules), everything(&compiled), "{slot} = {account:?}");
        }
    }
}

/// R13: the account that becomes the receivable account may stand on no line from then on, and may
/// again when another one takes its place.
#[test]
fn r13_a_new_receivable_account_stops_the_lines_that_use_it() {
    let (mapping, chart, catalog) = keystone();
    let mut rules = Rules::new(&mapping, &chart, Some(&catalog));
    let before = everything(&rules);
    let receivable: Slot = "defaults.accounts_receivable".parse().unwrap();
    rules.edit(&receivable, mapping.get(&"load.items.customer_linehaul".parse().unwrap()));
    let found = rules.validate();
    assert!(found.iter().any(|finding| finding.code == Code::ControlAccountReused));
    rules.edit(&receivable, mapping.get(&receivable));
    assert_eq!(everything(&rules), before);
}

/// An edit moves the lines that pass the slot and no other; former owners of the rules keep theirs.
#[test]
fn r01_an_edit_moves_the_lines_that_pass_the_slot() {
    let (mapping, chart, catalog) = keystone();
    let documents = documents();
    let lines = Lines::new(&documents, Some(&catalog)).unwrap();
    let before = Rules::new(&mapping, &chart, Some(&catalog));
    let mut after = before.clone();
    let slot: Slot = "tolls.default".parse().unwrap();
    after.edit(&slot, mapping.get(&"fuel.default".parse().unwrap()));
    let (mut was, mut is): (Vec<Way>, Vec<Way>) = (Vec::new(), Vec::new());
    lines.resolve(&before, &mut was);
    lines.resolve(&after, &mut is);
    let mut moved = 0;
    for (at, document) in documents.iter().enumerate() {
        let shown = [&before, &after].map(|rules| rules.preview(document).unwrap().lines);
        for (place, line) in lines.of(at).enumerate() {
            assert_eq!(lines.amount(line), Some(shown[0][place].amount));
            let said = [&before, &after].map(|rules| lines.resolution(rules, line).unwrap());
            for (said, shown) in said.iter().zip(&shown) {
                assert_eq!(said.account, shown[place].account);
                assert_eq!(said.path, shown[place].path);
            }
            assert_eq!(was[line].level(), shown[0][place].level);
            assert_eq!(was[line] != is[line], shown[0][place].account != shown[1][place].account);
            moved += usize::from(was[line] != is[line]);
        }
    }
    assert!(moved > 0 && moved < was.len(), "{moved} of {}", was.len());
}

/// Edge case 19: two subsidiaries begin with one chart and one mapping; what one edits is its own.
#[test]
fn case_19_an_edit_of_one_subsidiarys_mapping_leaves_the_others_as_it_was() {
    let (mapping, chart, catalog) = keystone();
    let of_b = Rules::new(&mapping, &chart, Some(&catalog));
    let mut of_a = of_b.clone();
    let shown_by = |rules: &Rules| -> Vec<_> {
        documents().iter().map(|document| rules.preview(document).unwrap()).collect()
    };
    let before = shown_by(&of_b);
    for (slot, _) in mapping.slots() {
        of_a.edit(&slot, None);
    }
    assert!(shown_by(&of_a).iter().all(|preview| !preview.postable));
    assert_eq!(shown_by(&of_b), before);
}
