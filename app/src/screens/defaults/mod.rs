//! Defaults: the accounts that the chosen transaction types need, and those that lines fall back to.
//!
//! Part of the same draft as the mapping; saved together with it.

mod row;

use leptos::prelude::*;
use waypost_core::Rules;

use crate::address;
use crate::draft::save_bar::save_bar;
use crate::draft::{Editor, conflicts, material, review};
use crate::memo::{fixed, memo};
use crate::screens::subsidiary;
use crate::ui;
use crate::ui::screen::{Width, screen};

/// The screen.
pub(crate) fn defaults() -> impl IntoView {
    let here = subsidiary::here();
    view! {
        {here.trail()}
        {screen(
            Width::Narrow,
            fixed("Defaults".to_owned()),
            here.called(),
            view! { <p>"A line without an account of its own falls back to its category's default, then to these."</p> },
            (),
            material(here, move |id, material| {
                let mapping = address::mapping(&id);
                let editor = Editor::open(id, material);
                let submitted = Callback::new(move |()| here.load.refresh());
                view! {
                    <div class="stack">
                        {conflicts(editor)}
                        {rows(editor)}
                        <p><a class="button" href=mapping>"Go on to the mapping"</a></p>
                        {move || review::is_open().then(|| view! { <section class="card" aria-label="What moves">{review::review(editor)}</section> })}
                    </div>
                    {save_bar(editor, Callback::new(move |deed| editor.act(deed, submitted)))}
                }
                .into_any()
            }),
        )}
    }
}

/// One row for each default that is in use; the rows stay while their accounts change.
fn rows(editor: Editor) -> AnyView {
    let rows = memo(move || editor.rules().with(Rules::defaults));
    let live = memo(move || {
        rows.with(|rows| {
            rows.iter().filter(|row| row.live).map(|row| row.slot.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        {move || live.with(Vec::is_empty).then(|| view! {
            <p class="card card-body">"Choose what to sync first: the defaults depend on it."</p>
        })}
        {ui::rows::rows(
            move || live.get().into_iter().map(|slot| (slot.to_string(), slot)).collect(),
            move |slot| row::row(editor, rows, slot),
        )}
    }
    .into_any()
}
