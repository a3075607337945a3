//! Under which name a try is sent, so that a system which recognises a request sent again answers what
//! it answered then (R40). A name is made of the tries' keys, never drawn; it is kept with the operation
//! until the outcome of the try is certain.

use crate::connectors::Once;
use crate::hash::sha256_hex;
use crate::store::operation::{self, Due, Operation};

/// Characters of a request's id: what a batch may have.
const REQUEST: usize = 32;

/// The request that a document was sent in before while its outcome is open. What was sent together is
/// sent again together.
pub(super) fn request_of(due: &Due) -> Option<&str> {
    sent_as(&due.operation).map(|(request, _)| request)
}

fn sent_as(operation: &Operation) -> Option<(&str, &str)> {
    operation.detail.sent_as.as_deref().and_then(|name| name.split_once('/'))
}

/// Names the tries that go out in one request: as they were sent before, else as its parts. Nothing is
/// named where the system `recognises` no name.
///
/// The request's id is made of all of its keys: one that loses a document before it leaves is another
/// request than the one that this document goes out with later.
pub(super) fn name(operations: &mut [Operation], connection: &str, recognises: bool) -> Vec<Once> {
    let unnamed = |one: &&Operation| sent_as(one).is_none();
    let keys = operations.iter().filter(unnamed);
    let keys: Vec<String> =
        keys.map(|one| operation::key(connection, &one.subject, &one.detail)).collect();
    let id: String = sha256_hex(keys.concat().as_bytes()).chars().take(REQUEST).collect();
    let mut parts = 0;
    let once = |operation: &mut Operation| {
        if !recognises {
            return Once { request: String::new(), part: String::new(), again: false };
        }
        let again = operation.detail.generation > 1;
        let before = sent_as(operation).map(|(of, part)| (of.to_owned(), part.to_owned()));
        let (request, part) = before.unwrap_or_else(|| {
            parts += 1;
            (id.clone(), parts.to_string())
        });
        operation.detail.sent_as = Some(format!("{request}/{part}"));
        Once { request, part, again }
    };
    operations.iter_mut().map(once).collect()
}

#[cfg(test)]
mod tests {
    use waypost_core::api::State;

    use super::*;
    use crate::store::operation::{Detail, Kind};

    fn owed(subject: &str) -> Operation {
        Operation {
            id: format!("op-{subject}"),
            lane: String::new(),
            kind: Kind::Document,
            subject: subject.to_owned(),
            state: State::Waiting,
            reason: None,
            tries: 0,
            next_try_at: None,
            detail: Detail { generation: 1, attempt: 1, ..Detail::default() },
            changed_at: String::new(),
        }
    }

    #[test]
    fn a_try_keeps_its_name_until_its_outcome_is_certain() {
        let mut sent = [owed("one"), owed("two")];
        let first = name(&mut sent, "con", true);
        assert_eq!(first[0].request, first[1].request);
        assert_eq!((&*first[0].part, &*first[1].part), ("1", "2"));
        assert!(first[0].request.len() <= REQUEST);
        let mut again = [sent[1].clone(), owed("three")];
        let second = name(&mut again, "con", true);
        assert_eq!(second[0], first[1], "under its former name");
        assert_ne!(second[1].request, first[0].request);
    }

    #[test]
    fn a_document_that_stayed_behind_never_goes_out_under_a_name_that_left_without_it() {
        let together = name(&mut [owed("one"), owed("two")], "con", true);
        let alone = name(&mut [owed("one")], "con", true);
        assert_ne!(together[0].request, alone[0].request);
    }

    #[test]
    fn nothing_is_named_where_nothing_is_recognised() {
        let mut operations = [owed("one")];
        assert_eq!(name(&mut operations, "con", false)[0].request, "");
        assert_eq!(operations[0].detail.sent_as, None);
    }
}
