//! The lines of a preview. Of very many only those near the window are in the page, and an edit of the
//! mapping draws again only the lines that it takes elsewhere.

use leptos::prelude::*;
use waypost_core::names;
use waypost_core::wire::{Line, PreviewLine};

use super::order::{self, Order, Row};
use super::{Shown, paper, path};
use crate::memo::{Memo, memo};
use crate::reactive::effect;
use crate::ui::amount::amount;
use crate::ui::rows::rows;
use crate::ui::window::{Window, pixels};
use crate::words::count;

/// Up to this many rows they are all drawn.
const WHOLE: usize = 60;

/// The lines.
pub(super) fn lines(shown: Shown) -> AnyView {
    let order = memo(move || {
        if order::is_by_account() { order::grouped(shown) } else { order::in_order(shown.count()) }
    });
    let window = Window::new(WHOLE);
    paper::whole_when_printed(window, WHOLE);
    effect(move || order.with(|order| window.show(order.rows.iter().map(room).collect())));
    effect(move || {
        window.part.track();
        shown.made.track();
        request_animation_frame(move || window.measure());
    });
    let drawn = move || {
        let part = window.part.get();
        let of_part = |order: &Order| {
            let rows = order.rows.iter().take(part.to).skip(part.from);
            rows.map(|row| (row.name(), row.clone())).collect()
        };
        order.with(of_part)
    };
    view! {
        <ul
            class="preview-lines"
            id=window.id()
            style:padding-top=move || window.part.with(|part| pixels(part.above))
            style:padding-bottom=move || window.part.with(|part| pixels(part.below))
        >
            {rows(drawn, move |row| match row {
                Row::Account(account) => head(shown, order, account),
                Row::Line(at) => line(shown, at),
            })}
        </ul>
    }
    .into_any()
}

/// What a row needs before it was drawn.
fn room(row: &Row) -> f64 {
    match row {
        Row::Account(_) => 41.0,
        Row::Line(_) => 133.0,
    }
}

/// An account, how many lines it takes, and what they come to.
fn head(shown: Shown, order: Memo<Order>, account: Option<String>) -> AnyView {
    let title = match account.as_deref() {
        Some(id) => shown.title(Some(id)),
        None => "No account".to_owned(),
    };
    let sum = memo(move || order.with(|order| order.sum(account.as_deref())));
    view! {
        <li class="preview-account">
            <p class="line-head"><strong>{title}</strong>{move || amount(sum.get().amount)}</p>
            <p class="faint">{move || count(sum.get().lines, "line", "lines")}</p>
        </li>
    }
    .into_any()
}

/// A line; what it is called stays, where it goes is drawn again when it changes.
fn line(shown: Shown, at: usize) -> AnyView {
    let line = memo(move || shown.line(at));
    let name = shown.document.with_value(|document| {
        let source = document.lines.get(at)?;
        Some(shown.catalog.with_value(|catalog| names::line_item(source, catalog.as_deref())))
    });
    let described =
        shown.document.with_value(|document| document.lines.get(at).and_then(described));
    let sum = line.with_untracked(|line| line.as_ref().map(|line| amount(line.amount)));
    view! {
        <li class="preview-line">
            <p class="line-head"><span>{name}</span>{sum}</p>
            {described}
            {move || line.with(|line| line.as_ref().map(|line| way(shown, line)))}
        </li>
    }
    .into_any()
}

fn described(line: &Line) -> Option<AnyView> {
    let words = line.description.clone()?;
    Some(view! { <p class="faint">{words}</p> }.into_any())
}

/// The account of a line, and the path there.
fn way(shown: Shown, line: &PreviewLine) -> AnyView {
    let accounts = shown.accounts.get_value();
    let account = match line.account.as_deref() {
        Some(id) => {
            let known = accounts.get(id);
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
    let catalog = shown.catalog.get_value();
    view! { {account} {note} {path::path(&line.path, &accounts, catalog.as_deref())} }.into_any()
}
