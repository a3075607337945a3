//! The draft of a mapping while a person edits it: what was saved, what is changed, and what the
//! core says about it at this moment (R16).
//!
//! It decides nothing about accounts: rules, sections, findings and what moves come from the core.
//! Invariant: [`Rules`] are those of the mapping on the screen, edited with it slot by slot; what is
//! unsaved is also kept in the browser, so neither a reload nor a lost session loses it.

mod chart_changes;
mod chart_state;
mod conflict;
mod history;
mod keep;
mod material;
pub(crate) mod merge;
pub(crate) mod moving;
pub(crate) mod review;
mod save;
pub(crate) mod save_bar;
mod watch;

use std::sync::Arc;

use waypost_core::api::{Draft, MappingState};
use waypost_core::grid::Section;
use waypost_core::wire::{Catalog, Mapping, Turnover};
use waypost_core::{Rules, Slot};

use crate::accounts::Accounts;
use crate::client::Trouble;
use crate::load::Load;
use crate::memo::{Memo, memo, recomputed};
use crate::session;
use crate::signal::RwSignal;
use crate::stored::Stored;
pub(crate) use chart_changes::chart_changes;
pub(crate) use conflict::conflicts;
pub(crate) use history::Edit;
use history::History;
pub(crate) use material::{Material, material};
use merge::Both;
use moving::Moving;
pub(crate) use save::Deed;

/// The draft on the screen; copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    subsidiary: Stored<String>,
    accounts: Stored<Arc<Accounts>>,
    catalog: Stored<Option<Arc<Catalog>>>,
    /// What the server holds.
    saved: RwSignal<Arc<MappingState>>,
    /// What is on the screen.
    mapping: RwSignal<Arc<Mapping>>,
    history: RwSignal<History>,
    rules: RwSignal<Rules>,
    sections: Memo<Arc<Vec<Section>>>,
    /// The slots that differ from what is saved.
    edited: Memo<Vec<Slot>>,
    changes: Memo<usize>,
    turnover: Load<Turnover>,
    moving: Memo<Arc<Moving>>,
    both: RwSignal<Vec<Both>>,
    /// What somebody else changed while this screen was open, and who.
    theirs: RwSignal<Vec<(Slot, String)>>,
    restored: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    busy: RwSignal<bool>,
    waiting: RwSignal<usize>,
    /// Whether this person edits mappings.
    pub(crate) may_edit: bool,
}

impl Editor {
    /// Opens the draft, with what was left unsaved in this browser.
    pub(crate) fn open(subsidiary: String, material: &Material) -> Self {
        let accounts = Stored::new(Arc::clone(&material.accounts));
        let catalog = Stored::new(material.catalog.clone());
        let saved = RwSignal::new(Arc::clone(&material.state));
        let mapping = RwSignal::new(Arc::new(material.state.draft.mapping.clone()));
        let rules = RwSignal::new(compiled(accounts, catalog, &mapping.get_untracked()));
        let sections = recomputed(move || Arc::new(rules.with(Rules::sections)));
        let edited = memo(move || {
            saved
                .with(|saved| mapping.with(|mapping| merge::changes(&saved.draft.mapping, mapping)))
        });
        let changes = memo(move || edited.with(Vec::len));
        let id = subsidiary.clone();
        let turnover = Load::new(move || {
            let id = id.clone();
            async move { session::client().turnover(&id).await }
        });
        let dirty = memo(move || changes.get() > 0);
        let base = recomputed(move || {
            let against = saved.with(|saved| moving::against(saved, dirty.get()));
            compiled(accounts, catalog, &against)
        });
        let moving = memo(move || {
            let moves = base.with(|base| {
                turnover.value().with(|turnover| {
                    let Some(turnover) = turnover else { return Vec::new() };
                    rules.with(|rules| waypost_core::moves(base, rules, turnover))
                })
            });
            Arc::new(Moving::new(moves))
        });
        let editor = Self {
            subsidiary: Stored::new(subsidiary),
            accounts,
            catalog,
            saved,
            mapping,
            history: RwSignal::new(History::default()),
            rules,
            sections,
            edited,
            changes,
            turnover,
            moving,
            both: RwSignal::new(Vec::new()),
            theirs: RwSignal::new(Vec::new()),
            restored: RwSignal::new(false),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
            waiting: RwSignal::new(0),
            may_edit: session::may_map(),
        };
        editor.restore();
        editor.watch();
        editor.follow(material.mapping);
        editor
    }

