//! R45: a document that changes at the source.

use crate::test;
use waypost_core::api::State;
use waypost_core::sync::Class;
use waypost_core::sync::change::{Change, Known, Posted, change};

/// Unpaid, in an open period, in a system that changes what it posted.
const UNPAID: Posted<'_> = Posted {
    same: false,
    remote_number: Some("103001"),
    void: false,
    paid: false,
    period_open: true,
    can_update: true,
    moved_to: None,
};

fn known(state: State, posted: Option<Posted<'_>>) -> Known<'_> {
    Known { state, same_as_stored: false, withdrawn: false, posted }
}

#[test]
fn r45_not_yet_sent_the_new_content_replaces_the_old() {
    for state in [State::Waiting, State::NeedsYou, State::Skipped] {
        assert_eq!(change(&known(state, None)), Change::Replace);
    }
}

/// Pushed twice, once for each status of the load.
#[test]
fn r45_case_60_the_same_content_again_changes_nothing_wherever_it_stands() {
    for state in [
        State::Waiting,
        State::Sending,
        State::Checking,
        State::Posted,
        State::NeedsYou,
        State::Skipped,
    ] {
        for posted in [None, Some(UNPAID), Some(Posted { void: true, ..UNPAID })] {
            let again = Known { same_as_stored: true, ..known(state, posted) };
            assert_eq!(change(&again), Change::Nothing);
        }
    }
}

#[test]
fn r45_on_its_way_it_waits_for_the_outcome() {
    for state in [State::Sending, State::Checking] {
        for posted in [None, Some(UNPAID)] {
            let Change::Wait(held) = change(&known(state, posted)) else { panic!() };
            assert_eq!((held.reason.as_str(), held.class), ("on_its_way", Class::Transient));
            assert!(held.message.contains("Its outcome comes first"), "{}", held.message);
        }
    }
}

#[test]
fn r45_posted_and_unpaid_it_is_changed_where_the_system_allows_it() {
    assert_eq!(change(&known(State::Posted, Some(UNPAID))), Change::Update);
    for stays in [
        Posted { paid: true, ..UNPAID },
        Posted { period_open: false, ..UNPAID },
        Posted { can_update: false, ..UNPAID },
    ] {
        let Change::Differs(held) = change(&known(State::Posted, Some(stays))) else {
            panic!("{stays:?}")
        };
        assert_eq!((held.reason.as_str(), held.class), ("posted_differs", Class::NeedsPerson));
        assert!(held.message.contains("Posted as 103001"), "{}", held.message);
    }
}

/// R25: no system moves a document from one company's books to another's.
#[test]
fn r25_r45_posted_and_moved_to_another_subsidiary_it_stays_until_the_former_is_void() {
    let moved = Posted { moved_to: Some("Keystone Brokerage"), ..UNPAID };
    let Change::Differs(held) = change(&known(State::Posted, Some(moved))) else { panic!() };
    assert_eq!((held.reason.as_str(), held.class), ("posted_differs", Class::NeedsPerson));
    for words in ["Posted as 103001", "it then goes to Keystone Brokerage"] {
        assert!(held.message.contains(words), "{}", held.message);
    }
    let void = Posted { void: true, ..moved };
    assert_eq!(change(&known(State::NeedsYou, Some(void))), Change::Anew);
}

#[test]
fn r45_the_posted_content_sent_again_agrees_with_the_books() {
    let same = Posted { same: true, ..UNPAID };
    assert_eq!(change(&known(State::NeedsYou, Some(same))), Change::Agrees);
}

#[test]
fn r45_a_new_generation_starts_only_when_the_former_is_void() {
    for void in
        [Posted { void: true, ..UNPAID }, Posted { void: true, same: true, paid: true, ..UNPAID }]
    {
        assert_eq!(change(&known(State::NeedsYou, Some(void))), Change::Anew);
    }
    assert_ne!(change(&known(State::NeedsYou, Some(UNPAID))), Change::Anew);
}

#[test]
fn r45_withdrawn_at_the_source_it_is_not_sent_and_the_books_keep_what_they_hold() {
    let withdrawn = |state, posted| change(&Known { withdrawn: true, ..known(state, posted) });
    let reason = |change| match change {
        Change::Withdrawn(held) | Change::Differs(held) | Change::Wait(held) => held.reason,
        other => panic!("{other:?}"),
    };
    for state in [State::Waiting, State::NeedsYou, State::Skipped] {
        assert_eq!(reason(withdrawn(state, None)), "withdrawn");
    }
    assert_eq!(reason(withdrawn(State::Checking, None)), "on_its_way");
    assert_eq!(reason(withdrawn(State::Posted, Some(UNPAID))), "posted_withdrawn");
    let same = Posted { same: true, ..UNPAID };
    assert_eq!(reason(withdrawn(State::Posted, Some(same))), "posted_withdrawn");
    let void = Posted { void: true, ..UNPAID };
    assert_eq!(reason(withdrawn(State::NeedsYou, Some(void))), "withdrawn");
}
