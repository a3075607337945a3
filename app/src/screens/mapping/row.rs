//! One row of the grid: the head of a category, or a line item with its accounts.

use leptos::prelude::*;
use waypost_core::grid::Row;

use super::cell;
use super::focus::{Grid, Place};
use super::rows::{Content, Key};
use crate::memo::{Memo, memo};
use crate::words;

/// The row at a place among all rows. It is drawn once; its cells change by themselves.
pub(super) fn row(grid: Grid, at: usize, key: &Key) -> AnyView {
    let of = key.clone();
    let content = memo(move || grid.content(&of));
    let columns = content.with_untracked(|content| match content {
        Some(Content::Head { columns, .. }) => columns.len(),
        Some(Content::Line(row)) => row.cells.len(),
        None => 1,
    });
    let class = match (key, columns) {
        (Key::Head(_), 2..) => "grid-row head two",
        (Key::Head(_), _) => "grid-row head",
        (Key::Default(_), 2..) => "grid-row default two",
        (Key::Default(_), _) => "grid-row default",
        (Key::Item(..), 2..) => "grid-row two",
        (Key::Item(..), _) => "grid-row",
    };
    view! {
        <div class=class role="row" aria-rowindex=at + 1>
            {if let Key::Head(_) = key {
                content.with_untracked(|content| content.as_ref().map(head)).into_any()
            } else {
                line(grid, at, key, content, columns)
            }}
        </div>
    }
    .into_any()
}

fn head(content: &Content) -> AnyView {
    let Content::Head { title, columns } = content else { return ().into_any() };
    let labels: Vec<&'static str> = match columns.as_slice() {
        [_, _] => columns.iter().map(|side| words::column(*side)).collect(),
        _ => vec!["Account it posts to", "Chosen by"],
    };
    let labels = labels
        .into_iter()
        .map(|label| view! { <div role="columnheader" class="grid-label">{label}</div> })
        .collect_view();
    let money = (columns.len() == 1)
        .then(|| view! { <div role="columnheader" class="grid-label amount">"Last 30 days"</div> });
    view! {
        <div role="columnheader" class="grid-title">{*title}</div>
        {labels}
        {money}
    }
    .into_any()
}

fn line(
    grid: Grid,
    at: usize,
    key: &Key,
    content: Memo<Option<Content>>,
    columns: usize,
) -> AnyView {
    let name = content.with_untracked(|content| match content {
        Some(Content::Line(row)) => row_name(row),
        _ => ().into_any(),
    });
    let cells = (0..columns)
        .map(|column| {
            let cell = memo(move || {
                content.with(|content| match content {
                    Some(Content::Line(row)) => row.cells.get(column).cloned(),
                    _ => None,
                })
            });
            let place = Place { key: key.clone(), column };
            cell::cell(grid, at, place, cell, columns > 1)
        })
        .collect_view();
    view! {
        <div role="rowheader" class="grid-name">{name}</div>
        {cells}
    }
    .into_any()
}

fn row_name(row: &Row) -> AnyView {
    let retired =
        row.retired.then(|| view! { <span class="faint">" (no longer in your TMS)"</span> });
    view! { <span>{row.name.clone()}</span>{retired} }.into_any()
}
