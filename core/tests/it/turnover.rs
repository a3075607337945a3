//! What documents of late carry, and what an edit of the mapping takes elsewhere.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::test;
use std::collections::BTreeMap;
use waypost_core::wire::{self, Catalog, Chart, Diff, Document, Kind, Mapping, Turnover, Volume};
use waypost_core::{Gathering, Rules, Slot, diff, moves};

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

/// The first document was sent, the others wait.
fn turnover(catalog: &Catalog) -> Turnover {
    let mut gathering = Gathering::default();
    for (at, document) in documents().iter().enumerate() {
        gathering.add(document, at == 0, Some(catalog)).unwrap();
    }
    gathering.finish("2026-08-24".to_owned(), true).unwrap()
}

fn slot(path: &str) -> Slot {
    path.parse().unwrap()
}

type Pair = (Option<String>, Option<String>, bool, String);

/// Sums of what moves, lines apart from control sides: how many, and cents.
fn summed(mapping: &Mapping, edited: &Mapping) -> [BTreeMap<Pair, (u64, i64)>; 2] {
    let (_, chart, catalog) = keystone();
    let rules = |mapping| Rules::new(mapping, &chart, Some(&catalog));
    let mut sums = [BTreeMap::new(), BTreeMap::new()];
    for moved in moves(&rules(mapping), &rules(edited), &turnover(&catalog)) {
        let path = moved.slot.to_string();
        let control = moved.slot.is_control();
        let invoice = path == "defaults.accounts_receivable"
            || path.starts_with("load.")
            || (path.starts_with("accessorials.") && path.ends_with(".revenue"));
        let both = [moved.waiting, moved.sent];
        let count = |volume: &Volume| if control { volume.documents } else { volume.lines };
        let sum: &mut (u64, i64) = sums[usize::from(control)]
            .entry((moved.from, moved.to, invoice, moved.currency))
            .or_default();
        sum.0 += both.iter().map(count).sum::<u64>();
        sum.1 += both.iter().map(|volume| volume.amount.cents()).sum::<i64>();
    }
    sums
}

/// R9: every slot in turn is emptied, refused and given another account; what moves is what the diff
/// of the same documents says.
#[test]
fn r09_what_moves_is_what_the_diff_says() {
    let (mapping, chart, catalog) = keystone();
    let mut compared = 0;
    for (slot, _) in mapping.slots() {
        for account in [None, Some("a-51000"), Some("a-40000"), Some("a-22100"), Some("a-11000")] {
            let mut edited = mapping.clone();
            edited.set(&slot, account.map(str::to_owned));
            let told = diff(&mapping, &edited, &chart, Some(&catalog), &documents()).unwrap();
            let lines = told.accounts.into_iter().map(|row| {
                let invoice = row.kind == Kind::Invoice;
                ((row.from, row.to, invoice, row.currency), (row.lines, row.amount.cents()))
            });
            let controls = told.controls.into_iter().map(|row| {
                let invoice = row.kind == Kind::Invoice;
                ((row.from, row.to, invoice, row.currency), (row.documents, row.amount.cents()))
            });
            let expected: [BTreeMap<Pair, (u64, i64)>; 2] = [lines.collect(), controls.collect()];
            assert_eq!(summed(&mapping, &edited), expected, "{slot} = {account:?}");
            compared += usize::from(!expected[0].is_empty());
        }
    }
    assert!(compared > 40, "{compared} edits moved lines");
}

/// R44: what was sent is told apart from what waits.
#[test]
fn r44_a_sent_load_is_not_among_what_waits() {
    let (mapping, chart, catalog) = keystone();
    let mut edited = mapping.clone();
    edited.set(&slot("load.items.fuel_surcharge"), Some("a-40100".to_owned()));
    let rules = |mapping| Rules::new(mapping, &chart, Some(&catalog));
    let moved = moves(&rules(&mapping), &rules(&edited), &turnover(&catalog));
    assert_eq!(moved.len(), 1);
    assert_eq!(moved[0].waiting, Volume::default());
    assert_eq!((moved[0].sent.lines, moved[0].sent.documents), (1, 1));
    assert_eq!(moved[0].sent.amount.to_string(), "401.12");
    assert_eq!(
        (moved[0].from.as_deref(), moved[0].to.as_deref()),
        (Some("a-40200"), Some("a-40100"))
    );
}

#[test]
fn a_default_carries_the_lines_of_its_whole_column() {
    let (.., catalog) = keystone();
    let turnover = turnover(&catalog);
    let sum = |path: &str| {
        let sums = turnover.of(&slot(path));
        sums.into_iter().map(|(currency, sum)| format!("{sum} {currency}")).collect::<Vec<_>>()
    };
    assert_eq!(sum("load.items.fuel_surcharge"), ["401.12 USD"]);
    assert_eq!(sum("load.default"), ["2851.12 USD"]);
    assert_eq!(sum("load.items.never_used"), Vec::<String>::new());
    let invoice = documents().remove(0);
    assert_eq!(sum("defaults.accounts_receivable"), [format!("{} USD", invoice.total.unwrap())]);
}

/// Two lines of one item on one bill are two lines on one document.
#[test]
fn documents_are_counted_once_however_many_lines_they_have() {
    let (.., catalog) = keystone();
    let mut invoice = documents().remove(0);
    let mut again = invoice.lines[0].clone();
    again.id = "again".to_owned();
    invoice.lines.push(again);
    let mut gathering = Gathering::default();
    gathering.add(&invoice, false, Some(&catalog)).unwrap();
    gathering.add(&invoice, false, Some(&catalog)).unwrap();
    let turnover = gathering.finish(String::new(), true).unwrap();
    let linehaul = slot("load.items.customer_linehaul");
    let carried = turnover.carried.iter().find(|one| one.slot == linehaul).unwrap();
    assert_eq!((carried.waiting.lines, carried.waiting.documents), (4, 2));
}

/// Edge case 107: a company that has sent nothing yet asks what an edit would move.
#[test]
fn case_107_without_documents_nothing_moves_and_nothing_fails() {
    let (mapping, chart, catalog) = keystone();
    let mut edited = mapping.clone();
    edited.set(&slot("load.items.customer_linehaul"), Some("a-40300".to_owned()));
    assert_eq!(diff(&mapping, &edited, &chart, Some(&catalog), &[]).unwrap(), Diff::default());
    let nothing = Gathering::default().finish("2026-08-24".to_owned(), true).unwrap();
    let rules = |mapping| Rules::new(mapping, &chart, Some(&catalog));
    assert_eq!(moves(&rules(&mapping), &rules(&edited), &nothing), []);
}
