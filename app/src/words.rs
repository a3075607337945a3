//! Words for what the server's answers name: states, roles, origins.
//!
//! Not words about accounts, slots or findings: those are the core's.

use waypost_core::api::{
    ConnectionState, ConnectionSummary, KeyScope, Received, Role, RunEnd, RunKind, State,
};
use waypost_core::wire::{Kind, Origin, Side};

use crate::ui::tag::Tone;

/// Where a connection stands, and how that is coloured.
pub(crate) fn connection(summary: Option<&ConnectionSummary>) -> (Tone, &'static str) {
    match summary.map(|summary| summary.state) {
        None => (Tone::Plain, "Not connected"),
        Some(ConnectionState::SignedOut) => (Tone::Plain, "Not signed in"),
        Some(ConnectionState::ChooseCompany) => (Tone::Plain, "Company not chosen"),
        Some(ConnectionState::Mapping) => (Tone::Plain, "Mapping not submitted"),
        Some(ConnectionState::Active) => (Tone::Ok, "Set up"),
        Some(ConnectionState::SignInAgain) => (Tone::Bad, "Sign in again"),
    }
}

/// A document's state, and how that is coloured.
pub(crate) fn state(state: State) -> (Tone, &'static str) {
    match state {
        State::Waiting => (Tone::Plain, "Waiting"),
        State::Sending => (Tone::Plain, "Sending"),
        State::Checking => (Tone::Plain, "Checking"),
        State::Posted => (Tone::Ok, "Posted"),
        State::Skipped => (Tone::Plain, "Skipped"),
        State::NeedsYou => (Tone::Bad, "Needs you"),
    }
}

/// Invoice or bill.
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Invoice => "Invoice",
        Kind::Bill => "Bill",
    }
}

/// What the source formed the document from.
pub(crate) fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Load => "load",
        Origin::BatchInvoicing => "batch invoicing",
        Origin::SummaryInvoice => "summary invoice",
        Origin::Trip => "trip",
        Origin::PayDrivers => "driver statement",
        Origin::CarrierSettlement => "carrier settlement",
        Origin::DriverSettlement => "driver settlement",
        Origin::CompanyFuel => "company fuel",
        Origin::CompanyTolls => "company tolls",
    }
}

/// What a push did.
pub(crate) fn received(received: Received) -> &'static str {
    match received {
        Received::Created => "new",
        Received::Unchanged => "unchanged",
        Received::Replaced => "replaced",
        Received::Differs => "differs from what was posted",
    }
}

/// What a run was for.
pub(crate) fn run(kind: RunKind) -> &'static str {
    match kind {
        RunKind::Export => "Documents",
        RunKind::Chart => "Chart of accounts",
    }
}

/// How a run ended.
pub(crate) fn run_end(end: RunEnd) -> &'static str {
    match end {
        RunEnd::Done => "All that was due is done",
        RunEnd::LaneClosed => "Paused by the accounting system",
        RunEnd::LaneLost => "Its worker went away; another goes on",
        RunEnd::Stopped => "The server was stopped",
        RunEnd::Failed => "It could not be done",
    }
}

/// What a person may do.
pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::Viewer => "Viewer",
        Role::Mapper => "Mapper",
        Role::Biller => "Biller",
        Role::Admin => "Administrator",
    }
}

/// What an API key may do.
pub(crate) fn scope(scope: KeyScope) -> &'static str {
    match scope {
        KeyScope::Documents => "Push documents and read their states",
        KeyScope::Catalog => "Replace catalogues",
    }
}

/// "1 change", "2 changes".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The name of a column of accounts.
pub(crate) fn column(side: Side) -> &'static str {
    match side {
        Side::Revenue => "Revenue account",
        Side::Expense => "Expense account",
        Side::Liability => "Liability account",
    }
}
