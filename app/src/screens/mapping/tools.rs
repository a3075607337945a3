//! What the screen needs only once somebody acts on it: a part of the interface that comes with the first
//! focus or pointer in the grid, or when it is asked for.
//!
//! Invariant: nothing but [`TOOLS`] names what stands in it, or the screen is loaded with it. An action
//! whose tools do not come changes nothing, and the bar at the foot says so.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::Slot;
use waypost_core::grid::Cell;

use super::focus::{Grid, Place};
use super::selection::Meant;
use super::{exchange, paste, pick, upload};
use crate::client::Trouble;
use crate::draft::{Deed, Editor, chart_changes, conflicts, review};
use crate::memo::Memo;
use crate::parts;
use crate::signal::RwSignal;
use crate::stored::Stored;
use crate::ui::banner;

/// What is drawn or done once somebody acts.
pub(crate) struct Tools {
    /// The field of a cell that is edited, with the list of accounts.
    pub(super) pick: fn(Grid, &Place, Memo<Option<Cell>>, &str) -> AnyView,
    /// The account that a text means, for all these slots.
    pub(super) choose: fn(Grid, Place, Vec<Slot>, String),
    /// What was on the clipboard goes into the cells that were meant.
    pub(super) paste: fn(Grid, &Meant, &str),
    /// The mapping as a table.
    pub(super) sheet: fn(Editor),
    /// The mapping as JSON.
    pub(super) json: fn(Editor),
    /// A file's catalogue is put in place: the subsidiary, the file's name and its text.
    pub(super) put_catalog: fn(upload::Outcome, String, String, String),
    /// What both people changed.
    pub(super) conflicts: fn(Editor) -> AnyView,
    /// What the books changed.
    pub(super) chart_changes: fn(Editor) -> AnyView,
    /// What moves.
    pub(super) review: fn(Editor) -> AnyView,
    /// What the bar at the foot asks for.
    pub(super) act: fn(Editor, Deed, Callback<()>),
    /// Never called: see `parts.rs`.
    _screen: fn() -> AnyView,
}

/// All of it.
pub(crate) static TOOLS: Tools = Tools {
    pick: pick::pick,
    choose: pick::choose,
    paste: paste::put,
    sheet: exchange::sheet,
    json: exchange::json,
    put_catalog: upload::put,
    conflicts,
    chart_changes,
    review: review::review,
    act: Editor::act,
    _screen: super::mapping,
};

/// The tools of one draft, as far as they are here; copied freely.
#[derive(Clone, Copy)]
pub(super) struct Bench {
    /// The draft.
    pub(super) editor: Editor,
    /// The tools, once they are here.
    pub(super) here: RwSignal<Option<&'static Tools>>,
    /// Whether they did not come when they were asked for last.
    pub(super) away: RwSignal<bool>,
    /// Whether they are on their way without anybody waiting for them.
    coming: Stored<bool>,
}

impl Bench {
    /// An empty one.
    pub(super) fn new(editor: Editor) -> Self {
        let (here, away) = (RwSignal::new(None), RwSignal::new(false));
        Self { editor, here, away, coming: Stored::new(false) }
    }

    /// Begins to load the tools, without waiting for them.
    pub(super) fn expect(self) {
        if self.here.with_untracked(Option::is_none) && !self.coming.get_value() {
            self.coming.set_value(true);
            self.fetch(Box::new(move |_| self.coming.set_value(false)));
        }
    }

    /// Loads the tools; that they do not come is said.
    pub(super) fn need(self) {
        if self.here.with_untracked(Option::is_none) {
            self.load(|_| ());
        }
    }

    /// Asks again for tools that did not come.
    pub(super) fn ask_again(self) {
        if self.away.get_untracked() {
            self.need();
        }
    }

    /// Does it with the tools, after what was asked for before; that they do not come is said.
    pub(super) fn run(self, act: impl FnOnce(&'static Tools) + 'static) {
        self.ask(move |tools| {
            if let Some(tools) = tools {
                act(tools);
            }
        });
    }

    /// The same, with the bar busy until the tools are here: what it asks for is done once.
    pub(super) fn run_alone(self, act: impl FnOnce(&'static Tools) + 'static) {
        let busy = self.editor.busy();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        self.ask(move |tools| {
            busy.set(false);
            if let Some(tools) = tools {
                act(tools);
            }
        });
    }

    /// The same, for whoever has to know that they did not come: nothing is handed over then.
    pub(super) fn ask(self, act: impl FnOnce(Option<&'static Tools>) + 'static) {
        if let Some(tools) = self.here.get_untracked() {
            return act(Some(tools));
        }
        let waiting = self.editor.waiting();
        waiting.update(|waiting| *waiting += 1);
        self.load(move |tools| {
            waiting.update(|waiting| *waiting -= 1);
            act(tools);
        });
    }

    fn load(self, then: impl FnOnce(Option<&'static Tools>) + 'static) {
        self.fetch(Box::new(move |tools| {
            if tools.is_none() {
                self.editor.trouble().set(Some(Trouble::NotLoaded));
            }
            then(tools);
        }));
    }

    /// Boxed: one loading for all who ask. A screen that was left meanwhile is left alone.
    fn fetch(self, then: Box<dyn FnOnce(Option<&'static Tools>)>) {
        spawn_local(async move {
            let mut arrived = parts::edit().await.ok();
            if arrived.is_none() {
                // That may have been a try of somebody before, which was failing already.
                arrived = parts::edit().await.ok();
            }
            let Some(first) = self.here.try_with_untracked(Option::is_none) else { return };
            if self.away.get_untracked() == arrived.is_some() {
                self.away.set(arrived.is_none());
            }
            // Once: what is drawn with the tools is not drawn again.
            if arrived.is_some() && first {
                self.here.set(arrived);
                self.settle();
            }
            then(arrived);
        });
    }

    /// What was said of their absence is no longer so.
    fn settle(self) {
        let trouble = self.editor.trouble();
        if trouble.with_untracked(|met| matches!(met, Some(Trouble::NotLoaded))) {
            trouble.set(None);
        }
    }

    /// What one of the tools draws of the draft, as soon as it is here.
    pub(super) fn drawn(self, which: fn(&Tools) -> fn(Editor) -> AnyView) -> AnyView {
        self.expect();
        let again = Callback::new(move |()| self.expect());
        let shown = move || match self.here.get() {
            Some(tools) => which(tools)(self.editor),
            None if self.away.get() => banner::trouble(&Trouble::NotLoaded, Some(again)),
            None => ().into_any(),
        };
        shown.into_any()
    }
}
