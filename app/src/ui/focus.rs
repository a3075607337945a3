//! Giving the keyboard to an element of this page, found by its id: with a handle to it the interface
//! would hold the same code for each kind of element.

use leptos::prelude::document;
use wasm_bindgen::JsCast;

use crate::reactive::effect;

/// Gives the focus to an element of this page.
pub(crate) fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // An element that is hidden, or has left the page, takes no focus.
        let _ = element.focus();
    }
}

/// Gives it the focus as soon as what is being drawn is in the page.
pub(crate) fn focus_once_drawn(id: &'static str) {
    effect(move || focus(id));
}
