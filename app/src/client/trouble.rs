//! The one error type of the interface: what stands between a person and an answer.
//!
//! It is not a rule and not a finding. Words of the server pass through unchanged; words for what
//! the server cannot say (it was not reached) stand here and nowhere else.

use waypost_core::api::Problem;
use waypost_core::wire::Finding;

/// Why a request has no usable answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// No answer came: the network or the server is away.
    Offline,
    /// The session has ended (401).
    SignedOut(Box<Problem>),
    /// This person's role may not do it (403).
    NotAllowed(Box<Problem>),
    /// There is no such thing (404).
    Missing(Box<Problem>),
    /// Somebody else saved first (412).
    Changed(Box<Problem>),
    /// The request was refused for a reason that a person can mend.
    Refused(Box<Problem>),
    /// The server has trouble of its own (5xx).
    Service(Box<Problem>),
    /// An answer that is not what this version of the interface expects.
    Unreadable,
    /// A part of the interface did not come (`parts.rs`).
    NotLoaded,
}

impl Trouble {
    /// Sorts an error answer by its status.
    pub(crate) fn from_problem(problem: Problem) -> Self {
        let problem = Box::new(problem);
        match problem.status {
            401 => Self::SignedOut(problem),
            403 => Self::NotAllowed(problem),
            404 => Self::Missing(problem),
            412 => Self::Changed(problem),
            400..=499 => Self::Refused(problem),
            _ => Self::Service(problem),
        }
    }

    /// The server's own account of it, where there is one.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Offline | Self::Unreadable | Self::NotLoaded => None,
            Self::SignedOut(problem)
            | Self::NotAllowed(problem)
            | Self::Missing(problem)
            | Self::Changed(problem)
            | Self::Refused(problem)
            | Self::Service(problem) => Some(problem),
        }
    }

    /// The stable name of the cause, where the server gave one.
    pub(crate) fn code(&self) -> Option<&str> {
        self.problem().map(|problem| problem.code.as_str())
    }

    /// What stands in the way, as the rules found it.
    pub(crate) fn findings(&self) -> &[Finding] {
        self.problem().map_or(&[], |problem| &problem.findings)
    }

    /// The cause in a few words.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::Offline => "Waypost cannot be reached".into(),
            Self::Unreadable => "The answer could not be read".into(),
            Self::NotLoaded => "A part of this page could not be loaded".into(),
            _ => self.problem().map(|problem| problem.title.clone()).unwrap_or_default(),
        }
    }

    /// What happened and the next step.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Offline => {
                "No answer came. Check the network connection, then try again. Nothing was lost."
                    .into()
            }
            Self::Unreadable => {
                "This page is older or newer than the server. Load the page again.".into()
            }
            Self::NotLoaded => {
                "Check the network connection, then try again. If that does not help, Waypost was renewed meanwhile: load the page again. Unsaved changes of a mapping are kept in this browser."
                    .into()
            }
            _ => self.problem().map(|problem| problem.detail.clone()).unwrap_or_default(),
        }
    }
}
