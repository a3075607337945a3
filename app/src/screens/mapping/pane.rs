//! The live preview beside the grid: a document of this subsidiary, or pasted JSON, as the draft
//! would post it. Computed here by the core with every edit.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::{ChangeKind, DocumentRow, Page};
use waypost_core::letters::small;
use waypost_core::wire::Document;

use crate::client::{DocumentFilter, Trouble};
use crate::draft::Editor;
use crate::load::Load;
use crate::location;
use crate::memo::{Memo, memo, memo_after, recomputed};
use crate::parts;
use crate::preview::{Made, Shown, preview};
use crate::reactive::effect;
use crate::screens::subsidiary::Here;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::{banner, ident};
use crate::words;

/// Documents offered for the preview.
const OFFERED: u32 = 50;

/// The pane.
pub(super) fn pane(here: Here, editor: Editor) -> AnyView {
    let client = session::client();
    let offered = Load::new(move || {
        let filter = DocumentFilter { subsidiary: here.id.get(), ..DocumentFilter::default() };
        async move { client.documents(&filter, None, OFFERED).await }
    })
    .live(&[ChangeKind::Documents]);
    let document = RwSignal::new(None::<Arc<Document>>);
    let trouble = RwSignal::new(None::<Trouble>);
    let chosen = chosen(here, offered);
    effect(move || {
        let Some(id) = chosen.get() else { return };
        spawn_local(async move {
            match client.sent_document(&id).await {
                Ok(sent) => {
                    trouble.try_set(None);
                    document.try_set(Some(Arc::new(sent)));
                }
                Err(met) => trouble.try_set(Some(met)),
            }
        });
    });
    let title = move || {
        document.with(|document| {
            document
                .as_ref()
                .map_or_else(|| "Preview".to_owned(), |it| format!("Preview: {}", it.number()))
        })
    };
    let lines = move || {
        document.with(|document| {
            document.as_ref().map(|it| words::count(it.lines.len(), "line", "lines"))
        })
    };
    view! {
        <div class="card-head"><h2>{title}</h2><span class="faint push">{lines}</span></div>
        <div class="pane-choice">
            {choice(offered, chosen)}
            {paste(document)}
        </div>
        {banner::trouble_of(trouble)}
        <div aria-live="off">{move || document.get().map(|document| computed(editor, document))}</div>
        {move || (document.with(Option::is_none) && offered.value().with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()))).then(|| view! {
            <p class="card-body soft">"No document has been pushed for this subsidiary yet. Paste one above, or push a file on the documents screen."</p>
        })}
    }
    .into_any()
}

/// The document in the address, else the newest there was when the screen was opened: what is posted
/// meanwhile does not take away the document that somebody looks at.
fn chosen(here: Here, offered: Load<Page<DocumentRow>>) -> Memo<Option<String>> {
    let first = memo_after(move |before: Option<&Option<(String, String)>>| {
        let id = here.id.get();
        let kept = before.cloned().flatten().filter(|(of, _)| *of == id);
        kept.or_else(|| {
            offered.value().with(|page| {
                let row = page.as_ref().and_then(|page| page.items.first());
                row.map(|row| (id, row.id.clone()))
            })
        })
    });
    memo(move || {
        location::query("document").or_else(|| first.with(|first| first.clone().map(|(_, it)| it)))
    })
}

fn choice(offered: Load<Page<DocumentRow>>, chosen: Memo<Option<String>>) -> AnyView {
    let id = ident::fresh("preview-document");
    let change = move |event: leptos::ev::Event| {
        location::say(&[("document", &event_target_value(&event))]);
    };
    let options = move || {
        let page = offered.value().get();
        let rows = page.iter().flat_map(|page| &page.items);
        rows.map(|row| {
            let (_, state) = words::state(row.state);
            let words = format!("{}, {}, {}", row.number, row.party, small(state));
            let value = row.id.clone();
            let mine = value.clone();
            view! { <option value=value prop:selected=move || chosen.with(|chosen| chosen.as_ref() == Some(&mine))>{words}</option> }
        })
        .collect_view()
    };
    view! {
        <div hidden=move || offered.value().with(|page| page.as_ref().is_none_or(|page| page.items.is_empty()))>
            <label class="visually-hidden" for=id.clone()>"Document to preview"</label>
            <select class="input" id=id on:change=change>{options}</select>
        </div>
    }
    .into_any()
}

/// A document that is not pushed: read here, and refused in the core's words.
fn paste(document: RwSignal<Option<Arc<Document>>>) -> AnyView {
    let id = ident::fresh("paste");
    let error_id = format!("{id}-error");
    let error = RwSignal::new(None::<String>);
    let read = move |event| {
        let text = event_target_value(&event);
        if text.trim().is_empty() {
            error.set(None);
            return;
        }
        spawn_local(async move {
            match parts::read_document(text).await {
                Ok(Ok(pasted)) => {
                    error.try_set(None);
                    document.try_set(Some(Arc::new(pasted)));
                }
                Ok(Err(unusable)) => {
                    let line = unusable.line.map(|line| format!(" (line {line})"));
                    error.try_set(Some(format!("{unusable}{}", line.unwrap_or_default())));
                }
                Err(_) => {
                    error.try_set(Some(Trouble::NotLoaded.words()));
                }
            }
        });
    };
    view! {
        <details class="disclosure">
            <summary>"Paste a document"</summary>
            <div class="field">
                <label for=id.clone()>"One document as JSON"</label>
                <textarea class="input" id=id aria-describedby=error_id.clone() spellcheck="false" on:change=read></textarea>
                <p class="field-error" id=error_id role="alert">{move || error.get()}</p>
            </div>
        </details>
    }
    .into_any()
}

/// Drawn once for each document; its lines change one by one with every edit.
fn computed(editor: Editor, document: Arc<Document>) -> AnyView {
    let sent = Arc::clone(&document);
    // Whoever reads it compares the part that it shows.
    let outline =
        recomputed(move || editor.rules().with(|rules| rules.outline(&sent)).map(Arc::new));
    let first = match outline.get_untracked() {
        Ok(first) => first,
        Err(unusable) => {
            let words = view! { <p>{unusable.to_string()}</p> };
            return banner::banner("bad", "This document cannot be read", words);
        }
    };
    // Whether a document can be read depends on the catalogue, which no edit changes.
    let made = recomputed(move || {
        let outline = outline.get().unwrap_or_else(|_| Arc::clone(&first));
        Made::Now(outline, editor.rules())
    });
    preview(Shown::new(document, made, editor.accounts(), editor.catalog()))
}
