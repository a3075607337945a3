//! Which tasks are done, read from what the server holds.

use waypost_core::api::{Connection, ConnectionState, MappingState};
use waypost_core::wire::Code;

/// How far a connection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Steps {
    /// Somebody has signed in, and the books still accept it.
    pub(super) signed_in: bool,
    /// The books no longer accept the sign-in.
    pub(super) sign_in_again: bool,
    /// A company is chosen and its chart was read.
    pub(super) company: bool,
    /// At least one transaction type is chosen (R10).
    pub(super) sync: bool,
    /// No required default is missing (R10).
    pub(super) defaults: bool,
    /// A version is active.
    pub(super) active: bool,
}

impl Steps {
    /// Reads them.
    pub(super) fn of(connection: Option<&Connection>, mapping: Option<&MappingState>) -> Self {
        let state = connection.map(|connection| connection.state);
        let company = connection.is_some_and(|connection| connection.company.is_some());
        let draft = mapping.map(|mapping| &mapping.draft);
        let sync = draft.is_some_and(|draft| !draft.mapping.transaction_types.is_empty());
        let complete = draft.is_some_and(|draft| {
            draft.findings.iter().all(|finding| finding.code != Code::DefaultMissing)
        });
        Self {
            signed_in: state.is_some_and(|state| {
                !matches!(state, ConnectionState::SignedOut | ConnectionState::SignInAgain)
            }),
            sign_in_again: state == Some(ConnectionState::SignInAgain),
            company,
            sync,
            defaults: company && sync && complete,
            active: mapping.is_some_and(|mapping| mapping.active.is_some()),
        }
    }
}
