//! What a person may do about a document, from where it stands.
//!
//! Not who may: that is the role's. Invariants: nothing is decided over what is on its way; what
//! stands in the books is never called skipped.

use super::{Held, change};
use crate::api::State;

/// What a person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Sends it again, or asks the books again.
    Retry,
    /// Leaves it out of the books, or leaves the books as they are.
    Skip,
    /// Says that it was entered by hand.
    Handled,
    /// Says which document of the books it is.
    Link,
    /// Has the rest written off that the source took off the invoice (R45).
    WriteOff,
}

/// Where the document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands {
    /// Its operation's state.
    pub state: State,
    /// It was posted, and nothing shows that it is void.
    pub posted: bool,
    /// The source took it back.
    pub withdrawn: bool,
}

/// What the deed does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is decided and sent anew.
    Again,
    /// The books are asked whether it still stands there (R45).
    LookAgain,
    /// It is not sent.
    Skip,
    /// What was posted stays; the change at the source is left out.
    Keep,
    /// What the person says is taken down.
    Settle,
    /// A credit memo takes the rest off the invoice that stands in the books.
    WriteOff,
}

/// Why the deed is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// It is being sent, or its outcome is not known.
    OnItsWay,
    /// It stands in the books.
    Posted,
    /// The source took it back.
    Withdrawn,
    /// It is no posted invoice that the source wrote a part off since.
    NothingToWriteOff,
}

/// What `deed` does to a document that stands so.
///
/// # Errors
/// [`Barred`] where it would lose or double the document.
pub fn may(deed: Deed, stands: Stands) -> Result<Effect, Barred> {
    if matches!(stands.state, State::Sending | State::Checking) {
        return Err(Barred::OnItsWay);
    }
    match deed {
        Deed::Retry if stands.posted => Ok(Effect::LookAgain),
        Deed::Retry if stands.withdrawn => Err(Barred::Withdrawn),
        Deed::Retry => Ok(Effect::Again),
        Deed::Skip if stands.posted && stands.state == State::NeedsYou => Ok(Effect::Keep),
        Deed::Skip if !stands.posted => Ok(Effect::Skip),
        Deed::Handled | Deed::Link if !stands.posted => Ok(Effect::Settle),
        Deed::Skip | Deed::Handled | Deed::Link => Err(Barred::Posted),
        Deed::WriteOff if stands.posted && !stands.withdrawn && stands.state == State::NeedsYou => {
            Ok(Effect::WriteOff)
        }
        Deed::WriteOff => Err(Barred::NothingToWriteOff),
    }
}

impl Barred {
    /// Stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Barred::OnItsWay => "on_its_way",
            Barred::Posted => "posted_already",
            Barred::Withdrawn => "withdrawn",
            Barred::NothingToWriteOff => "nothing_to_write_off",
        }
    }

    /// The same of the document of this number, with the next step.
    #[must_use]
    pub fn message(self, number: &str) -> String {
        match self {
            Barred::OnItsWay => format!(
                "{number} is on its way to the books, and its outcome comes first. Look again when \
                 it is certain."
            ),
            Barred::Posted => format!(
                "{number} stands in the books. Cancel or credit it there; then choose Retry here."
            ),
            Barred::Withdrawn => format!("{number}: {}", change::withdrawn().message),
            Barred::NothingToWriteOff => format!(
                "There is nothing to write off {number}. The rest of a posted invoice is written \
                 off when the source adds negative accessorials to it, changes nothing else, and \
                 something is left of it. Change it there so, or credit it in the books by hand."
            ),
        }
    }
}

/// The reason of documents that a person leaves out.
pub const SKIPPED: &str = "skipped_by_hand";
/// The reason of documents that a person entered in the books: counted apart (edge case 81).
pub const HANDLED_OUTSIDE: &str = "handled_outside";

/// Left out by this person, for this reason.
#[must_use]
pub fn skipped(by: &str, reason: &str) -> Held {
    Held::person(
        SKIPPED,
        format!("Skipped by {by}: {} Choose Retry to send it after all.", sentence(reason)),
    )
}

/// Entered in the books by this person under this number.
#[must_use]
pub fn handled(by: &str, number: &str, note: &str) -> Held {
    Held::person(
        HANDLED_OUTSIDE,
        format!(
            "{by} says that it stands in the books as {number}: {} Waypost has not looked. Choose \
             Retry to send it after all.",
            sentence(note)
        ),
    )
}

/// What was posted stays, and the change at the source is left out.
#[must_use]
pub fn kept(by: &str, reason: &str) -> String {
    format!("The change at the source was left out by {by}: {}", sentence(reason))
}

/// This person has the rest written off.
#[must_use]
pub fn writing_off(by: &str, reason: &str) -> String {
    format!("{by} has the rest written off by a credit memo: {}", sentence(reason))
}

/// A person's words, as they stand among ours.
fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

/// A person had the books asked whether the document still stands there.
#[must_use]
pub fn asked() -> String {
    "The books are being asked whether it still stands there.".to_owned()
}
