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

/// Import into the mapping of a subsidiary.
pub(crate) fn import(subsidiary: &str) -> String {
    below(subsidiary, "import")
}

/// The submitted versions of a subsidiary's mapping.
pub(crate) fn versions(subsidiary: &str) -> String {
    below(subsidiary, "versions")
}

/// The review of what a subsidiary's draft moves.
pub(crate) fn review(subsidiary: &str) -> String {
    format!("{}?review=on", mapping(subsidiary))
}

/// What the documents of a subsidiary wait for; without a list, what needs a person.
pub(crate) fn activity(subsidiary: &str) -> String {
    below(subsidiary, "activity")
}

/// One list of a subsidiary's activity, or the documents that wait there for one cause.
pub(crate) fn activity_in(subsidiary: &str, list: &str, cause: Option<&str>) -> String {
    let cause = cause.map_or_else(String::new, |cause| format!("&cause={}", encoded(cause)));
    format!("{}?list={list}{cause}", activity(subsidiary))
}

/// The payments on a subsidiary's documents.
pub(crate) fn payments(subsidiary: &str) -> String {
    below(subsidiary, "payments")
}

/// Its payments with one decision, or what drifted; all of them where it is empty. Without a cursor it
/// begins with the newest.
pub(crate) fn payments_with(subsidiary: &str, decision: &str, cursor: Option<&str>) -> String {
    let mut address = payments(subsidiary);
    let named = [("decision", decision), ("cursor", cursor.unwrap_or_default())];
    for (name, value) in named.into_iter().filter(|(_, value)| !value.is_empty()) {
        let sign = if address.contains('?') { '&' } else { '?' };
        address.push_str(&format!("{sign}{name}={}", encoded(value)));
    }
    address
}

/// What was posted for a subsidiary beside its books.
pub(crate) fn reconciliation(subsidiary: &str) -> String {
    below(subsidiary, "reconciliation")
}

/// The same for some days.
pub(crate) fn reconciliation_of(subsidiary: &str, from: &str, to: &str) -> String {
    format!("{}?from={}&to={}", reconciliation(subsidiary), encoded(from), encoded(to))
}

/// Uploading a factor's report on a subsidiary's loads.
pub(crate) fn factoring_report(subsidiary: &str) -> String {
    below(subsidiary, "payments/factoring-report")
}

/// The runs of a subsidiary.
pub(crate) fn history(subsidiary: &str) -> String {
    below(subsidiary, "history")
}

/// One run.
pub(crate) fn run(subsidiary: &str, run: &str) -> String {
    format!("{}/{}", history(subsidiary), encoded(run))
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
