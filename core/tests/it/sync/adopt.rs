//! R47.

use crate::test;
use waypost_core::sync::Class;
use waypost_core::sync::adopt::{
    Candidate, Found, Intended, Owner, Refused, Standing, accepted, adopt, agreement, link,
};
use waypost_core::wire::Amount;

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn intended() -> Intended<'static> {
    Intended {
        number: "REF-1",
        party: "p-1",
        total: amount("3298.62"),
        date: "2026-09-16".parse().unwrap(),
    }
}

/// The same in the books, posted.
fn twin() -> Candidate<'static> {
    Candidate {
        number: "103001",
        our_number: "REF-1",
        party: "P-1",
        party_name: "Blue Ridge Foods Inc",
        total: amount("3298.62"),
        date: "2026-09-16",
        standing: Standing::Posted,
        owner: Owner::Nobody,
    }
}

fn different(candidates: &[Candidate<'_>]) -> String {
    let Found::Different(held) = adopt(&intended(), candidates) else { panic!("{candidates:?}") };
    assert_eq!((held.reason.as_str(), held.class), ("found_different", Class::NeedsPerson));
    held.message
}

#[test]
fn r47_nothing_there_may_be_sent() {
    assert_eq!(adopt(&intended(), &[]), Found::Nothing);
}

#[test]
fn r47_case_63_case_64_what_arrived_without_an_answer_is_adopted_draft_or_posted() {
    assert_eq!(adopt(&intended(), &[twin()]), Found::Ours(0));
    assert_eq!(
        adopt(&intended(), &[Candidate { standing: Standing::Draft, ..twin() }]),
        Found::Ours(0)
    );
}

/// The same number with another content is a fault to look into, never a success.
#[test]
fn r47_case_67_number_party_total_and_date_together_make_it_ours() {
    for other in [
        Candidate { our_number: "REF-2", ..twin() },
        Candidate { party: "p-2", ..twin() },
        Candidate { total: amount("3298.61"), ..twin() },
        Candidate { date: "2026-09-17", ..twin() },
    ] {
        different(&[other]);
    }
}

#[test]
fn r47_case_67_both_are_shown() {
    let draft = Candidate {
        total: amount("1298.61"),
        date: "2026-09-17",
        standing: Standing::Draft,
        ..twin()
    };
    let message = different(&[draft]);
    assert!(message.contains("Ours: REF-1 of 2026-09-16, 3,298.62."), "{message}");
    let theirs = "Theirs: 103001 of 2026-09-17, 1,298.61 (Blue Ridge Foods Inc, draft).";
    assert!(message.contains(theirs), "{message}");
}

#[test]
fn r47_several_need_a_person_even_when_each_agrees() {
    let message = different(&[twin(), Candidate { number: "103002", ..twin() }]);
    assert!(message.contains("103001") && message.contains("103002"), "{message}");
    assert!(message.contains("posted); 103002"), "{message}");
}

#[test]
fn r47_cancelled_ones_and_earlier_generations_never_count() {
    let void = Candidate { standing: Standing::Void, ..twin() };
    let former = Candidate { owner: Owner::Itself, ..twin() };
    let voids_another = Candidate { owner: Owner::Another, ..void };
    assert_eq!(adopt(&intended(), &[void, former, voids_another]), Found::Nothing);
    assert_eq!(adopt(&intended(), &[void, former, twin()]), Found::Ours(2));
}

#[test]
fn r27_case_54_another_document_of_ours_under_that_number_is_a_collision() {
    let taken = Candidate { owner: Owner::Another, ..twin() };
    let Found::Different(held) = adopt(&intended(), &[twin(), taken]) else { panic!() };
    assert_eq!((held.reason.as_str(), held.class), ("number_collision", Class::NeedsPerson));
    assert!(held.message.contains("REF-1") && held.message.contains("103001"), "{}", held.message);
}

#[test]
fn r47_by_hand_differences_are_linked_only_when_somebody_accepts_them() {
    let other = Candidate { total: amount("3298.61"), date: "2026-09-17", ..twin() };
    assert_eq!(link(&intended(), &other, false), Err(Refused::Differs));
    let accepted = link(&intended(), &other, true).unwrap();
    assert_eq!(accepted, agreement(&intended(), &other));
    assert!(accepted.number && accepted.party && !accepted.total && !accepted.date);
    assert!(link(&intended(), &twin(), false).unwrap().whole());
}

#[test]
fn r47_by_hand_void_documents_drafts_and_other_postings_of_ours_are_never_linked() {
    for (one, refused, code) in [
        (Candidate { standing: Standing::Void, ..twin() }, Refused::Void, "remote_void"),
        (Candidate { standing: Standing::Draft, ..twin() }, Refused::Draft, "remote_draft"),
        (Candidate { owner: Owner::Another, ..twin() }, Refused::Another, "remote_taken"),
        (Candidate { owner: Owner::Itself, ..twin() }, Refused::Former, "remote_former"),
    ] {
        assert_eq!(link(&intended(), &one, true), Err(refused));
        assert!(refused.message("103001").starts_with("103001 "), "{code}");
        assert_eq!(refused.code(), code);
    }
}

#[test]
fn r47_by_hand_each_accepted_difference_is_kept_with_both_sides() {
    let kept = |one: &Candidate<'_>| {
        let differences = accepted(&intended(), "Blue Ridge Foods", one);
        let named = differences.into_iter().map(|one| (one.account, one.expected, one.found));
        named.collect::<Vec<_>>()
    };
    let said = |what: &str, ours: &str, theirs: &str| {
        (what.to_owned(), ours.to_owned(), theirs.to_owned())
    };
    assert_eq!(kept(&twin()), []);
    let other = Candidate {
        our_number: "REF-2",
        party: "P-2",
        party_name: "Red Ridge Foods",
        total: amount("3298.61"),
        date: "2026-09-17",
        ..twin()
    };
    assert_eq!(
        kept(&other),
        [
            said("number", "REF-1", "REF-2"),
            said("party", "Blue Ridge Foods", "Red Ridge Foods"),
            said("total", "3298.62", "3298.61"),
            said("date", "2026-09-16", "2026-09-17"),
        ]
    );
}
