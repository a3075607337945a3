//! The way from a line to its account, step by step: passed, hit, refused, not reached (R1, R2).

use leptos::prelude::*;
use waypost_core::names;
use waypost_core::wire::{Catalog, Outcome, Step};

use crate::accounts::Accounts;

/// The path as an ordered list.
pub(super) fn path(steps: &[Step], accounts: &Accounts, catalog: Option<&Catalog>) -> AnyView {
    let rows = steps
        .iter()
        .map(|step| {
            let label = names::label(&step.slot, catalog);
            let account = step.account.as_deref().map(|id| accounts.title(id)).unwrap_or_default();
            let (class, words) = match step.outcome {
                Outcome::Unset => ("miss", format!("{label}: no account set")),
                Outcome::Hit => ("hit", format!("{label}: {account}")),
                Outcome::Rejected => ("refused", format!("{label}: {account} cannot be used here")),
                Outcome::NotReached => ("miss", format!("{label}: not reached")),
                Outcome::Inactive => {
                    ("miss", format!("{label}: passed over, its transaction type is not chosen"))
                }
            };
            view! { <li class=class>{words}</li> }
        })
        .collect_view();
    view! { <ol class="path">{rows}</ol> }.into_any()
}
