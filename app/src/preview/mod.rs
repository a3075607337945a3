//! A preview on the screen: every line with its account and the path there, the entries, and what
//! stands in the way, in the core's words. Used beside the mapping and for one document.
//!
//! Invariant: an edit of the mapping draws again what it changed, and no other line.

mod entries;
mod lines;
mod order;
mod paper;
mod path;
mod shown;

use leptos::prelude::*;
use waypost_core::wire::Severity;

use crate::memo::memo;
use crate::ui::banner;
pub(crate) use shown::{Made, Shown};

/// Findings, lines, entries.
pub(crate) fn preview(shown: Shown) -> AnyView {
    view! {
        {findings(shown)}
        {paper::tools(shown)}
        {lines::lines(shown)}
        {entries::entries(shown)}
    }
    .into_any()
}

fn findings(shown: Shown) -> AnyView {
    let found = memo(move || shown.made.with(|made| made.findings().to_vec()));
    let list = move || {
        let found = found.get();
        let list = banner::list(&found)?;
        let stops = found.iter().any(|one| one.severity == Severity::Error);
        let (tone, title) = if stops {
            ("bad", "It cannot be posted like this")
        } else {
            ("warn", "It can be posted; look at this first")
        };
        Some(view! { <div class="preview-findings">{banner::banner(tone, title, list)}</div> })
    };
    list.into_any()
}
