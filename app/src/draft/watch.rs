//! While a draft is open: what is unsaved is kept in the browser and guarded on leaving, and what others
//! change is laid under it.

use std::time::Duration;

use leptos::prelude::*;
use waypost_core::api::MappingState;

use super::{Editor, keep};
use crate::guard::Guard;
use crate::load::Load;
use crate::reactive::effect;
use crate::stored::Stored;

/// Edits are kept this long after the first of them, so that none waits for the browser's storage.
const SOON: Duration = Duration::from_millis(200);

impl Editor {
    /// Keeps what is unsaved in the browser, and guards it on leaving.
    pub(super) fn watch(self) {
        let guard = Guard::current();
        let planned = Stored::new(false);
        effect(move || {
            guard.set(self.changes.get() > 0 || self.waiting.get() > 0);
            self.mapping.track();
            if !planned.get_value() {
                planned.set_value(true);
                set_timeout(
                    move || {
                        planned.set_value(false);
                        self.keep();
                    },
                    SOON,
                );
            }
        });
        let leaving = window_event_listener(leptos::ev::beforeunload, move |_| self.keep());
        on_cleanup(move || {
            leaving.remove();
            self.keep();
            guard.set(false);
        });
    }

    /// Keeps what is unsaved; forgets what was kept when nothing is.
    fn keep(self) {
        let (Some(saved), Some(mapping)) =
            (self.saved.try_get_untracked(), self.mapping.try_get_untracked())
        else {
            return;
        };
        self.subsidiary.with_value(|subsidiary| {
            if *mapping == saved.draft.mapping {
                keep::forget(subsidiary);
            } else {
                let (base, mapping) = (saved.draft.mapping.clone(), mapping.as_ref().clone());
                keep::write(subsidiary, &keep::Kept { base, mapping });
            }
        });
    }

    /// What others save or submit meanwhile is laid under what is on the screen.
    pub(super) fn follow(self, mapping: Load<Option<MappingState>>) {
        effect(move || {
            let Some(now) = mapping.value().get() else { return };
            // One's own save is on its way: its answer says the same.
            if self.busy.get() {
                return;
            }
            let standing = |state: &MappingState| {
                (state.draft.revision, state.active.as_ref().map(|version| version.version))
            };
            if let Some(now) = now.as_ref()
                && self.saved.with_untracked(|saved| standing(now) > standing(saved))
            {
                self.lay_over(now.clone());
            }
        });
    }
}
