//! What an operation does next, from what is durable about it and the time (R40, R41): the table
//! that a restart, a timer and a signal all read.
//!
//! Not what a look-up found ([`super::adopt`]), not what a failure leads to ([`super::failure`]).
//! Invariant: nothing is sent that may have arrived, before its quarantine is over and the books
//! were asked; what is harmless to repeat is repeated at once.

use super::Instant;
use super::limits::Quarantine;
use crate::api::State;

/// How far what was begun got, as far as it is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The creating request may have left; the books' id of it is not known.
    Creating,
    /// It is in the books as a draft.
    Created,
    /// Its draft is being removed, because it may not stay.
    Removing,
    /// It is posted; the books have not been compared yet.
    Posted,
    /// What stands in the books is being changed; it is changed from the version that was read, or not
    /// at all.
    Updating,
    /// The request that makes a credit memo over what is posted may have left; the books' id of it is
    /// not known.
    Crediting,
    /// The credit memo is in the books; its outcome is not stored yet.
    Credited,
}

/// What is durable about an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Its state.
    pub state: State,
    /// What was begun; none before an intent, and after its end.
    pub begun: Option<Begun>,
    /// Not before this moment; none: now.
    pub not_before: Option<Instant>,
}

/// Something begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    /// How far it got.
    pub step: Step,
    /// When its intent became durable: it was not sent earlier.
    pub at: Instant,
    /// The remote, where it calls us, has called since.
    pub called_since: bool,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: it is done, or others must act.
    Rest,
    /// Nothing before this moment.
    WaitUntil(Instant),
    /// Nothing before the remote calls.
    WaitForCall,
    /// It may have arrived: it is marked as unanswered, to be looked up at this moment.
    Quarantine(Instant),
    /// It may have arrived: it is marked as unanswered, to be looked up at the remote's next call.
    QuarantineUntilCall,
    /// The books are asked what they hold, before anything is sent.
    LookUp,
    /// The known draft is posted, once more if need be.
    Post,
    /// The known draft is removed, once more if need be.
    Remove,
    /// What was posted is read and compared.
    Compare,
    /// What was posted is changed where it stands, once more if need be.
    Update,
    /// The known credit memo is posted, once more if need be, and compared.
    Credit,
}

/// What the operation does next on a system with this quarantine.
#[must_use]
pub fn next(progress: &Progress, quarantine: Quarantine, now: Instant) -> Next {
    let due = |then: Next| match progress.not_before {
        Some(at) if at > now => Next::WaitUntil(at),
        _ => then,
    };
    match (progress.state, progress.begun) {
        (State::Posted | State::Skipped | State::NeedsYou, _) => Next::Rest,
        (State::Waiting, _) | (State::Sending, None) => due(Next::LookUp),
        (State::Sending, Some(begun)) => match begun.step {
            Step::Creating | Step::Crediting if quarantine == Quarantine::NextCall => {
                Next::QuarantineUntilCall
            }
            Step::Creating | Step::Crediting => Next::Quarantine(quarantine.ends(begun.at)),
            Step::Created => due(Next::Post),
            Step::Removing => due(Next::Remove),
            Step::Posted => due(Next::Compare),
            Step::Updating => due(Next::Update),
            Step::Credited => due(Next::Credit),
        },
        (State::Checking, begun) => match quarantine {
            Quarantine::NextCall if !begun.is_some_and(|begun| begun.called_since) => {
                Next::WaitForCall
            }
            _ => due(Next::LookUp),
        },
    }
}
