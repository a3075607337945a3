//! The lines of a preview. A long document shows its first lines and more on demand, so that an edit
//! of the mapping is drawn at once.

use std::sync::Arc;

use leptos::prelude::*;
use waypost_core::names;
use waypost_core::wire::{Line, Part, PreviewLine};

use super::{Shown, path};
use crate::letters::capital;
use crate::ui::amount::amount;
use crate::ui::button::button;

/// Lines shown at first, and added by each press.
const STEP: usize = 100;

/// The lines.
pub(super) fn lines(shown: &Shown) -> AnyView {
    let shown = Arc::new(shown.clone());
    let total = shown.preview.lines.len();
    let most = RwSignal::new(STEP);
    view! {
        <ul class="preview-lines">
            {move || {
                let shown = Arc::clone(&shown);
                let pairs = shown.preview.lines.iter().zip(&shown.document.lines).take(most.get());
                pairs.map(|(line, source)| row(&shown, line, source)).collect_view()
            }}
        </ul>
        {move || {
            let left = total.saturating_sub(most.get());
            (left > 0).then(|| view! {
                <div class="card-body cluster">
                    <span class="faint">{left} " more lines"</span>
                    {button("Show more lines", move || most.update(|most| *most += STEP))}
                </div>
            })
        }}
    }
    .into_any()
}

fn row(shown: &Shown, line: &PreviewLine, source: &Line) -> AnyView {
    let catalog = shown.catalog.as_deref();
    let account = match line.account.as_deref() {
        Some(id) => {
            let known = shown.accounts.get(id);
            let number = known.and_then(|account| account.number.clone());
            let name = known.map_or_else(|| id.to_owned(), |account| account.name.clone());
            view! { <p><span class="number">{number}</span>{name}</p> }.into_any()
        }
        None if line.amount.is_zero() => {
            view! { <p class="faint">"Zero: makes no entry"</p> }.into_any()
        }
        None => view! { <p class="field-error">"No account"</p> }.into_any(),
    };
    let note = line.note.clone().map(|words| view! { <p class="faint">{words}</p> });
    let description =
        source.description.clone().map(|words| view! { <p class="faint">{words}</p> });
    view! {
        <li class="preview-line">
            <p class="line-head"><span>{name(source, catalog)}</span>{amount(line.amount)}</p>
            {description}
            {account}
            {note}
            {path::path(&line.path, &shown.accounts, catalog)}
        </li>
    }
    .into_any()
}

/// What the line is about: the item's name, or its description where a category has no items.
fn name(source: &Line, catalog: Option<&waypost_core::wire::Catalog>) -> String {
    let name = match source.item.as_deref() {
        Some(item) => names::item(source.category, item, catalog).to_owned(),
        None => capital(source.category.as_str()),
    };
    match source.part {
        Some(Part::Fee) => format!("{name}, e-check fee"),
        Some(Part::Amount) => format!("{name}, e-check"),
        None => name,
    }
}
