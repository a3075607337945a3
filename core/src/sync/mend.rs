//! Where a cause is mended: the place that a person is led to.
//!
//! Not who may mend it, and not the words of the next step: those come with the reason. Invariant:
//! every reason leads somewhere; one that is not known leads to the accounting system that gave it.

use super::Class;
use crate::api::{Mend, MendAt};
use crate::names::label;
use crate::slot::Slot;
use crate::wire::{Catalog, Code};

/// Where `reason` about `subject` is mended. `catalog` names the items of the mapping.
#[must_use]
pub fn mend(reason: &str, subject: Option<&str>, class: Class, catalog: Option<&Catalog>) -> Mend {
    if let Some(slot) = subject.and_then(|subject| subject.parse::<Slot>().ok()) {
        return in_the_mapping(&slot, catalog);
    }
    Mend { at: place(reason, class), find: None }
}

fn in_the_mapping(slot: &Slot, catalog: Option<&Catalog>) -> Mend {
    match slot {
        Slot::General(_) | Slot::DepositAccount => Mend { at: MendAt::Defaults, find: None },
        _ => {
            let words = label(slot, catalog);
            // The grid has one row for both columns of an item.
            let row = words.split(", ").next().unwrap_or_default();
            Mend { at: MendAt::Mapping, find: Some(row.to_owned()) }
        }
    }
}

fn place(reason: &str, class: Class) -> MendAt {
    match reason {
        "no_connection"
        | "signed_out"
        | "sign_in_again"
        | "no_company"
        | "company_unknown"
        | "no_catalog"
        | "no_chart"
        | "environment_unknown"
        | "permission_missing"
        | "negative_total"
        | "transaction_type_off" => MendAt::Connect,
        "no_mapping"
        | "account_missing"
        | "account_inactive"
        | "no_direct_posting"
        | "not_posting_account"
        | "value_unknown" => MendAt::Mapping,
        "party_ambiguous"
        | "party_gone"
        | "party_of_another_kind"
        | "found_different"
        | "number_taken"
        | "posted_differs"
        | "posted_withdrawn"
        | "posted_gone"
        | "skipped_by_hand"
        | "handled_outside"
        | "record_gone" => MendAt::Document,
        "unusable_document"
        | "duplicate_document"
        | "withdrawn"
        | "vendor_number_missing"
        | "no_lines"
        | "text_too_long"
        | "too_large" => MendAt::Source,
        _ if is_of_the_document(reason) => MendAt::Source,
        _ if class == Class::Auth => MendAt::Connect,
        _ if class.retries() => MendAt::Nothing,
        _ => MendAt::Books,
    }
}

/// A finding about the document itself, which no mapping can mend.
fn is_of_the_document(reason: &str) -> bool {
    let about = [
        Code::CategoryNotAllowed,
        Code::DuplicateLineId,
        Code::TotalMismatch,
        Code::AmountMismatch,
        Code::ZeroTotal,
    ];
    about.iter().any(|code| code.as_str() == reason)
}
