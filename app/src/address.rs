//! Addresses: one for every screen, tab, filter and document.
//!
//! Texts only; which screen answers one is said in [`crate::routes`].

use waypost_core::api::State;

/// The connect screen of a subsidiary.
pub(crate) fn connect(subsidiary: &str) -> String {
    below(subsidiary, "connect")
}

/// The defaults of a subsidiary.
pub(crate) fn defaults(subsidiary: &str) -> String {
    below(subsidiary, "defaults")
}

/// The mapping of a subsidiary.
pub(crate) fn mapping(subsidiary: &str) -> String {
    below(subsidiary, "mapping")
}

/// The documents of a subsidiary.
pub(crate) fn documents_of(subsidiary: &str) -> String {
    format!("/documents?subsidiary={}", encoded(subsidiary))
}

/// The documents of a subsidiary in one state.
pub(crate) fn documents_in(subsidiary: &str, state: &str) -> String {
    format!("/documents?subsidiary={}&state={state}", encoded(subsidiary))
}

/// The list that shows documents of this state.
pub(crate) fn list_of(state: State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Sending | State::Checking => "sending",
        State::NeedsYou => "needs_you",
        State::Posted => "posted",
        State::Skipped => "skipped",
    }
}

/// One document.
pub(crate) fn document(id: &str) -> String {
    format!("/documents/{}", encoded(id))
}

fn below(subsidiary: &str, screen: &str) -> String {
    format!("/subsidiaries/{}/{screen}", encoded(subsidiary))
}

/// A text as part of an address.
pub(crate) fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
