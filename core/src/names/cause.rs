//! Causes in words: what keeps documents from the books, short enough for a heading.

use super::label;
use crate::slot::Slot;
use crate::wire::Catalog;

/// `Detention, revenue has no account`: the cause of `reason` about `subject`, without a full stop.
/// A reason that is not known goes by its name.
#[must_use]
pub fn cause(reason: &str, subject: Option<&str>, catalog: Option<&Catalog>) -> String {
    let slot = subject.and_then(|subject| subject.parse::<Slot>().ok());
    if let Some(slot) = slot {
        return format!("{} {}", label(&slot, catalog), of_a_slot(reason));
    }
    match (alone(reason), subject) {
        (Some(words), _) => words.to_owned(),
        (None, Some(subject)) => match about(reason) {
            Some(words) => format!("{subject} {words}"),
            None => format!("{}: {subject}", spelled(reason)),
        },
        (None, None) => match about(reason) {
            Some(words) => format!("The account, customer or vendor {words}"),
            None => spelled(reason),
        },
    }
}

/// What is wrong with a slot, after its name.
fn of_a_slot(reason: &str) -> &'static str {
    match reason {
        "account_missing" => "has an account that the chart does not have",
        "account_inactive" => "has a blocked account",
        "not_posting_account" => "has a heading or total for its account",
        "no_direct_posting" => "has an account that takes no direct posting",
        "wrong_class" => "has an account of the wrong kind",
        "control_account_reused" => "has the receivable or payable account",
        "account_currency" => "has an account of another currency",
        _ => "has no account",
    }
}

/// What is wrong with an account or a party, after its name.
fn about(reason: &str) -> Option<&'static str> {
    Some(match reason {
        "account_missing" => "is not in the chart",
        "account_inactive" => "is blocked in the books",
        "no_direct_posting" => "takes no direct posting",
        "not_posting_account" => "is a heading or total",
        "party_ambiguous" => "stands in the books more than once",
        "party_gone" => "is gone from the books",
        "party_of_another_kind" => "is of another kind in the books",
        "party_blocked" => "is blocked in the books",
        "posting_group_missing" => "has no posting group",
        "no_connection" => "is not connected",
        "needs_party" => "comes first",
        _ => return None,
    })
}

/// Causes that need no name.
fn alone(reason: &str) -> Option<&'static str> {
    Some(match reason {
        "signed_out" => "Nobody has signed in to the books",
        "sign_in_again" => "The books no longer accept the sign-in",
        "no_company" => "No company is chosen",
        "no_mapping" => "No mapping is submitted",
        "closed_period" => "The books are closed on that date",
        "found_different" => "The books hold a document of that number that differs",
        "number_taken" => "The number is taken in the books",
        "posted_differs" => "Changed at the source after it was posted",
        "duplicate_document" => "Handed in a second time with another origin",
        "unusable_document" => "The document cannot be read",
        "negative_total" => "The document is below zero",
        "total_mismatch" => "The total is not what the lines add up to",
        "amount_mismatch" => "An amount is not its quantity times its rate",
        "rate_limited" => "The books' allowance of requests is used up for now",
        "remote_unavailable" | "remote_failed" | "remote_unreachable" | "remote_silent" => {
            "The books do not answer"
        }
        "unknown_reply" => "The books gave an answer that is not known",
        _ => return None,
    })
}

/// `setup_refused` as `Setup refused`.
fn spelled(reason: &str) -> String {
    let words = reason.replace('_', " ");
    let mut signs = words.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
