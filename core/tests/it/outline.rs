//! An outline: what a screen that shows a few lines of very many asks for.

use crate::test;
use crate::vectors::keystone_documents;
use waypost_core::Rules;
use waypost_core::wire::{self, Mapping, TransactionType};

#[test]
fn what_an_outline_shows_alone_is_what_the_whole_preview_has() {
    let chart = wire::read(include_str!("../../vectors/keystone/chart.json")).unwrap();
    let catalog = wire::read(include_str!("../../vectors/keystone/catalog.json")).unwrap();
    let mut mapping: Mapping =
        wire::read(include_str!("../../vectors/keystone/mapping.json")).unwrap();
    let mut postable = Vec::new();
    for types in [vec![TransactionType::Revenue, TransactionType::Expense], vec![]] {
        mapping.transaction_types = types;
        let rules = Rules::new(&mapping, &chart, Some(&catalog));
        for document in keystone_documents() {
            let outline = rules.outline(&document).unwrap();
            let whole = rules.preview(&document).unwrap();
            postable.push(outline.is_postable());
            assert_eq!(outline.is_postable(), whole.postable);
            assert_eq!(outline.entries(), whole.entries);
            assert_eq!(outline.findings(), whole.findings);
            assert_eq!(outline.control(), &whole.control);
            for (at, line) in whole.lines.iter().enumerate() {
                assert_eq!(outline.account(&rules, at).map(|one| &one.id), line.account.as_ref());
                assert_eq!(outline.amount(at), Some(line.amount));
                assert_eq!(outline.line(&rules, &document, at).as_ref(), Some(line));
            }
        }
    }
    assert!(postable.contains(&true) && postable.contains(&false), "{postable:?}");
}
