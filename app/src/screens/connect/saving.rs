//! Saving a choice of a task in the mapping's draft.

use leptos::task::spawn_local;
use waypost_core::wire::Mapping;

use super::Work;
use crate::client::Trouble;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;

/// How the saving of one form goes.
#[derive(Clone, Copy)]
pub(super) struct Saving {
    pub(super) busy: RwSignal<bool>,
    pub(super) trouble: RwSignal<Option<Trouble>>,
}

impl Saving {
    /// Nothing is being saved.
    pub(super) fn new() -> Self {
        Self { busy: RwSignal::new(false), trouble: RwSignal::new(None) }
    }

    /// Saves `mapping`, made from the draft of this revision, unless a save is on its way.
    pub(super) fn put(self, work: Work, mapping: Mapping, revision: u64) {
        if self.busy.get_untracked() {
            return;
        }
        let (client, id) = (session::client(), work.subsidiary());
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            match client.put_draft(&id, &mapping, revision).await {
                Ok(_) => {
                    say("Saved.");
                    work.changed();
                }
                Err(met) => {
                    // Somebody saved first: their draft is read, and the choice is made on it.
                    if matches!(met, Trouble::Changed(_)) {
                        work.mapping.refresh();
                    }
                    self.trouble.try_set(Some(met));
                }
            }
            self.busy.try_set(false);
        });
    }
}
