//! One account of a line item: what it posts to, who chose it, and why it cannot where it cannot.

use leptos::prelude::*;
use waypost_core::grid::Cell;
use waypost_core::wire::{Category, Level, Outcome, Severity, Side};
use waypost_core::{Slot, names};

use super::focus::{Grid, Place, cell_id};
use super::rows::Key;
use super::waiting;
use crate::accounts::class_name;
use crate::memo::{Memo, memo};
use crate::ui::amount::amount;
use crate::words;

/// The cell, and beside it (one column) or below it (two columns) who chose the account.
pub(super) fn cell(
    grid: Grid,
    at: usize,
    place: Place,
    cell: Memo<Option<Cell>>,
    two: bool,
) -> AnyView {
    let (id, column) = (cell_id(&place.key, place.column), place.column + 2);
    let chosen = move || cell.with(|cell| cell.as_ref().map(|cell| chosen_by(grid, cell)));
    let edited = memo(move || {
        cell.with(|cell| {
            let slot = cell.as_ref().and_then(|cell| cell.slot.as_ref());
            let among =
                |slot: &Slot| grid.editor.edited().with(|all| all.binary_search(slot).is_ok());
            slot.is_some_and(among)
        })
    });
    let mark = move || cell.with(|cell| marked(grid, cell.as_ref()?.slot.as_ref()?, edited.get()));
    let (mine, here, entered) = (place.clone(), place.clone(), place.clone());
    let (clicked, pressed) = (place.clone(), place.clone());
    let editing = memo(move || {
        grid.editing.with(|editing| {
            editing
                .as_ref()
                .filter(|editing| editing.place == mine)
                .map(|editing| editing.typed.clone())
        })
    });
    let inside = memo(move || {
        grid.block.with(|block| {
            block.is_some_and(|(first, last, left, right)| {
                (first..=last).contains(&at) && (left..=right).contains(&(column - 2))
            })
        })
    });
    // While it is edited Tab reaches its field.
    let tab_stop = move || {
        editing.with(Option::is_none) && grid.place.with(|place| place.as_ref() == Some(&here))
    };
    view! {
        <div
            class="grid-cell"
            class:edited=move || edited.get()
            role="gridcell"
            id=id
            tabindex=move || if tab_stop() { "0" } else { "-1" }
            aria-colindex=column
            data-label=two.then(|| cell.with_untracked(|cell| cell.as_ref().map(|cell| words::column(cell.side))))
            aria-selected=move || if inside.get() { "true" } else { "false" }
            on:focus=move |_| grid.enter(entered.clone())
            on:mousedown=move |event| if event.shift_key() {
                // Not the text between the two cells: the cells.
                event.prevent_default();
                grid.hold();
                grid.place.set(Some(clicked.clone()));
                grid.back();
            }
            on:click=move |event| if !event.shift_key() && editing.with_untracked(Option::is_none) {
                grid.release();
                grid.edit(pressed.clone(), String::new());
            }
        >
            {move || match editing.get() {
                Some(typed) => waiting::picker(grid, &place, cell, &typed),
                None => cell.with(|cell| cell.as_ref().map(|cell| shown(grid, &place.key, cell))).into_any(),
            }}
            {two.then(|| view! { <div class="faint grid-by"><span>{chosen}{mark}</span>{move || money(grid, cell)}</div> })}
        </div>
        {(!two).then(|| view! {
            <div class="grid-cell faint" role="gridcell" data-label="Chosen by"><span>{chosen}{mark}</span></div>
            <div class="grid-cell grid-money" role="gridcell" data-label="Last 30 days">{move || money(grid, cell)}</div>
        })}
    }
    .into_any()
}

/// What documents of the last 30 days carry there: an item's lines, or those of a whole column.
fn money(grid: Grid, cell: Memo<Option<Cell>>) -> AnyView {
    let slot = cell.with(|cell| cell.as_ref().and_then(|cell| cell.slot.clone()));
    let sums = grid.editor.turnover().value().with(|turnover| {
        turnover.as_ref().zip(slot).map(|(turnover, slot)| (turnover.of(&slot), turnover.mixed()))
    });
    let Some((sums, mixed)) = sums else { return ().into_any() };
    sums.into_iter()
        .map(|(currency, sum)| {
            let named = mixed.then(|| format!(" {currency}"));
            view! { <span class="grid-sum">{amount(sum)}{named}</span> }
        })
        .collect_view()
        .into_any()
}

