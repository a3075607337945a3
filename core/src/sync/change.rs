//! A document that changes at the source, or is withdrawn there (R45).
//!
//! Not the sending. Invariants: what may be on its way is never replaced; what is posted is never
//! posted again while it stands in the books.

use super::Held;
use crate::api::State;
use std::time::Duration;

/// How often the books are asked, by itself, whether what differs still stands there.
pub const LOOK_AGAIN: Duration = Duration::from_secs(3_600);

/// What is known of the document when a content arrives, or when the books were asked about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<'a> {
    /// Where its operation stands.
    pub state: State,
    /// The content that arrived is the one that is stored.
    pub same_as_stored: bool,
    /// The source took the document back.
    pub withdrawn: bool,
    /// What stands in the books, once it was posted.
    pub posted: Option<Posted<'a>>,
}

/// What stands in the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posted<'a> {
    /// The content that arrived is the one that was posted.
    pub same: bool,
    /// The number that the books gave it.
    pub remote_number: Option<&'a str>,
    /// The books confirmed that it is void, cancelled or credited.
    pub void: bool,
    /// A payment stands on it.
    pub paid: bool,
    /// The books take entries on its date.
    pub period_open: bool,
    /// The system, and our connector to it, can change a posted document.
    pub can_update: bool,
    /// The name of the subsidiary that the source moved it to since, away from the one that posted it.
    pub moved_to: Option<&'a str>,
}

/// What becomes of the content that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The same again: nothing is stored.
    Nothing,
    /// Not yet sent: the new content replaces the old and is decided anew.
    Replace,
    /// On its way: kept until the outcome is certain.
    Wait(Held),
    /// It is what was posted: the books and the source agree again.
    Agrees,
    /// Posted and unpaid, in a system that allows it: changed where it stands.
    Update,
    /// The former is void in the books: a new generation is posted.
    Anew,
    /// Posted, and it must stay: a person decides, with what was and what is.
    Differs(Held),
    /// Withdrawn, and not in the books: nothing is sent.
    Withdrawn(Held),
}

/// What becomes of a content that arrives for a document we know.
#[must_use]
pub fn change(known: &Known<'_>) -> Change {
    if known.same_as_stored {
        return Change::Nothing;
    }
    if matches!(known.state, State::Sending | State::Checking) {
        return Change::Wait(on_its_way());
    }
    match known.posted.filter(|posted| !(posted.void && known.withdrawn)) {
        None if known.withdrawn => Change::Withdrawn(withdrawn()),
        None => Change::Replace,
        Some(posted) if known.withdrawn => Change::Differs(posted_withdrawn(posted.remote_number)),
        Some(posted) if posted.void => Change::Anew,
        Some(Posted { moved_to: Some(to), remote_number, .. }) => {
            Change::Differs(posted_moved(remote_number, to))
        }
        Some(posted) if posted.same => Change::Agrees,
        Some(posted) if posted.can_update && !posted.paid && posted.period_open => Change::Update,
        Some(posted) => Change::Differs(posted_differs(posted.remote_number)),
    }
}

fn on_its_way() -> Held {
    Held::for_now(
        "on_its_way",
        "The earlier content is on its way to the books. Its outcome comes first; the new content \
         is then shown as a difference or sent in its place."
            .to_owned(),
    )
}

/// A document whose source took it back before it was sent.
#[must_use]
pub fn withdrawn() -> Held {
    Held::person(
        "withdrawn",
        "Withdrawn at the source, so it is not sent. It goes again when the source sends it again."
            .to_owned(),
    )
}

/// The number that the books gave it, in words.
fn as_posted(remote_number: Option<&str>) -> &str {
    remote_number.unwrap_or("an unnumbered document")
}

/// A document whose source changed it after it was posted.
#[must_use]
pub fn posted_differs(remote_number: Option<&str>) -> Held {
    Held::person(
        "posted_differs",
        format!(
            "Posted as {}, and changed at the source since. The books keep what was posted. \
             Compare both, then cancel or credit it in the books and choose Retry, send the former \
             content again, or skip the change.",
            as_posted(remote_number)
        ),
    )
}

/// A document whose source moved it to subsidiary `to` after it was posted (R25).
fn posted_moved(remote_number: Option<&str>, to: &str) -> Held {
    Held::person(
        "posted_differs",
        format!(
            "Posted as {}, and moved to {to} at the source since. It stays with the books that hold \
             it until it is out of them. Cancel or credit it there and choose Retry: it then goes to \
             {to}. Or send it under its former subsidiary again, or skip the change.",
            as_posted(remote_number)
        ),
    )
}

/// A document whose source took it back after it was posted.
#[must_use]
pub fn posted_withdrawn(remote_number: Option<&str>) -> Held {
    Held::person(
        "posted_withdrawn",
        format!(
            "Posted as {}, and withdrawn at the source since. The books keep it. Cancel or credit \
             it there and choose Retry, or skip the change.",
            as_posted(remote_number)
        ),
    )
}

/// A posted document that the books no longer show under its id.
#[must_use]
pub fn posted_gone(remote_number: Option<&str>) -> Held {
    Held::person(
        "posted_gone",
        format!(
            "Posted as {}, and the books no longer show it under the id that they gave it. Its \
             ledger entries may still stand. Look there; if they are reversed, cancel the document \
             in the books and choose Retry, else skip the change.",
            as_posted(remote_number)
        ),
    )
}
