//! An editable combobox for one account, after the ARIA pattern: the focus stays in the input, the
//! active option moves, Enter chooses, Escape leaves everything as it was.
//!
//! Invariant: at most one list is open, and what cannot be used can be read but never chosen.

mod keys;
mod list;

use leptos::html::Input;
use leptos::prelude::*;

use crate::accounts::{Choice, Choices};
use crate::memo::{Memo, memo};
use crate::reactive::effect;
use crate::signal::RwSignal;
use crate::stored::Stored;
use crate::ui::ident;

/// What happens with a choice.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    /// The accounts for what was typed.
    pub(crate) choices: Callback<String, Choices>,
    /// Words of the option that takes the account away; none where the slot needs an account.
    pub(crate) default: Memo<Option<String>>,
    /// An account was chosen, or taken away.
    pub(crate) chosen: Callback<Option<String>>,
    /// The person left without choosing; true when the focus is still in the input.
    pub(crate) left: Callback<bool>,
}

/// How somebody began to write before the combobox was here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Begun {
    /// What was written; none while nothing was.
    pub(crate) typed: Option<String>,
    /// From where to where it is selected; none where all of it is.
    pub(crate) caret: Option<(u32, u32)>,
    /// How many options they went down, or up where it is below zero.
    pub(crate) steps: i32,
}

/// The state of one combobox while it is on the screen.
#[derive(Clone, Copy)]
struct Combobox {
    id: Stored<String>,
    input: NodeRef<Input>,
    asked: Asked,
    shown: Memo<String>,
    typed: RwSignal<Option<String>>,
    open: RwSignal<bool>,
    active: RwSignal<usize>,
    refusal: RwSignal<Option<String>>,
    choices: Memo<Choices>,
}

impl Combobox {
    fn option_id(self, at: usize) -> String {
        self.id.with_value(|id| format!("{id}-{at}"))
    }

    fn list_id(self) -> String {
        self.id.with_value(|id| format!("{id}-list"))
    }

    fn show_list(self) {
        self.open.set(true);
    }

    /// Chooses the option, or says why it cannot be chosen.
    fn choose(self, at: usize) {
        let Some(choice) = self.choices.with_untracked(|choices| choices.list.get(at).cloned())
        else {
            return;
        };
        if let Some(reason) = choice.refused {
            self.refusal.set(Some(reason));
            return;
        }
        self.close();
        self.asked.chosen.run(choice.account);
    }

    fn close(self) {
        self.open.set(false);
        self.typed.set(None);
        self.refusal.set(None);
    }

    /// The focus before the next key. What somebody wrote goes on at its caret; what stands there is
    /// selected, so that typing replaces it.
    fn take_focus(self, caret: Option<(u32, u32)>) {
        let Some(input) = self.input.get_untracked() else { return };
        // An input that cannot take the focus has just left the page.
        let _ = input.focus();
        let Some((from, to)) = caret else {
            // Drawn first: what is drawn after a selection takes the selection away.
            request_animation_frame(move || {
                if self.typed.try_with_untracked(Option::is_none) == Some(true) {
                    input.select();
                }
            });
            return;
        };
        // After the text, and before the next key.
        queue_microtask(move || {
            // A text field refuses no selection.
            let _ = input.set_selection_range(from, to);
        });
    }

    /// The focus went elsewhere; also when the input leaves the page, and its state with it.
    fn lost_focus(self) {
        if self.open.try_get_untracked().is_some() {
            self.close();
            self.asked.left.try_run(false);
        }
    }

    /// To the next option, or the one before; from the last one to the first and back.
    fn step(self, down: bool) {
        let last = self.choices.with_untracked(|choices| choices.list.len().saturating_sub(1));
        self.move_to(match self.active.get_untracked() {
            at if down => {
                if at >= last {
                    0
                } else {
                    at + 1
                }
            }
            0 => last,
            at => at - 1,
        });
    }

    fn move_to(self, at: usize) {
        self.active.set(at);
        self.refusal.set(None);
        let id = self.option_id(at);
        if let Some(option) = document().get_element_by_id(&id) {
            list::scroll_into_view(&option);
        }
    }
}

/// The combobox. `shown` is the account that stands there; `name` labels the input when no visible
/// label does (`label_id`); `begun` opens it, with what was written before.
pub(crate) fn combobox(
    id: String,
    name: Memo<String>,
    shown: Memo<String>,
    current: Memo<Option<String>>,
    asked: Asked,
    begun: Option<Begun>,
    described_by: &str,
) -> AnyView {
    let opened = begun.is_some();
    let Begun { typed: first, caret, steps } = begun.unwrap_or_default();
    let typed = RwSignal::new(first);
    let choices = memo(move || with_default(asked, typed.get()));
    let refusal_id = ident::fresh("refusal");
    let this = Combobox {
        id: Stored::new(id.clone()),
        input: NodeRef::new(),
        asked,
        shown,
        typed,
        open: RwSignal::new(opened),
        active: RwSignal::new(0),
        refusal: RwSignal::new(None),
        choices,
    };
    // A new list begins at the account that stands there; what is found begins at the best match.
    effect(move || {
        let now = current.get();
        let searching = typed.with(Option::is_some);
        let stands = |choices: &Choices| choices.list.iter().position(|one| one.account == now);
        this.active.set(choices.with(stands).filter(|_| !searching).unwrap_or_default());
    });
    if opened {
        effect(move || {
            this.take_focus(caret);
            for _ in 0..steps.unsigned_abs() {
                this.step(steps > 0);
            }
        });
    }
    let active_id = move || {
        (this.open.get() && this.choices.with(|choices| !choices.list.is_empty()))
            .then(|| this.option_id(this.active.get()))
    };
    view! {
        <div class="combobox">
            <input
                class="input"
                id=id
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                node_ref=this.input
                aria-label=move || name.get()
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-controls=move || this.open.get().then(|| this.list_id())
                aria-expanded=move || if this.open.get() { "true" } else { "false" }
                aria-activedescendant=active_id
                aria-describedby=format!("{refusal_id} {described_by}")
                prop:value=move || this.typed.get().unwrap_or_else(|| this.shown.get())
                on:input=move |event| {
                    this.typed.set(Some(event_target_value(&event)));
                    this.refusal.set(None);
                    this.show_list();
                }
                on:click=move |_| this.show_list()
                on:keydown=move |event| keys::pressed(this, &event)
                on:blur=move |_| this.lost_focus()
            />
            {move || this.open.get().then(|| list::list(this))}
            <p class="field-error" id=refusal_id role="alert">{move || this.refusal.get()}</p>
        </div>
    }
    .into_any()
}

fn is_default(choice: &Choice) -> bool {
    choice.account.is_none()
}

/// "Use the default" stands first, where the slot may be empty, until something is searched for.
fn with_default(asked: Asked, typed: Option<String>) -> Choices {
    let typed = typed.unwrap_or_default();
    let searching = !typed.trim().is_empty();
    let mut choices = asked.choices.run(typed);
    if let Some(words) = asked.default.get().filter(|_| !searching) {
        let none = Choice {
            account: None,
            number: String::new(),
            name: words,
            about: String::new(),
            refused: None,
            evidence: None,
        };
        choices.list.insert(0, none);
    }
    choices
}
