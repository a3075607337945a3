//! Words for what the server's answers name: states, roles, origins.
//!
//! Not words about accounts, slots or findings: those are the core's.

use waypost_core::api::{
    ConnectionState, ConnectionSummary, KeyScope, PaymentRow, Received, Role, RunEnd, RunKind,
    RunPayments, State,
};
use waypost_core::wire::{Decided, Direction, Kind, Origin, PaymentOrigin, Side};

use crate::ui::tag::Tone;

/// Where a connection stands, and how that is coloured.
pub(crate) fn connection(summary: Option<&ConnectionSummary>) -> (Tone, &'static str) {
    if summary.is_some_and(|summary| summary.warning.is_some()) {
        return (Tone::Warn, "Sign-in ends soon");
    }
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

/// Whose payment it is.
pub(crate) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Customer => "Customer payment",
        Direction::Vendor => "Vendor payment",
    }
}

/// Where a payment was entered.
pub(crate) fn payment_origin(origin: PaymentOrigin) -> &'static str {
    match origin {
        PaymentOrigin::Manual => "By hand",
        PaymentOrigin::FactoringReport => "Factoring report",
        PaymentOrigin::Remote => "In the books",
    }
}

/// What became of a payment, and how that is coloured.
pub(crate) fn payment(row: &PaymentRow) -> (Tone, &'static str) {
    let exports = row.decision.as_deref() == Some(Decided::Export.as_str());
    match row.state {
        _ if row.exported => (Tone::Ok, "Exported"),
        Some(State::Waiting) if exports && row.reason.is_some() => state(State::Waiting),
        Some(far @ (State::Sending | State::Checking | State::NeedsYou | State::Skipped))
            if exports =>
        {
            state(far)
        }
        _ => decided(row.decision.as_deref(), row.origin),
    }
}

/// Whether a payment was stopped on its way into the books, and may be tried again.
pub(crate) fn is_stopped(row: &PaymentRow) -> bool {
    let exports = row.decision.as_deref() == Some(Decided::Export.as_str());
    let stands = matches!(row.state, Some(State::Waiting | State::NeedsYou));
    exports && stands && row.reason.is_some()
}

/// A decision about a payment, by its name on the wire, and how that is coloured.
pub(crate) fn decided(decision: Option<&str>, origin: PaymentOrigin) -> (Tone, &'static str) {
    match decision.and_then(|decision| decision.parse::<Decided>().ok()) {
        Some(Decided::Export) => (Tone::Plain, "To be exported"),
        Some(Decided::Import) => (Tone::Ok, "Imported"),
        Some(Decided::Wait) => (Tone::Plain, "Waiting"),
        Some(Decided::Skip) if origin == PaymentOrigin::Remote => (Tone::Plain, "Not imported"),
        Some(Decided::Skip) => (Tone::Plain, "Not exported"),
        Some(Decided::Hold) => (Tone::Bad, "Held"),
        Some(Decided::Echo) => (Tone::Plain, "Echo"),
        Some(Decided::Drift) => (Tone::Warn, "Drift"),
        None => (Tone::Plain, "Not decided yet"),
    }
}

/// What else a payment did that was entered here; of the others the server's own words say it.
pub(crate) fn completed(row: &PaymentRow) -> Option<&'static str> {
    let here = row.completed && row.origin != PaymentOrigin::Remote;
    here.then_some(" It completed the load.")
}

/// Why source and books differ on a payment, by its name on the wire.
pub(crate) fn drift(reason: &str) -> String {
    let words = match reason {
        "edited" => "Changed in the books",
        "voided" => "Voided in the books",
        "deleted" => "Deleted in the books",
        "further_payment" => "Paid once more in the books",
        "taken_back_here" => "Taken back here",
        // A later server may know more than this page.
        other => other,
    };
    words.to_owned()
}

/// What a run was for.
pub(crate) fn run(kind: RunKind) -> &'static str {
    match kind {
        RunKind::Export => "Documents",
        RunKind::Chart => "Chart of accounts",
        RunKind::PaymentExport => "Payments to the books",
        RunKind::PaymentImport => "Payments from the books",
    }
}

/// What a run did with payments: `1 sent, 2 left, 1 changed in the books`.
pub(crate) fn run_payments(done: &RunPayments) -> String {
    let left: u64 = done.left.iter().map(|left| left.count).sum();
    let parts = [
        (done.exported, "sent"),
        (done.imported, "taken over"),
        (left, "left"),
        (done.failed, "tried again"),
        (done.drift, "changed in the books"),
    ];
    let said = parts.into_iter().filter(|(number, _)| *number > 0);
    let said: Vec<String> = said.map(|(number, what)| format!("{number} {what}")).collect();
    if said.is_empty() { "Nothing new".to_owned() } else { said.join(", ") }
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

/// What somebody did, by its name in the audit log.
pub(crate) fn deed(action: &str) -> String {
    let words = match action {
        "subsidiary.add" => "Added the subsidiary",
        "catalog.put" => "Put a catalogue in place",
        "connection.sign_in" => "Signed in to the books",
        "connection.use_application" => "Connected with an application",
        "connection.choose_company" => "Chose the company",
        "connection.settings" => "Changed what is synced",
        "mapping.save_draft" => "Saved the draft",
        "mapping.drop_draft" => "Went back to the version that posts",
        "mapping.done" => "Ended the mapping step",
        "mapping.submit" => "Submitted a version",
        "activity.retry" => "Had documents tried again",
        "activity.skip" => "Left documents out of the books",
        "reconciliation.ask" => "Had the books read",
        "payments.factoring_report" => "Let a factor's report count",
        // A later server may know more than this page.
        other => other,
    };
    words.to_owned()
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

/// "1 change", "2 changes", "10,000 changes".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

/// The name of a column of accounts.
pub(crate) fn column(side: Side) -> &'static str {
    match side {
        Side::Revenue => "Revenue account",
        Side::Expense => "Expense account",
        Side::Liability => "Liability account",
    }
}

#[cfg(test)]
mod tests {
    use waypost_core::api::{PaymentsLeft, RunPayments};

    use super::{count, run_payments};

    #[test]
    fn a_run_says_what_it_did_with_payments_and_leaves_out_what_it_did_not() {
        let left = |count| PaymentsLeft {
            reason: "partial".to_owned(),
            message: String::new(),
            needs_you: false,
            count,
        };
        let done = RunPayments {
            exported: 1,
            left: vec![left(2), left(1)],
            drift: 1,
            ..RunPayments::default()
        };
        assert_eq!(run_payments(&done), "1 sent, 3 left, 1 changed in the books");
        assert_eq!(run_payments(&RunPayments::default()), "Nothing new");
    }

    #[test]
    fn a_count_has_its_thousands_apart_and_one_thing_is_one() {
        assert_eq!(count(1, "line", "lines"), "1 line");
        assert_eq!(count(999, "line", "lines"), "999 lines");
        assert_eq!(count(10_000, "line", "lines"), "10,000 lines");
    }
}
