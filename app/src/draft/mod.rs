//! The draft of a mapping while a person edits it: what was saved, what is changed, and what the
//! core says about it at this moment (R16).
//!
//! It decides nothing about accounts: rules, sections and findings come from [`Rules`], compiled
//! anew with every edit. Invariant: what is unsaved is also kept in the browser, so neither a reload
//! nor a lost session loses it.

mod chart_state;
mod conflict;
mod history;
mod keep;
mod material;
mod merge;
mod save;
pub(crate) mod save_bar;

use std::sync::Arc;

use leptos::prelude::*;
use waypost_core::api::{Draft, MappingState};
use waypost_core::grid::Section;
use waypost_core::wire::{Catalog, Mapping};
use waypost_core::{Rules, Slot};

use crate::accounts::Accounts;
use crate::client::Trouble;
use crate::guard::Guard;
use crate::reactive::{effect, memo};
use crate::session;
pub(crate) use conflict::conflicts;
use history::History;
pub(crate) use material::{Material, material};
use merge::Both;

/// The draft on the screen; copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    subsidiary: StoredValue<String>,
    accounts: StoredValue<Arc<Accounts>>,
    catalog: StoredValue<Option<Arc<Catalog>>>,
    /// What the server holds.
    saved: RwSignal<Arc<MappingState>>,
    /// What is on the screen.
    mapping: RwSignal<Arc<Mapping>>,
    history: RwSignal<History>,
    rules: Memo<Option<Rules>>,
    sections: Memo<Arc<Vec<Section>>>,
    changes: Memo<usize>,
    both: RwSignal<Vec<Both>>,
    restored: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    busy: RwSignal<bool>,
    /// Whether this person edits mappings.
    pub(crate) may_edit: bool,
}

impl Editor {
    /// Opens the draft, with what was left unsaved in this browser.
    pub(crate) fn open(subsidiary: String, material: &Material) -> Self {
        let accounts = StoredValue::new(Arc::clone(&material.accounts));
        let catalog = StoredValue::new(material.catalog.clone());
        let saved = RwSignal::new(Arc::clone(&material.state));
        let mapping = RwSignal::new(Arc::new(material.state.draft.mapping.clone()));
        let rules = Memo::new_with_compare(
            move |_| {
                let catalog = catalog.get_value();
                accounts.with_value(|accounts| {
                    mapping.with(|mapping| {
                        Some(Rules::new(mapping, accounts.chart(), catalog.as_deref()))
                    })
                })
            },
            |_, _| true,
        );
        let sections = Memo::new_with_compare(
            move |_| {
                Arc::new(
                    rules.with(|rules| rules.as_ref().map(Rules::sections).unwrap_or_default()),
                )
            },
            |_, _| true,
        );
        let changes = memo(move || {
            saved.with(|saved| {
                mapping.with(|mapping| merge::changes(&saved.draft.mapping, mapping).len())
            })
        });
        let editor = Self {
            subsidiary: StoredValue::new(subsidiary),
            accounts,
            catalog,
            saved,
            mapping,
            history: RwSignal::new(History::default()),
            rules,
            sections,
            changes,
            both: RwSignal::new(Vec::new()),
            restored: RwSignal::new(false),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
            may_edit: session::may_map(),
        };
        editor.restore();
        editor.watch();
        editor
    }

    /// The rules as the draft has them now.
    pub(crate) fn rules(self) -> Memo<Option<Rules>> {
        self.rules
    }

    /// What the grid shows.
    pub(crate) fn sections(self) -> Memo<Arc<Vec<Section>>> {
        self.sections
    }

    /// The mapping on the screen.
    pub(crate) fn mapping(self) -> RwSignal<Arc<Mapping>> {
        self.mapping
    }

    /// The chart's accounts.
    pub(crate) fn accounts(self) -> Arc<Accounts> {
        self.accounts.get_value()
    }

    /// The tenant's items, where a catalogue is at hand.
    pub(crate) fn catalog(self) -> Option<Arc<Catalog>> {
        self.catalog.get_value()
    }

    /// Puts an account into a slot, or takes it away. Can be undone.
    pub(crate) fn set(self, slot: &Slot, account: Option<String>) {
        if !self.may_edit
            || self.mapping.with_untracked(|mapping| mapping.get(slot) == account.as_deref())
        {
            return;
        }
        let before = self.mapping.with_untracked(|mapping| mapping.get(slot).map(str::to_owned));
        self.history.update(|history| history.note(slot.clone(), before, account.clone()));
        self.put(slot, account);
    }

    /// Takes back the last edit; answers the slot that it was about.
    pub(crate) fn undo(self) -> Option<Slot> {
        let (slot, account) = self.history.try_update(History::undo)??;
        self.put(&slot, account);
        Some(slot)
    }

    /// Makes an edit that was taken back again.
    pub(crate) fn redo(self) -> Option<Slot> {
        let (slot, account) = self.history.try_update(History::redo)??;
        self.put(&slot, account);
        Some(slot)
    }

    /// Puts everything back to what was saved.
    pub(crate) fn discard(self) {
        let saved = self.saved.with_untracked(|saved| saved.draft.mapping.clone());
        self.mapping.set(Arc::new(saved));
        self.history.set(History::default());
        self.both.set(Vec::new());
        self.restored.set(false);
        self.trouble.set(None);
    }

    fn put(self, slot: &Slot, account: Option<String>) {
        self.mapping.update(|mapping| Arc::make_mut(mapping).set(slot, account));
    }

    /// The draft as the server holds it.
    fn draft(self) -> Draft {
        self.saved.with_untracked(|saved| saved.draft.clone())
    }

    fn restore(self) {
        let Some(kept) = keep::read(&self.subsidiary.get_value()) else { return };
        let draft = self.draft();
        let (mapping, both) = merge::merge(&kept.base, &kept.mapping, &draft.mapping);
        if mapping != draft.mapping {
            self.mapping.set(Arc::new(mapping));
            self.both.set(both);
            self.restored.set(true);
        }
    }

    /// Keeps what is unsaved in the browser, and guards it on leaving.
    fn watch(self) {
        let guard = Guard::current();
        effect(move || {
            let dirty = self.changes.get() > 0;
            guard.set(dirty);
            self.subsidiary.with_value(|subsidiary| {
                if dirty {
                    let base = self.saved.with_untracked(|saved| saved.draft.mapping.clone());
                    let mapping = self.mapping.get().as_ref().clone();
                    keep::write(subsidiary, &keep::Kept { base, mapping });
                } else {
                    keep::forget(subsidiary);
                }
            });
        });
        on_cleanup(move || guard.set(false));
    }
}
