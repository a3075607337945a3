//! The lines with their paths, and the entries: the resolution that posted the document (R44), or,
//! while it is not posted, what the submitted mapping makes of it now.

use std::sync::Arc;

use leptos::prelude::*;
use waypost_core::Rules;
use waypost_core::api::{DocumentDetail, MappingState};
use waypost_core::wire::{Catalog, Chart, Document, Preview};

use crate::accounts::Accounts;
use crate::client::{Client, Trouble};
use crate::load::Load;
use crate::memo::fixed;
use crate::preview::{Made, Shown, preview};
use crate::session;
use crate::ui::banner::banner;
use crate::ui::loaded::loaded;

/// What the figures are computed and named with.
#[derive(PartialEq)]
struct Books {
    chart: Option<Arc<Chart>>,
    catalog: Option<Arc<Catalog>>,
    mapping: Option<MappingState>,
}

/// What the pane shows, apart from everything that changes more often.
#[derive(Clone, PartialEq)]
pub(super) struct Posting {
    subsidiary: String,
    document: Document,
    posted: Option<(u64, Preview)>,
}

impl Posting {
    /// The content that was posted, or the source's content while it is not.
    pub(super) fn of(detail: &DocumentDetail) -> Self {
        Self {
            subsidiary: detail.row.subsidiary.clone(),
            document: detail.posted_document.as_ref().unwrap_or(&detail.document).clone(),
            posted: detail
                .posted
                .as_ref()
                .map(|posted| (posted.mapping_version, posted.preview.clone())),
        }
    }
}

/// The pane beside the facts.
pub(super) fn figures(posting: Posting) -> AnyView {
    let client = session::client();
    let subsidiary = posting.subsidiary.clone();
    let books = Load::new(move || read(client, subsidiary.clone()));
    view! {
        <section class="card" aria-label="Lines and entries">
            {loaded(books, "chart of accounts", move |books| shown(&posting, &books))}
        </section>
    }
    .into_any()
}

async fn read(client: Client, subsidiary: String) -> Result<Books, Trouble> {
    // A subsidiary without connection or catalogue still shows its document's lines.
    let chart = present(client.chart(&subsidiary).await)?;
    let catalog = present(client.catalog(&subsidiary).await)?;
    let mapping = present(client.mapping(&subsidiary).await)?.flatten();
    Ok(Books {
        chart: chart.map(Arc::new),
        catalog: catalog.map(|state| Arc::new(state.catalog)),
        mapping,
    })
}

fn present<T>(answer: Result<T, Trouble>) -> Result<Option<T>, Trouble> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(Trouble::Missing(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

fn shown(posting: &Posting, books: &Books) -> AnyView {
    let Some(chart) = &books.chart else {
        return view! { <p class="card-body soft">"The subsidiary has no chart of accounts yet, so nothing can be previewed. Connect it first."</p> }.into_any();
    };
    let accounts = Arc::new(Accounts::new(Arc::clone(chart)));
    let document = Arc::new(posting.document.clone());
    let show = |made: Preview| {
        let made = fixed(Made::Kept(Arc::new(made)));
        let (document, accounts) = (Arc::clone(&document), Arc::clone(&accounts));
        preview(Shown::new(document, made, accounts, books.catalog.clone()))
    };
    if let Some((version, made)) = &posting.posted {
        let title = format!("As posted, with mapping version {version}");
        return view! { <div class="card-head"><h2>{title}</h2></div> {show(made.clone())} }
            .into_any();
    }
    let active = books.mapping.as_ref().and_then(|state| state.active.as_ref());
    let (title, mapping) = match (active, &books.mapping) {
        (Some(version), _) => {
            (format!("Preview with mapping version {}", version.version), &version.mapping)
        }
        (None, Some(state)) => ("Preview with the draft".to_owned(), &state.draft.mapping),
        (None, None) => return ().into_any(),
    };
    let made = match Rules::new(mapping, chart, books.catalog.as_deref()).preview(&document) {
        Ok(made) => show(made),
        Err(unusable) => {
            banner("bad", "This document cannot be read", view! { <p>{unusable.to_string()}</p> })
        }
    };
    view! { <div class="card-head"><h2>{title}</h2></div> {made} }.into_any()
}
