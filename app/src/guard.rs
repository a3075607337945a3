//! A guard on leaving a screen that holds unsaved work.
//!
//! Inside the interface, a link is held back until the person has said what to do with the work;
//! closing or reloading the tab asks in the browser's own words. Invariant: without unsaved work
//! nothing is ever held back.

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BeforeUnloadEvent, HtmlAnchorElement, MouseEvent};

/// Whether something is unsaved, and which link was held back because of it.
#[derive(Clone, Copy)]
pub(crate) struct Guard {
    dirty: RwSignal<bool>,
    held: RwSignal<Option<String>>,
}

impl Guard {
    /// Installs the guard; call once, at the root.
    pub(crate) fn provide() {
        let guard = Self { dirty: RwSignal::new(false), held: RwSignal::new(None) };
        provide_context(guard);
        guard.watch_links();
        let closing =
            window_event_listener(leptos::ev::beforeunload, move |event: BeforeUnloadEvent| {
                if guard.dirty.get_untracked() {
                    event.prevent_default();
                }
            });
        on_cleanup(move || closing.remove());
    }

    /// The guard of this page.
    pub(crate) fn current() -> Self {
        use_context::<Self>()
            .unwrap_or_else(|| Self { dirty: RwSignal::new(false), held: RwSignal::new(None) })
    }

    /// Says whether there is unsaved work.
    pub(crate) fn set(self, dirty: bool) {
        if self.dirty.get_untracked() != dirty {
            self.dirty.set(dirty);
        }
        if !dirty && self.held.with_untracked(Option::is_some) {
            self.held.set(None);
        }
    }

    /// The path of the link that was held back.
    pub(crate) fn held(self) -> RwSignal<Option<String>> {
        self.held
    }

    /// Links are caught on their way down, before the router sees them.
    fn watch_links(self) {
        let watch = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
            if self.dirty.try_get_untracked() != Some(true) || elsewhere(&event) {
                return;
            }
            let Some(link) = link_of(&event) else { return };
            let here = window().location().pathname().unwrap_or_default();
            if link.pathname() != here
                && link.host() == window().location().host().unwrap_or_default()
            {
                event.prevent_default();
                event.stop_propagation();
                self.held.set(Some(format!("{}{}", link.pathname(), link.search())));
            }
        });
        let listened = document().add_event_listener_with_callback_and_bool(
            "click",
            watch.as_ref().unchecked_ref(),
            true,
        );
        // Without the listener, links leave at once; the unsaved work is still kept in the browser.
        if listened.is_ok() {
            let _: JsValue = watch.into_js_value();
        }
    }
}

/// A click that opens another tab leaves this one as it is.
fn elsewhere(event: &MouseEvent) -> bool {
    event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key()
}

fn link_of(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}
