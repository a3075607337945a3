//! Whether a document of the books is the one that we sent, or would send (R47).

use waypost_core::wire::Amount;

use super::work::Held;
use crate::connectors::{Class, Draft, RemoteDocument, RemoteState};

/// What a look-up found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing of that number: it may be sent.
    Nothing,
    /// Ours: adopted, whether draft or posted.
    Ours(Box<RemoteDocument>),
    /// Something that a person must look at.
    Different(Held),
}

/// Judges `candidates` that carry the draft's number and party. Cancelled and voided ones never
/// count; what an earlier life of the document left was taken out before.
pub(super) fn judge(draft: &Draft, candidates: Vec<RemoteDocument>) -> Found {
    let mut alive: Vec<RemoteDocument> =
        candidates.into_iter().filter(|one| one.state != RemoteState::Void).collect();
    let agrees = |one: &RemoteDocument| {
        one.our_number == draft.number
            && one.party.eq_ignore_ascii_case(&draft.party)
            && one.total == draft.total
            && one.date == draft.date.to_string()
    };
    match alive.len() {
        0 => Found::Nothing,
        1 if alive.first().is_some_and(agrees) => {
            alive.pop().map_or(Found::Nothing, |one| Found::Ours(Box::new(one)))
        }
        _ => Found::Different(different(draft, &alive)),
    }
}

fn different(draft: &Draft, found: &[RemoteDocument]) -> Held {
    let ours = line(&draft.number, &draft.date.to_string(), draft.total);
    let theirs: Vec<String> = found
        .iter()
        .map(|one| {
            format!(
                "{} ({}, {})",
                line(&one.number, &one.date, one.total),
                one.party_name,
                match one.state {
                    RemoteState::Draft => "draft",
                    _ => "posted",
                }
            )
        })
        .collect();
    Held {
        reason: "found_different".to_owned(),
        class: Class::NeedsPerson,
        message: format!(
            "The books already hold number {} for this party, and it is not certain to be this \
             document. Ours: {ours}. Theirs: {}. Cancel what is wrong there, or change the number \
             at the source; then choose Retry.",
            draft.number,
            theirs.join("; ")
        ),
    }
}

fn line(number: &str, date: &str, total: Amount) -> String {
    format!("{number} of {date}, {}", total.grouped())
}

#[cfg(test)]
mod tests {
    use waypost_core::wire::Kind;

    use super::*;

    fn draft() -> Draft {
        Draft {
            kind: Kind::Invoice,
            number: "REF-1".to_owned(),
            party: "p-1".to_owned(),
            date: "2026-09-16".parse().unwrap(),
            due: None,
            currency: "USD".to_owned(),
            total: "3298.62".parse().unwrap(),
            lines: Vec::new(),
        }
    }

    fn found(total: &str, date: &str, state: RemoteState) -> RemoteDocument {
        RemoteDocument {
            id: "d-1".to_owned(),
            number: "103001".to_owned(),
            kind: Kind::Invoice,
            our_number: "REF-1".to_owned(),
            party: "P-1".to_owned(),
            party_name: "Blue Ridge Foods Inc".to_owned(),
            date: date.to_owned(),
            total: total.parse().unwrap(),
            tax: Amount::ZERO,
            state,
        }
    }

    #[test]
    fn only_number_party_total_and_date_together_make_it_ours() {
        let ours = found("3298.62", "2026-09-16", RemoteState::Open);
        assert_eq!(judge(&draft(), vec![ours.clone()]), Found::Ours(Box::new(ours)));
        for other in [
            found("3298.61", "2026-09-16", RemoteState::Open),
            found("3298.62", "2026-09-17", RemoteState::Draft),
        ] {
            let Found::Different(held) = judge(&draft(), vec![other]) else { panic!("differs") };
            assert_eq!(held.reason, "found_different");
            assert!(held.message.contains("3,298.62"), "{}", held.message);
        }
    }

    #[test]
    fn a_cancelled_one_never_counts_and_two_need_a_person() {
        let void = found("3298.62", "2026-09-16", RemoteState::Void);
        let open = found("3298.62", "2026-09-16", RemoteState::Open);
        assert_eq!(judge(&draft(), vec![void.clone()]), Found::Nothing);
        assert!(matches!(judge(&draft(), vec![void, open.clone()]), Found::Ours(_)));
        assert!(matches!(judge(&draft(), vec![open.clone(), open]), Found::Different(_)));
    }
}
