//! A guard on leaving a screen that holds unsaved work.
//!
//! Inside the interface, a link is held back until the person has said what to do with the work;
//! closing or reloading the tab asks in the browser's own words. Invariant: without unsaved work
//! nothing is ever held back.

use std::cell::OnceCell;

use leptos::prelude::*;
use web_sys::BeforeUnloadEvent;

use crate::signal::RwSignal;

/// Whether something is unsaved, and which link was held back because of it.
#[derive(Clone, Copy)]
pub(crate) struct Guard {
    dirty: RwSignal<bool>,
    held: RwSignal<Option<String>>,
}

thread_local! {
    static GUARD: OnceCell<Guard> = const { OnceCell::new() };
}

impl Guard {
    /// The guard of this page. The root asks for it first, so it lives as long as the page.
    pub(crate) fn current() -> Self {
        GUARD.with(|guard| {
            *guard.get_or_init(|| Self { dirty: RwSignal::new(false), held: RwSignal::new(None) })
        })
    }

    /// Guards the tab; call once, at the root.
    pub(crate) fn watch(self) {
        window_event_listener(leptos::ev::beforeunload, move |event: BeforeUnloadEvent| {
            if self.dirty.get_untracked() {
                event.prevent_default();
            }
        });
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

    /// The address of the link that was held back.
    pub(crate) fn held(self) -> RwSignal<Option<String>> {
        self.held
    }

    /// Holds back a link to another screen while there is unsaved work; answers whether it did.
    pub(crate) fn holds(self, address: &str) -> bool {
        let dirty = self.dirty.get_untracked();
        if dirty {
            self.held.set(Some(address.to_owned()));
        }
        dirty
    }
}
