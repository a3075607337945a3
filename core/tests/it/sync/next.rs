//! R40 and R41: the table that a restart reads, and the key of a try.

use crate::test;
use std::time::Duration;
use waypost_core::api::State;
use waypost_core::sync::Instant;
use waypost_core::sync::key::{Outcome, Try, next_attempt};
use waypost_core::sync::limits::{Quarantine, limits};
use waypost_core::sync::next::{Begun, Next, Progress, Step, next};
use waypost_core::wire::System;

const SENT: Instant = Instant::from_millis(1_789_545_600_250);
const QUARANTINE: Quarantine = Quarantine::For(Duration::from_secs(1_080));

fn later(seconds: u64) -> Instant {
    SENT.after(Duration::from_secs(seconds))
}

fn begun(state: State, step: Step) -> Progress {
    let begun = Begun { step, at: SENT, called_since: false };
    Progress { state, begun: Some(begun), not_before: None }
}

fn idle(state: State) -> Progress {
    Progress { state, begun: None, not_before: None }
}

#[test]
fn r40_the_books_are_asked_before_anything_is_sent() {
    assert_eq!(next(&idle(State::Waiting), QUARANTINE, SENT), Next::LookUp);
    assert_eq!(
        next(&idle(State::Sending), QUARANTINE, SENT),
        Next::LookUp,
        "no intent: nothing left"
    );
}

#[test]
fn r41_a_crash_after_the_intent_is_quarantined_from_when_it_was_written() {
    for step in [Step::Creating, Step::Crediting] {
        for restarted in [0, 60, 1_080, 86_400] {
            assert_eq!(
                next(&begun(State::Sending, step), QUARANTINE, later(restarted)),
                Next::Quarantine(later(1_080)),
                "{step:?} after {restarted} s"
            );
        }
    }
}

#[test]
fn r41_case_63_the_look_up_comes_when_the_quarantine_is_over_and_not_a_moment_before() {
    let until = later(1_080);
    let checking = Progress { not_before: Some(until), ..begun(State::Checking, Step::Creating) };
    let before = Instant::from_millis(until.millis() - 1);
    assert_eq!(next(&checking, QUARANTINE, before), Next::WaitUntil(until));
    assert_eq!(next(&checking, QUARANTINE, until), Next::LookUp);
    assert_eq!(next(&checking, QUARANTINE, until.after(Duration::from_millis(1))), Next::LookUp);
}

#[test]
fn r41_what_is_harmless_to_repeat_is_repeated_at_once() {
    let steps = [
        (Step::Created, Next::Post),
        (Step::Removing, Next::Remove),
        (Step::Posted, Next::Compare),
        (Step::Updating, Next::Update),
        (Step::Credited, Next::Credit),
    ];
    for (step, expected) in steps {
        assert_eq!(next(&begun(State::Sending, step), QUARANTINE, SENT), expected);
        let paused = Progress { not_before: Some(later(5)), ..begun(State::Sending, step) };
        assert_eq!(next(&paused, QUARANTINE, SENT), Next::WaitUntil(later(5)));
        assert_eq!(next(&paused, QUARANTINE, later(5)), expected);
    }
}

#[test]
fn r41_quickbooks_desktop_is_asked_at_its_next_call() {
    let desktop = limits(System::QuickbooksDesktop).quarantine;
    assert_eq!(
        next(&begun(State::Sending, Step::Creating), desktop, later(9_999)),
        Next::QuarantineUntilCall
    );
    let checking = begun(State::Checking, Step::Creating);
    assert_eq!(next(&checking, desktop, later(9_999)), Next::WaitForCall);
    let mut called = checking;
    called.begun = called.begun.map(|begun| Begun { called_since: true, ..begun });
    assert_eq!(next(&called, desktop, SENT), Next::LookUp);
    assert_eq!(next(&idle(State::Checking), desktop, SENT), Next::WaitForCall);
    assert_eq!(desktop.ends(SENT), SENT);
}

#[test]
fn r41_a_wait_is_kept_and_what_is_settled_rests() {
    let waiting = Progress { not_before: Some(later(1)), ..idle(State::Waiting) };
    assert_eq!(next(&waiting, QUARANTINE, SENT), Next::WaitUntil(later(1)));
    for state in [State::Posted, State::Skipped, State::NeedsYou] {
        assert_eq!(next(&idle(state), QUARANTINE, SENT), Next::Rest);
        assert_eq!(next(&begun(state, Step::Created), QUARANTINE, SENT), Next::Rest);
    }
}

#[test]
fn r40_a_key_is_derived_and_every_part_of_it_counts() {
    let first = Try { connection: "con-1", subject: "doc-1", generation: 1, attempt: 1 };
    assert_eq!(first.key(), "con-1/doc-1/1/1");
    let others = [
        Try { connection: "con-2", ..first },
        Try { subject: "doc-2", ..first },
        Try { generation: 2, ..first },
        Try { attempt: 2, ..first },
    ];
    for other in others {
        assert_ne!(other.key(), first.key());
    }
}

#[test]
fn r40_a_definite_outcome_ends_the_try_and_an_unknown_one_keeps_it() {
    assert_eq!(next_attempt(1, Outcome::Definite), 2);
    assert_eq!(next_attempt(1, Outcome::Unknown), 1);
}

#[test]
fn moments_do_not_run_over() {
    assert_eq!(Instant::from_millis(5).after(Duration::from_millis(7)).millis(), 12);
    assert_eq!(Instant::from_millis(1).after(Duration::MAX).millis(), i64::MAX);
}