fn shown(grid: Grid, key: &Key, cell: &Cell) -> AnyView {
    let accounts = grid.editor.accounts();
    let rejected = cell.path.iter().find(|step| step.outcome == Outcome::Rejected);
    let account = cell.effective.as_deref().or(cell.own.as_deref());
    let class = match (cell, rejected) {
        (Cell { slot: None, .. }, _) => {
            return view! { <p class="faint">{absent(key, cell.side)}</p> }.into_any();
        }
        (Cell { live: false, .. }, _) => "account-box off",
        (_, Some(_)) => "account-box refused",
        (Cell { effective: None, .. }, _) => "account-box missing",
        (Cell { own: None, .. }, _) => "account-box inherited",
        _ => "account-box",
    };
    let account = account.map(|id| match accounts.get(id) {
        Some(known) => view! {
            <span class="account-name"><span class="number">{known.number.clone()}</span>{known.name.clone()}</span>
            <span class="account-class">{class_name(known.class)}</span>
        }
        .into_any(),
        None => view! { <span class="account-name">{accounts.title(id)}</span> }.into_any(),
    });
    let account = account
        .unwrap_or_else(|| view! { <span class="account-name">"No account"</span> }.into_any());
    view! {
        <div class=class><div class="account">{account}</div></div>
        {reasons(grid, cell)}
    }
    .into_any()
}

/// What there is to say, in the core's words; for an account that a default would give and may not,
/// which default that is.
fn reasons(grid: Grid, cell: &Cell) -> AnyView {
    if cell.findings.is_empty() {
        let refused = cell.path.iter().find(|step| step.outcome == Outcome::Rejected);
        return refused
            .filter(|step| Some(&step.slot) != cell.slot.as_ref())
            .map(|step| {
                let label = names::label(&step.slot, grid.editor.catalog().as_deref());
                view! { <p class="field-error">{label}" is set to an account that cannot be used."</p> }
            })
            .into_any();
    }
    let words = cell.findings.iter().map(|found| {
        let class = if found.severity == Severity::Error { "field-error" } else { "field-warning" };
        view! { <p class=class>{found.message.clone()}</p> }
    });
    words.collect_view().into_any()
}

fn chosen_by(grid: Grid, cell: &Cell) -> String {
    if cell.slot.is_none() {
        return String::new();
    }
    if !cell.live {
        return "Not in use".to_owned();
    }
    let deciding =
        cell.path.iter().find(|step| matches!(step.outcome, Outcome::Hit | Outcome::Rejected));
    match deciding {
        None => "Nobody yet".to_owned(),
        Some(step) if Some(&step.slot) == cell.slot.as_ref() => match cell.level {
            Level::CategoryDefault => "This default".to_owned(),
            _ => "This line".to_owned(),
        },
        Some(step) => names::label(&step.slot, grid.editor.catalog().as_deref()),
    }
}

/// What has just become of the slot: by this person and not saved, or by somebody else.
fn marked(grid: Grid, slot: &Slot, edited: bool) -> Option<AnyView> {
    let words = match (edited, grid.editor.changed_by(slot)) {
        (true, _) => "edited".to_owned(),
        (false, Some(who)) => format!("changed by {who}"),
        (false, None) => return None,
    };
    Some(view! { <span class="grid-mark">", "{words}</span> }.into_any())
}

/// Why a column has nothing to choose for an item.
fn absent(key: &Key, side: Side) -> &'static str {
    match (key, side) {
        (Key::Item(Category::ECheck, _), Side::Revenue) => "Carries no fee",
        (Key::Item(Category::Accessorial, _), Side::Revenue) => "Not charged to customers",
        (Key::Item(Category::Accessorial, _), _) => "Not paid to drivers or carriers",
        _ => "Does not occur",
    }
}
