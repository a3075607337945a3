//! What a person may do about a document, in every state.

use crate::test;
use waypost_core::api::State;
use waypost_core::sync::by_hand::{
    Barred, Deed, Effect, Stands, asked, handled, kept, may, skipped, writing_off,
};

const DEEDS: [Deed; 4] = [Deed::Retry, Deed::Skip, Deed::Handled, Deed::Link];

fn stands(state: State) -> Stands {
    Stands { state, posted: false, withdrawn: false }
}

fn all(stands: Stands) -> [Result<Effect, Barred>; 4] {
    DEEDS.map(|deed| may(deed, stands))
}

#[test]
fn r45_nothing_is_decided_over_what_is_on_its_way() {
    for state in [State::Sending, State::Checking] {
        for posted in [false, true] {
            assert_eq!(all(Stands { posted, ..stands(state) }), [Err(Barred::OnItsWay); 4]);
        }
    }
    assert!(Barred::OnItsWay.message("REF-1").starts_with("REF-1 is on its way"));
}

#[test]
fn case_81_what_is_not_in_the_books_may_be_sent_skipped_handled_or_linked() {
    for state in [State::Waiting, State::NeedsYou, State::Skipped] {
        let effects = [Effect::Again, Effect::Skip, Effect::Settle, Effect::Settle];
        assert_eq!(all(stands(state)), effects.map(Ok));
    }
}

#[test]
fn r45_what_stands_in_the_books_is_asked_about_and_never_called_skipped() {
    let posted = Stands { posted: true, ..stands(State::Posted) };
    let barred = Err(Barred::Posted);
    assert_eq!(all(posted), [Ok(Effect::LookAgain), barred, barred, barred]);
    let differs = Stands { state: State::NeedsYou, ..posted };
    assert_eq!(all(differs), [Ok(Effect::LookAgain), Ok(Effect::Keep), barred, barred]);
}

#[test]
fn r45_only_a_posted_document_that_needs_a_person_has_a_rest_to_write_off() {
    let differs = Stands { posted: true, ..stands(State::NeedsYou) };
    assert_eq!(may(Deed::WriteOff, differs), Ok(Effect::WriteOff));
    let others = [
        stands(State::NeedsYou),
        Stands { state: State::Posted, ..differs },
        Stands { withdrawn: true, ..differs },
    ];
    for other in others {
        assert_eq!(may(Deed::WriteOff, other), Err(Barred::NothingToWriteOff), "{other:?}");
    }
    assert_eq!(
        may(Deed::WriteOff, Stands { state: State::Checking, ..differs }),
        Err(Barred::OnItsWay)
    );
}

#[test]
fn r45_what_the_source_withdrew_is_not_sent_by_hand() {
    let withdrawn = Stands { withdrawn: true, ..stands(State::Skipped) };
    assert_eq!(may(Deed::Retry, withdrawn), Err(Barred::Withdrawn));
    assert!(Barred::Withdrawn.message("REF-1").contains("source sends it again"));
}

#[test]
fn what_is_barred_has_a_code_for_programs() {
    let codes = [
        (Barred::OnItsWay, "on_its_way"),
        (Barred::Posted, "posted_already"),
        (Barred::Withdrawn, "withdrawn"),
        (Barred::NothingToWriteOff, "nothing_to_write_off"),
    ];
    for (barred, code) in codes {
        assert_eq!(barred.code(), code);
    }
}

#[test]
fn what_a_person_did_is_said_with_the_name_and_the_reason() {
    assert_eq!(
        skipped("Ada", " paid in cash ").message,
        "Skipped by Ada: paid in cash. Choose Retry to send it after all."
    );
    assert_eq!(
        handled("Ada", "INV-7", "Entered before go-live!").message,
        "Ada says that it stands in the books as INV-7: Entered before go-live! Waypost has not \
         looked. Choose Retry to send it after all."
    );
    assert_eq!(
        kept("Ada", "credited by hand"),
        "The change at the source was left out by Ada: credited by hand."
    );
    assert_eq!(
        writing_off("Ada", "short paid"),
        "Ada has the rest written off by a credit memo: short paid."
    );
    assert_eq!(asked(), "The books are being asked whether it still stands there.");
}
