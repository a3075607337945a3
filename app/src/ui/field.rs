//! A labelled input with its hint and its error.
//!
//! Invariant: the error stands at the field and is tied to it, in the same words as in a summary.

use leptos::prelude::*;

use super::ident;

use crate::signal::RwSignal;

/// Whether somebody has the focus in an input: whatever appears meanwhile does not take it from them.
pub(crate) fn is_writing() -> bool {
    document().active_element().is_some_and(|element| element.tag_name() == "INPUT")
}

/// What an input holds and how it is asked for.
#[derive(Clone)]
pub(crate) struct Field {
    /// The input's element.
    pub(crate) id: String,
    /// The label, always visible.
    pub(crate) label: &'static str,
    /// What helps to fill it in; may be empty.
    pub(crate) hint: &'static str,
    /// `text`, `password`, `email`, `search`.
    pub(crate) kind: &'static str,
    /// What the browser may fill in.
    pub(crate) autocomplete: &'static str,
    /// What is typed.
    pub(crate) value: RwSignal<String>,
    /// What is wrong with it.
    pub(crate) error: RwSignal<Option<String>>,
}

impl Field {
    /// A text field that the browser does not fill in.
    pub(crate) fn text(label: &'static str, hint: &'static str) -> Self {
        Self {
            id: ident::fresh("field"),
            label,
            hint,
            kind: "text",
            autocomplete: "off",
            value: RwSignal::new(String::new()),
            error: RwSignal::new(None),
        }
    }

    /// The same field with another kind and what the browser may fill in.
    pub(crate) fn of_kind(mut self, kind: &'static str, autocomplete: &'static str) -> Self {
        self.kind = kind;
        self.autocomplete = autocomplete;
        self
    }

    /// What is typed, without space around it.
    pub(crate) fn trimmed(&self) -> String {
        self.value.with_untracked(|value| value.trim().to_owned())
    }

    /// Notes an error when nothing is typed; answers whether something is.
    pub(crate) fn require(&self, words: &str) -> bool {
        let missing = self.trimmed().is_empty();
        self.error.set(missing.then(|| words.to_owned()));
        !missing
    }

    /// The field on the screen.
    pub(crate) fn show(&self) -> AnyView {
        let Self { id, label, hint, kind, autocomplete, value, error } = self.clone();
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let described = format!("{hint_id} {error_id}");
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <p class="field-hint" id=hint_id>{hint}</p>
                <input
                    class="input"
                    id=id
                    type=kind
                    autocomplete=autocomplete
                    spellcheck="false"
                    aria-describedby=described
                    aria-invalid=move || error.get().map(|_| "true")
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <p class="field-error" id=error_id>{move || error.get()}</p>
            </div>
        }
        .into_any()
    }
}
