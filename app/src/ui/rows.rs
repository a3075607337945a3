//! Rows in a list: each stays in the page for as long as its name is among them.
//!
//! Lists of whatever kind are drawn by one code: what a row is drawn from is hidden in a closure.

use std::sync::Arc;

use leptos::prelude::*;

/// A row that may have to be drawn.
struct Row {
    /// What it is called among all rows of its list.
    name: String,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

/// A row for each item, under the name that stands before it.
pub(crate) fn rows<T: Send + 'static>(
    items: impl Fn() -> Vec<(String, T)> + Send + 'static,
    draw: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let draw = Arc::new(draw);
    drawn(Box::new(move || {
        let row = |(name, item)| {
            let draw = Arc::clone(&draw);
            Row { name, draw: Box::new(move || draw(item)) }
        };
        items().into_iter().map(row).collect()
    }))
}

/// A row for each name.
pub(crate) fn named(
    names: impl Fn() -> Vec<String> + Send + 'static,
    draw: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    rows(move || names().into_iter().map(|name| (name.clone(), name)).collect(), draw)
}

fn drawn(rows: Box<dyn Fn() -> Vec<Row> + Send>) -> AnyView {
    view! { <For each=rows key=|row| row.name.clone() children=|row: Row| (row.draw)()/> }
        .into_any()
}
