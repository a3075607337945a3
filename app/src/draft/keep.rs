//! Unsaved edits in this browser's storage, until they are saved or discarded.
//!
//! Best effort: where the browser keeps nothing, the guard on leaving still asks.

use leptos::prelude::window;
use serde::{Deserialize, Serialize};
use waypost_core::wire::{self, Mapping};

use crate::session;

/// What was being edited, and what it was based on.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    /// The draft as it was read.
    pub(super) base: Mapping,
    /// The draft as it was edited.
    pub(super) mapping: Mapping,
}

/// What was left unsaved, if anything.
pub(super) fn read(subsidiary: &str) -> Option<Kept> {
    let text = storage()?.get_item(&key(subsidiary)?).ok()??;
    wire::read(&text).ok()
}

/// Keeps it.
pub(super) fn write(subsidiary: &str, kept: &Kept) {
    let Some((storage, key)) = storage().zip(key(subsidiary)) else { return };
    // A full storage keeps what it has; the page itself still holds the edits.
    let _ = storage.set_item(&key, &wire::write(kept));
}

/// Forgets it.
pub(super) fn forget(subsidiary: &str) {
    if let Some((storage, key)) = storage().zip(key(subsidiary)) {
        // What cannot be removed is merged away at the next visit.
        let _ = storage.remove_item(&key);
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// One place for each person and subsidiary.
fn key(subsidiary: &str) -> Option<String> {
    let session = session::current()?;
    Some(format!("waypost draft of {} by {} in {}", subsidiary, session.email, session.tenant))
}
