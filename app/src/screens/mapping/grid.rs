//! The grid: an ARIA data grid with one tab stop, of which only what is near the window is drawn.

use std::sync::Arc;

use leptos::prelude::*;

use super::focus::{Grid, Place, cell_id};
use super::rows::{self, Key, Show};
use super::tools::Bench;
use super::{FilterSignal, clipboard, keys, row, selection};
use crate::memo::memo;
use crate::reactive::effect;
use crate::signal::RwSignal;
use crate::ui;
use crate::ui::button::button;
use crate::ui::window::{Window, pixels};

/// Up to this many rows the grid is drawn whole.
const WHOLE: usize = 160;

/// The grid of the draft's sections.
pub(super) fn grid(bench: Bench, filter: FilterSignal) -> AnyView {
    let editor = bench.editor;
    let shape = memo(move || {
        editor
            .sections()
            .with(|sections| sections.iter().map(|one| one.rows.len()).collect::<Vec<_>>())
    });
    let index = memo(move || {
        shape.track();
        Arc::new(editor.sections().with_untracked(|sections| rows::index(sections)))
    });
    // A row that an edit has settled stays where it is until another filter is chosen.
    let shown = memo(move || {
        let accounts = editor.accounts();
        filter.with(|filter| {
            editor.sections().with_untracked(|sections| {
                editor.edited().with_untracked(|edited| {
                    Arc::new(rows::shown(sections, filter, &accounts, edited))
                })
            })
        })
    });
    let (place, anchor) = (RwSignal::new(None), RwSignal::new(None));
    let grid = Grid {
        editor,
        bench,
        keys: shown,
        index,
        place,
        editing: RwSignal::new(None),
        anchor,
        block: selection::block(shown, anchor, place),
        note: RwSignal::new(None),
        window: Window::new(WHOLE),
    };
    keep_in_step(grid);
    view! {
        {move || grid.note.get().map(|words| note(grid, words))}
        {move || shown.with(|keys| keys.is_empty()).then(|| nothing(filter))}
        <div
            class="grid"
            role="grid"
            aria-label="Account of every line item"
            aria-rowcount=move || shown.with(|keys| keys.len().to_string())
            aria-colcount="4"
            aria-multiselectable="true"
            aria-readonly=(!editor.may_edit).then_some("true")
            hidden=move || shown.with(|keys| keys.is_empty())
            on:pointerenter=move |_| if editor.may_edit { bench.expect() }
            on:keydown=move |event| keys::pressed(grid, &event)
            on:copy=move |event| clipboard::copy(grid, &event)
            on:paste=move |event| clipboard::paste(grid, &event)
        >
            <div
                class="grid-body"
                role="rowgroup"
                id=grid.window.id()
                style:padding-top=move || grid.window.part.with(|part| pixels(part.above))
                style:padding-bottom=move || grid.window.part.with(|part| pixels(part.below))
            >
                {ui::rows::rows(move || drawn(grid), move |(at, key)| row::row(grid, at, &key))}
            </div>
        </div>
    }
    .into_any()
}

/// The rows in the page, each with its place among all rows, which its name says as well.
fn drawn(grid: Grid) -> Vec<(String, (usize, Key))> {
    let part = grid.window.part.get();
    let named = |(at, key): (usize, &Key)| (format!("{at} {}", cell_id(key, 0)), (at, key.clone()));
    grid.keys
        .with(|keys| keys.iter().enumerate().take(part.to).skip(part.from).map(named).collect())
}

/// The window follows the rows, and the tab stop stays on a row that is shown.
fn keep_in_step(grid: Grid) {
    effect(move || {
        let keys = grid.keys.get();
        grid.window.show(keys.iter().map(|key| room(grid.columns(key))).collect());
        let gone = grid
            .place
            .with_untracked(|place| place.as_ref().is_none_or(|place| !keys.contains(&place.key)));
        if gone {
            let first = keys.iter().find(|key| !matches!(key, Key::Head(_)));
            grid.place.set(first.map(|key| Place { key: key.clone(), column: 0 }));
        }
    });
    effect(move || {
        grid.window.part.track();
        grid.editor.sections().track();
        request_animation_frame(move || grid.window.measure());
    });
}

/// What a row needs before it was drawn: a head, one account, two.
fn room(columns: usize) -> f64 {
    match columns {
        0 => 37.0,
        1 => 41.0,
        _ => 65.0,
    }
}

/// What came of an action on several cells, until the person has read it.
fn note(grid: Grid, words: String) -> AnyView {
    view! {
        <div class="grid-note">
            <p>{words}</p>
            {button("Close", move || {
                grid.note.set(None);
                grid.back();
            })}
        </div>
    }
    .into_any()
}

fn nothing(filter: FilterSignal) -> AnyView {
    let words = filter.with(|filter| match (filter.show, filter.words.is_empty()) {
        (_, true) if !filter.account.is_empty() => "No line item posts to this account.".to_owned(),
        (_, false) => format!("No line item and no account matches “{}”.", filter.words),
        (Show::Attention, true) => "Nothing needs attention.".to_owned(),
        (Show::Default, true) => "No line item uses a default.".to_owned(),
        (Show::Edited, true) => "Nothing is edited.".to_owned(),
        (Show::All, true) => {
            "There is nothing to map yet. Put the catalogue of your TMS in place first.".to_owned()
        }
    });
    view! { <p class="card-body soft" role="status">{words}</p> }.into_any()
}
