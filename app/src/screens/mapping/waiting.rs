//! The field of a cell while its list of accounts is being loaded ([`super::tools`]): it takes the keyboard
//! as the picker does, and the picker goes on with what stands in it.
//!
//! Invariant: nothing that was written is lost. What is ended with Enter or Tab is chosen once the list is
//! here; what has to be seen in the list, for which somebody moved in it, waits for it, and the list goes on
//! where they are.

use leptos::html::Input;
use leptos::prelude::*;
use waypost_core::Slot;
use waypost_core::grid::Cell;
use waypost_core::names;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::focus::{Editing, Grid, Place, cell_id};
use crate::memo::Memo;
use crate::reactive::effect;
use crate::signal::RwSignal;

/// The picker of a cell that is edited, or the field until it is here; `typed` opened it.
pub(super) fn picker(grid: Grid, place: &Place, cell: Memo<Option<Cell>>, typed: &str) -> AnyView {
    match grid.bench.here.get() {
        Some(tools) => (tools.pick)(grid, place, cell, typed),
        None => field(grid, place, cell, typed),
    }
}

/// The field, with what was typed, else with the account that stands there.
fn field(grid: Grid, place: &Place, cell: Memo<Option<Cell>>, typed: &str) -> AnyView {
    let Some(slot) = grid.slot(place) else { return ().into_any() };
    grid.bench.need();
    let own = cell.with_untracked(|cell| cell.as_ref().and_then(|cell| cell.own.clone()));
    let shown = own.map(|id| grid.editor.accounts().title(&id)).unwrap_or_default();
    let text = if typed.is_empty() { shown.clone() } else { typed.to_owned() };
    let input = NodeRef::<Input>::new();
    effect(move || take_focus(input));
    let id = picker_id(place);
    let (place, left) = (place.clone(), place.clone());
    let steps = RwSignal::new(0);
    view! {
        <div class="combobox">
            <input
                class="input"
                id=id
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                node_ref=input
                aria-label=name(grid, &slot)
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-expanded="false"
                data-steps=move || steps.get().to_string()
                value=shown
                prop:value=text
                on:input=move |_| {
                    steps.set(0);
                    grid.bench.ask_again();
                }
                on:keydown=move |event| pressed(grid, &place, steps, &event)
                on:blur=move |_| if is_here(grid, &left) { grid.editing.set(None) }
            />
        </div>
    }
    .into_any()
}

/// What the field of a cell is called.
pub(super) fn name(grid: Grid, slot: &Slot) -> String {
    format!("Account of {}", names::label(slot, grid.editor.catalog().as_deref()))
}

/// The element of the field.
pub(super) fn picker_id(place: &Place) -> String {
    format!("{}-picker", cell_id(&place.key, place.column))
}

/// What somebody wrote in the field; none while the account that stands there does.
pub(super) fn written(input: &HtmlInputElement) -> Option<String> {
    Some(input.value()).filter(|text| *text != input.default_value())
}

/// The focus before the next key, with the account that stands there selected.
fn take_focus(input: NodeRef<Input>) {
    let Some(input) = input.get_untracked() else { return };
    // An input that cannot take the focus has just left the page.
    let _ = input.focus();
    let select = move || {
        if written(&input).is_none() {
            input.select();
        }
    };
    select();
    // What is drawn after a selection takes the selection away.
    request_animation_frame(select);
}

/// Whether the cell is edited in this field, and not in the picker that takes its place; neither on a screen
/// that was left.
fn is_here(grid: Grid, place: &Place) -> bool {
    let edited =
        |now: &Option<Editing>| now.as_ref().is_some_and(|editing| editing.place == *place);
    grid.editing.try_with_untracked(edited) == Some(true)
        && grid.bench.here.try_with_untracked(Option::is_none) == Some(true)
}

/// `steps` are those that somebody has gone down in the list that is not shown yet.
fn pressed(grid: Grid, place: &Place, steps: RwSignal<i32>, event: &KeyboardEvent) {
    match event.key().as_str() {
        key @ ("Enter" | "Tab") => {
            let text = written(&event_target::<HtmlInputElement>(event));
            let text = text.filter(|text| !text.trim().is_empty());
            let may_choose = steps.get_untracked() == 0 && !grid.bench.away.get_untracked();
            // What cannot be looked up yet stays in its field, with the focus.
            let goes = key == "Tab" && (may_choose || text.is_none());
            match text {
                Some(text) if may_choose => end(grid, place, text),
                _ => grid.bench.ask_again(),
            }
            // From here on Tab goes its way, as it does from the picker.
            if goes {
                return;
            }
        }
        "Escape" => {
            grid.editing.set(None);
            grid.back();
        }
        "ArrowDown" => steps.update(|steps| *steps += 1),
        "ArrowUp" => steps.update(|steps| *steps -= 1),
        // There are no pages yet, and the grid does not turn its own under a field.
        "PageDown" | "PageUp" => {}
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// The cell is left with what was written; what that means is chosen as soon as it can be looked up.
fn end(grid: Grid, place: &Place, text: String) {
    let place = place.clone();
    let slots: Vec<Slot> = if grid.block.with_untracked(Option::is_some) {
        grid.selected_slots()
    } else {
        grid.slot(&place).into_iter().collect()
    };
    grid.editing.set(None);
    grid.back();
    grid.bench.ask(move |tools| match tools {
        Some(tools) => (tools.choose)(grid, place, slots, text),
        None => grid.give_back(place, text),
    });
}