    /// The subsidiary's source id.
    pub(crate) fn subsidiary(self) -> String {
        self.subsidiary.get_value()
    }

    /// The rules as the draft has them now.
    pub(crate) fn rules(self) -> RwSignal<Rules> {
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

    /// The slots that differ from what is saved.
    pub(crate) fn edited(self) -> Memo<Vec<Slot>> {
        self.edited
    }

    /// Who else changed the slot while this screen was open.
    pub(crate) fn changed_by(self, slot: &Slot) -> Option<String> {
        self.theirs.with(|theirs| {
            theirs.iter().rev().find(|(of, _)| of == slot).map(|(_, who)| who.clone())
        })
    }

    /// What documents of the last 30 days carry.
    pub(crate) fn turnover(self) -> Load<Turnover> {
        self.turnover
    }

    /// What is in the way of the last action.
    pub(crate) fn trouble(self) -> RwSignal<Option<Trouble>> {
        self.trouble
    }

    /// Whether a write is under way.
    pub(crate) fn busy(self) -> RwSignal<bool> {
        self.busy
    }

    /// How many actions wait until they can be carried out.
    pub(crate) fn waiting(self) -> RwSignal<usize> {
        self.waiting
    }

    /// Puts an account into a slot, or takes it away. Can be undone.
    pub(crate) fn set(self, slot: &Slot, account: Option<String>) {
        self.set_all(vec![(slot.clone(), account)]);
    }

    /// The same for many slots, as one step; answers how many of them changed.
    pub(crate) fn set_all(self, mut edits: Vec<Edit>) -> usize {
        if !self.may_edit {
            return 0;
        }
        self.mapping.with_untracked(|mapping| {
            edits.retain(|(slot, account)| mapping.get(slot) != account.as_deref());
            if !edits.is_empty() {
                let changes = edits.iter().map(|(slot, account)| {
                    (slot.clone(), mapping.get(slot).map(str::to_owned), account.clone())
                });
                self.history.update(|history| history.note(changes));
            }
        });
        self.put(&edits);
        edits.len()
    }

    /// Takes back the last step; answers a slot that it was about.
    pub(crate) fn undo(self) -> Option<Slot> {
        self.step(self.history.try_update(History::undo)??)
    }

    /// Makes a step that was taken back again.
    pub(crate) fn redo(self) -> Option<Slot> {
        self.step(self.history.try_update(History::redo)??)
    }

    fn step(self, edits: Vec<Edit>) -> Option<Slot> {
        self.put(&edits);
        edits.into_iter().next().map(|(slot, _)| slot)
    }

    /// Puts everything back to what was saved.
    pub(crate) fn discard(self) {
        let saved = self.saved.with_untracked(|saved| saved.draft.mapping.clone());
        self.replace(saved);
        self.history.set(History::default());
        self.both.set(Vec::new());
        self.restored.set(false);
        self.trouble.set(None);
    }

    fn put(self, edits: &[Edit]) {
        if edits.is_empty() {
            return;
        }
        self.rules.update(|rules| {
            for (slot, account) in edits {
                rules.edit(slot, account.as_deref());
            }
        });
        self.mapping.update(|mapping| {
            let mapping = Arc::make_mut(mapping);
            for (slot, account) in edits {
                mapping.set(slot, account.clone());
            }
        });
    }

    /// Puts another mapping on the screen.
    fn replace(self, mapping: Mapping) {
        self.rules.set(compiled(self.accounts, self.catalog, &mapping));
        self.mapping.set(Arc::new(mapping));
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
            self.replace(mapping);
            self.both.set(both);
            self.restored.set(true);
        }
    }
}

fn compiled(
    accounts: Stored<Arc<Accounts>>,
    catalog: Stored<Option<Arc<Catalog>>>,
    mapping: &Mapping,
) -> Rules {
    accounts.with_value(|accounts| {
        catalog.with_value(|catalog| Rules::new(mapping, accounts.chart(), catalog.as_deref()))
    })
}
