//! The last two tasks, which have screens of their own: defaults, and the mapping with its review.

use leptos::prelude::*;

use super::Work;
use super::steps::Steps;
use super::task::{self, Progress};
use crate::address;

/// Setting the defaults.
pub(super) fn defaults(work: Work, steps: Steps) -> AnyView {
    let href = move || address::defaults(&work.here.id.get());
    let body = view! {
        <p class="soft">"The accounts that every chosen transaction type needs, and those that lines fall back to."</p>
        <p><a class="button" href=href>"Set the defaults"</a></p>
    };
    task::task(
        work.opened,
        "Set defaults",
        Progress::of(steps.defaults, steps.company && steps.sync),
        body,
    )
}

/// Reviewing and submitting.
pub(super) fn task(work: Work, steps: Steps) -> AnyView {
    let href = move || address::mapping(&work.here.id.get());
    let words = if steps.active {
        "A mapping is submitted: documents are posted with it. Changes apply when you submit them."
    } else {
        "See where every line will go, beside a preview of your own documents, then submit."
    };
    let body = view! {
        <p class="soft">{words}</p>
        <p><a class="button" href=href>"Review the mapping"</a></p>
    };
    task::task(work.opened, "Review", Progress::of(steps.active, steps.defaults), body)
}
