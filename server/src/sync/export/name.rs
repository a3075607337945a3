//! Under which name a try is sent, so that a system which recognises a request sent again answers what
//! it answered then (R40). A name is made of the tries' keys and of what they send, never drawn; it is
//! kept with the operation until the outcome of the try is certain.
//!
//! Invariant: a name stands for one content. Another content under it would be answered with the verdict
//! on the former.

use crate::connectors::Once;
use crate::hash::sha256_hex;
use crate::store::operation::{self, Due, Operation};

/// Characters of a request's id: what a batch may have.
const REQUEST: usize = 32;

/// The request that a document was sent in before while its outcome is open. What was sent together is
/// sent again together.
pub(super) fn request_of(due: &Due) -> Option<&str> {
    sent_as(&due.operation).map(|(request, ..)| request)
}

/// Request and part, and the hash of what was sent so.
fn sent_as(operation: &Operation) -> Option<(&str, &str, &str)> {
    let mut name = operation.detail.sent_as.as_deref()?.splitn(3, '/');
    Some((name.next()?, name.next()?, name.next()?))
}

/// Names the tries that go out in one request, which send `contents`: as they were sent before where
/// they send the same, else as its parts. Nothing is named where the system `recognises` no name.
///
/// The request's id is made of all of its keys: one that loses a document before it leaves is another
/// request than the one that this document goes out with later.
pub(super) fn name(
    operations: &mut [Operation],
    contents: &[String],
    connection: &str,
    recognises: bool,
) -> Vec<Once> {
    if !recognises {
        let nameless = Once { request: String::new(), part: String::new(), again: false };
        return vec![nameless; operations.len()];
    }
    let contents: Vec<String> = contents.iter().map(|content| short_hash(content)).collect();
    let mut tries = String::new();
    for (operation, content) in operations.iter_mut().zip(&contents) {
        if sent_as(operation).is_none_or(|(.., sent)| sent != content) {
            operation.detail.sent_as = None;
            tries += &operation::key(connection, &operation.subject, &operation.detail);
            tries += content;
        }
    }
    let id = short_hash(&tries);
    let mut parts = 0;
    let once = |(operation, content): (&mut Operation, &String)| {
        let again = operation.detail.generation > 1;
        let before = sent_as(operation).map(|(of, part, _)| (of.to_owned(), part.to_owned()));
        let (request, part) = before.unwrap_or_else(|| {
            parts += 1;
            (id.clone(), parts.to_string())
        });
        operation.detail.sent_as = Some(format!("{request}/{part}/{content}"));
        Once { request, part, again }
    };
    operations.iter_mut().zip(&contents).map(once).collect()
}

fn short_hash(text: &str) -> String {
    sha256_hex(text.as_bytes()).chars().take(REQUEST).collect()
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

    /// Each sends the same as ever.
    fn named(operations: &mut [Operation]) -> Vec<Once> {
        let contents = vec!["100.00".to_owned(); operations.len()];
        name(operations, &contents, "con", true)
    }

    #[test]
    fn a_try_keeps_its_name_until_its_outcome_is_certain() {
        let mut sent = [owed("one"), owed("two")];
        let first = named(&mut sent);
        assert_eq!(first[0].request, first[1].request);
        assert_eq!((&*first[0].part, &*first[1].part), ("1", "2"));
        assert!(first[0].request.len() <= REQUEST);
        let mut again = [sent[1].clone(), owed("three")];
        let second = named(&mut again);
        assert_eq!(second[0], first[1], "under its former name");
        assert_ne!(second[1].request, first[0].request);
    }

    #[test]
    fn a_document_that_stayed_behind_never_goes_out_under_a_name_that_left_without_it() {
        let together = named(&mut [owed("one"), owed("two")]);
        let alone = named(&mut [owed("one")]);
        assert_ne!(together[0].request, alone[0].request);
    }

    #[test]
    fn another_content_has_another_name_and_the_others_keep_theirs() {
        let mut sent = [owed("one"), owed("two")];
        let first = named(&mut sent);
        let contents = ["90.00".to_owned(), "100.00".to_owned()];
        let second = name(&mut sent, &contents, "con", true);
        assert_ne!(second[0].request, first[0].request);
        assert_eq!(second[1], first[1]);
        // Changed at the source while it waited, it knows of no name.
        sent[0].detail.sent_as = None;
        let third = name(&mut sent[..1], &["80.00".to_owned()], "con", true);
        assert_ne!(third[0].request, first[0].request);
        assert_ne!(third[0].request, second[0].request);
    }

    #[test]
    fn nothing_is_named_where_nothing_is_recognised() {
        let mut operations = [owed("one")];
        let contents = ["100.00".to_owned()];
        assert_eq!(name(&mut operations, &contents, "con", false)[0].request, "");
        assert_eq!(operations[0].detail.sent_as, None);
    }
}
