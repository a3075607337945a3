//! The keyboard of a combobox.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::Combobox;

/// Options passed by Page Up and Page Down.
const PAGE: usize = 8;

/// Moves, chooses or leaves. What it does not know is left to the input (Home, End, letters).
pub(super) fn pressed(this: Combobox, event: &KeyboardEvent) {
    let last = this.choices.with_untracked(|choices| choices.list.len().saturating_sub(1));
    let at = this.active.get_untracked();
    let open = this.open.get_untracked();
    match event.key().as_str() {
        "ArrowDown" if !open => this.show_list(),
        "ArrowUp" if !open => this.show_list(),
        "ArrowDown" => this.step(true),
        "ArrowUp" => this.step(false),
        "PageDown" if open => this.move_to((at + PAGE).min(last)),
        "PageUp" if open => this.move_to(at.saturating_sub(PAGE)),
        "Enter" if open => this.choose(at),
        "Enter" => this.show_list(),
        "Escape" if open || this.typed.with_untracked(Option::is_some) => {
            this.close();
            this.asked.left.run(true);
        }
        "Tab" => {
            // Leaving with Tab takes what was searched for, as a spreadsheet does.
            if open
                && this
                    .typed
                    .with_untracked(|typed| typed.as_deref().is_some_and(|typed| !typed.is_empty()))
            {
                this.choose(at);
            }
            return;
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
