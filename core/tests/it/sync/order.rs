//! R43.

use crate::test;
use waypost_core::api::State;
use waypost_core::sync::Class;
use waypost_core::sync::order::{Need, Owed, waits_for};

fn need(owed: Owed, name: &str, state: State) -> Need<'_> {
    Need { owed, name, state }
}

fn reason(needs: &[Need<'_>]) -> Option<String> {
    waits_for(needs).map(|held| held.reason)
}

#[test]
fn r43_a_document_goes_once_party_and_items_are_in_the_books() {
    let party = |state| need(Owed::Party, "Blue Ridge Foods Inc", state);
    let item = |state| need(Owed::Item, "Linehaul 40100", state);
    assert_eq!(reason(&[]), None);
    assert_eq!(reason(&[party(State::Posted), item(State::Posted)]), None);
    for open in [State::Waiting, State::Sending, State::Checking, State::NeedsYou, State::Skipped] {
        assert_eq!(reason(&[item(State::Posted), party(open)]).as_deref(), Some("needs_party"));
        assert_eq!(reason(&[party(State::Posted), item(open)]).as_deref(), Some("needs_item"));
    }
}

#[test]
fn r43_what_comes_first_in_order_is_named_first_and_of_equals_what_a_person_must_mend() {
    let needs = [
        need(Owed::Document, "REF-1", State::NeedsYou),
        need(Owed::Item, "Linehaul", State::Waiting),
        need(Owed::Item, "Detention", State::NeedsYou),
    ];
    let held = waits_for(&needs).unwrap();
    assert_eq!((held.reason.as_str(), held.class), ("needs_item", Class::Transient));
    assert!(
        held.message.contains("Detention") && held.message.contains("a person"),
        "{}",
        held.message
    );
    let skipped = waits_for(&[need(Owed::Document, "REF-1", State::Skipped)]).unwrap();
    assert!(skipped.message.contains("a person"), "{}", skipped.message);
}

#[test]
fn r43_a_payment_waits_for_its_document_and_says_so() {
    let held = waits_for(&[need(Owed::Document, "REF-1002345", State::Checking)]).unwrap();
    assert_eq!(held.reason, "needs_document");
    assert!(
        held.message.contains("the document REF-1002345") && held.message.contains("on its way"),
        "{}",
        held.message
    );
    let mut owed = [Owed::Payment, Owed::Document, Owed::Item, Owed::Party];
    owed.sort();
    assert_eq!(owed, [Owed::Party, Owed::Item, Owed::Document, Owed::Payment]);
    assert_eq!(
        reason(&[need(Owed::Payment, "P-1", State::Waiting)]).as_deref(),
        Some("needs_payment")
    );
}
