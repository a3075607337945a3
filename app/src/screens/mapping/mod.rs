//! Account mappings: one grid of every line item by category, beside a live preview.
//!
//! The address keeps what is searched, which filter is on and which document is previewed. What is
//! needed only once somebody acts is loaded then: `tools` says what that is.

mod added;
mod cell;
mod changed;
mod clipboard;
mod exchange;
mod focus;
mod grid;
mod keys;
mod many;
mod pane;
mod paste;
mod pick;
mod row;
mod rows;
mod selection;
mod toolbar;
pub(crate) mod tools;
mod upload;
mod waiting;

use leptos::prelude::*;

use crate::draft::save_bar::save_bar;
use crate::draft::{Editor, Material, material, review};
use crate::memo::{Memo, fixed, memo};
use crate::reactive::effect;
use crate::screens::subsidiary::{self, Here};
use crate::signal::RwSignal;
use crate::ui::screen::{Width, screen};
use crate::words::count;
use rows::Filter;
use tools::Bench;

/// The screen.
pub(crate) fn mapping() -> AnyView {
    let here = subsidiary::here();
    let lead = RwSignal::new(String::new());
    // Grows when a new catalogue was put in place: the material is read again.
    let edition = RwSignal::new(0_u32);
    view! {
        {here.trail()}
        {screen(
            Width::Full,
            fixed("Account mappings".to_owned()),
            here.called(),
            view! { <p>{move || lead.get()}</p> },
            upload::form(here, edition),
            move || {
                edition.track();
                material(here, move |id, material| work(here, id, material, lead))
            },
        )}
    }
    .into_any()
}

fn work(here: Here, id: String, material: &Material, lead: RwSignal<String>) -> AnyView {
    let editor = Editor::open(id, material);
    let bench = Bench::new(editor);
    let filter = toolbar::filter();
    let tally = memo(move || {
        editor.sections().with(|sections| {
            let accounts = editor.accounts();
            editor.edited().with(|edited| rows::tally(sections, &accounts, edited))
        })
    });
    effect(move || lead.set(tally.with(summary)));
    let interrupted = memo(move || editor.is_interrupted());
    let submitted = Callback::new(move |()| here.load.refresh());
    let act = move |deed| bench.run_alone(move |tools| (tools.act)(editor, deed, submitted));
    view! {
        <div class="stack">
            {move || interrupted.get().then(|| bench.drawn(|tools| tools.conflicts))}
            {changed::changed(bench)}
            {added::banner(editor, &material.added)}
            <div class="beside">
                <section class="card" aria-label="Accounts by line item">
                    {toolbar::toolbar(bench, filter, tally)}
                    {grid::grid(bench, filter)}
                </section>
                {beside(here, bench)}
            </div>
        </div>
        {save_bar(editor, Callback::new(act))}
    }
    .into_any()
}

/// The preview, or the review in its place; the preview keeps its document meanwhile.
fn beside(here: Here, bench: Bench) -> AnyView {
    let reviewing = memo(review::is_open);
    view! {
        <aside class="card beside-pane" aria-label=move || if reviewing.get() { "What moves" } else { "Preview" }>
            <div hidden=move || reviewing.get()>{pane::pane(here, bench.editor)}</div>
            {move || reviewing.get().then(|| bench.drawn(|tools| tools.review))}
        </aside>
    }
    .into_any()
}

fn summary(tally: &rows::Tally) -> String {
    let needs = match tally.attention {
        0 => "Nothing needs a decision.".to_owned(),
        one => format!("{} a decision.", count(one, "needs", "need")),
    };
    format!(
        "{} an account. {needs} A new mapping applies when you submit it.",
        count(tally.resolved, "line has", "lines have")
    )
}

/// What is searched and shown.
type FilterSignal = Memo<Filter>;
