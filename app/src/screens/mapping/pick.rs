//! The picker of a cell: the combobox over the accounts of its slot.
//!
//! Loaded when somebody acts ([`super::tools`]). Invariant: it goes on where the field that stood there
//! meanwhile ([`super::waiting`]) was, with its text and its caret.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use waypost_core::Slot;
use waypost_core::grid::Cell;
use web_sys::HtmlInputElement;

use super::focus::{Grid, Place};
use super::waiting::{name, picker_id, written};
use crate::accounts::Choices;
use crate::draft::Editor;
use crate::memo::{Memo, fixed, memo};
use crate::ui::combobox::{Asked, Begun, combobox};

/// The picker; `typed` is what opened it.
pub(super) fn pick(grid: Grid, place: &Place, cell: Memo<Option<Cell>>, typed: &str) -> AnyView {
    let Some(slot) = grid.slot(place) else { return ().into_any() };
    let editor = grid.editor;
    let own = memo(move || cell.with(|cell| cell.as_ref().and_then(|cell| cell.own.clone())));
    let shown = memo(move || {
        own.with(|own| own.as_deref().map(|id| editor.accounts().title(id)).unwrap_or_default())
    });
    let id = picker_id(place);
    let begun = taken_over(&id).unwrap_or_else(|| Begun {
        typed: (!typed.is_empty()).then(|| typed.to_owned()),
        ..Begun::default()
    });
    let name = name(grid, &slot);
    let (asking, setting) = (slot.clone(), slot);
    let asked = Asked {
        choices: Callback::new(move |typed: String| {
            editor.mapping().track();
            choices(editor, &asking, &typed)
        }),
        default: memo(move || own.with(Option::is_some).then(|| "Use the default".to_owned())),
        chosen: Callback::new(move |account: Option<String>| {
            if grid.block.with_untracked(Option::is_some) {
                grid.set_selected(account.as_deref());
            } else {
                editor.set(&setting, account);
            }
            grid.editing.set(None);
            grid.back();
        }),
        left: Callback::new(move |still_here| {
            grid.editing.set(None);
            if still_here {
                grid.back();
            }
        }),
    };
    combobox(id, fixed(name), shown, own, asked, Some(begun), "")
}

/// What stands in the field that the picker takes the place of; none where there is none.
fn taken_over(id: &str) -> Option<Begun> {
    let field = document().get_element_by_id(id)?.dyn_into::<HtmlInputElement>().ok()?;
    // Only that one says in the page what it began with.
    if !field.has_attribute("value") {
        return None;
    }
    let caret = field.selection_start().ok()?.zip(field.selection_end().ok()?);
    let all = u32::try_from(field.value().encode_utf16().count()).unwrap_or(u32::MAX);
    let steps = field.get_attribute("data-steps").and_then(|steps| steps.parse().ok());
    Some(Begun {
        typed: written(&field),
        caret: caret.filter(|caret| *caret != (0, all)),
        steps: steps.unwrap_or_default(),
    })
}

/// What was written and ended before it could be looked up: the best match, for all these slots. Where
/// nothing can be chosen the field is there again, with the list that says why.
pub(super) fn choose(grid: Grid, place: Place, slots: Vec<Slot>, text: String) {
    let best = grid.slot(&place).and_then(|slot| {
        let list = choices(grid.editor, &slot, &text).list;
        list.into_iter().next().filter(|one| one.refused.is_none())
    });
    match best.and_then(|one| one.account) {
        Some(account) => grid.set_in(slots, Some(&account)),
        None => grid.give_back(place, text),
    }
}

fn choices(editor: Editor, slot: &Slot, typed: &str) -> Choices {
    let mapping = editor.mapping().get_untracked();
    editor.accounts().choices(typed, slot, &mapping, editor.catalog().as_deref())
}
