//! A preview on the screen: every line with its account and the path there, the entries, and what
//! stands in the way, in the core's words. Used beside the mapping and for one document.

mod entries;
mod lines;
mod path;

use std::sync::Arc;

use leptos::prelude::*;
use waypost_core::wire::{Catalog, Document, Preview};

use crate::accounts::Accounts;
use crate::ui::banner;

/// What a preview is shown with.
#[derive(Clone)]
pub(crate) struct Shown {
    /// The document that was previewed.
    pub(crate) document: Arc<Document>,
    /// What it becomes.
    pub(crate) preview: Arc<Preview>,
    /// The chart's accounts.
    pub(crate) accounts: Arc<Accounts>,
    /// The tenant's items, where a catalogue is at hand.
    pub(crate) catalog: Option<Arc<Catalog>>,
}

/// Findings, lines, entries.
pub(crate) fn preview(shown: &Shown) -> AnyView {
    view! {
        {findings(&shown.preview)}
        {lines::lines(shown)}
        {entries::entries(shown)}
    }
    .into_any()
}

fn findings(preview: &Preview) -> Option<AnyView> {
    let list = banner::list(&preview.findings)?;
    let (tone, title) = if preview.postable {
        ("warn", "It can be posted; look at this first")
    } else {
        ("bad", "It cannot be posted like this")
    };
    Some(
        view! { <div class="preview-findings">{banner::banner(tone, title, list)}</div> }
            .into_any(),
    )
}
