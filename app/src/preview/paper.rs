//! Above the lines: how they stand, and the ways to take them along, on paper or in a spreadsheet.

use leptos::prelude::*;
use waypost_core::exchange;

use super::{Shown, order};
use crate::ui::announce::say;
use crate::ui::button::link;
use crate::ui::download::download;
use crate::ui::window::Window;

/// The bar.
pub(super) fn tools(shown: Shown) -> AnyView {
    let pressed = |yes: bool| move || if order::is_by_account() == yes { "true" } else { "false" };
    view! {
        <div class="preview-tools">
            <div class="cluster" role="group" aria-label="Order of lines">
                <button type="button" class="button small" aria-pressed=pressed(false) on:click=|_| order::by_account(false)>"In order"</button>
                <button type="button" class="button small" aria-pressed=pressed(true) on:click=|_| order::by_account(true)>"By account"</button>
            </div>
            <div class="cluster wide push">
                {link("Print", print)}
                {link("CSV", move || sheet(shown))}
            </div>
        </div>
    }
    .into_any()
}

fn print() {
    // A browser without a printer prints nothing.
    let _ = window().print();
}

fn sheet(shown: Shown) {
    let lines = (0..shown.count()).filter_map(|at| untrack(|| shown.line(at)));
    let (accounts, catalog) = (shown.accounts.get_value(), shown.catalog.get_value());
    shown.document.with_value(|document| {
        let text = exchange::write_lines(document, lines, accounts.chart(), catalog.as_deref());
        download(&format!("preview {}.csv", document.number()), "text/csv", &text);
    });
    say("The lines were exported as CSV.");
}

/// Paper does not scroll: while the browser prints, every line is in the page.
pub(super) fn whole_when_printed(lines: Window, whole: usize) {
    let on = |name: &'static str, all: bool| {
        let heard = window_event_listener_untyped(name, move |_| lines.draw_all(all, whole));
        on_cleanup(move || heard.remove());
    };
    on("beforeprint", true);
    on("afterprint", false);
}
