//! What a person does about something: a button, or a form that asks for words first; what came of it
//! stands where it was done and is said aloud.
//!
//! Invariant: one deed of a place at a time, and a refusal stays until the next one.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::announce::say;
use super::banner;
use super::field::Field;
use super::summary::Summary;
use crate::client::Trouble;
use crate::signal::RwSignal;

/// A deed under way; answers what came of it, in words.
pub(crate) type Doing = Pin<Box<dyn Future<Output = Result<String, Trouble>>>>;

/// The deeds of one place; copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Deeds {
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    done: RwSignal<String>,
}

impl Deeds {
    /// A place where nothing has been done yet.
    pub(crate) fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            done: RwSignal::new(String::new()),
        }
    }

    /// Does it, unless something is being done.
    fn start(self, doing: impl FnOnce() -> Doing, then: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        self.done.set(String::new());
        let doing = doing();
        spawn_local(async move {
            match doing.await {
                Ok(words) => {
                    say(&words);
                    self.done.try_set(words);
                    then();
                }
                Err(met) => self.trouble.try_set(Some(met)),
            }
            self.busy.try_set(false);
        });
    }

    /// A button that does it.
    pub(crate) fn button(
        self,
        words: &'static str,
        doing: impl Fn() -> Doing + 'static,
    ) -> AnyView {
        let doing: Box<dyn Fn() -> Doing> = Box::new(doing);
        view! {
            <button type="button" class="button" aria-disabled=move || self.busy.get().then_some("true")
                on:click=move |_| self.start(&doing, || ())>{words}</button>
        }
        .into_any()
    }

    /// A form, folded away, that asks for every field before it does it. `fields` come with the words
    /// for what is missing.
    pub(crate) fn form(
        self,
        title: &'static str,
        fields: Vec<(Field, &'static str)>,
        send: &'static str,
        doing: impl Fn(Vec<String>) -> Doing + 'static,
    ) -> AnyView {
        let doing: Box<dyn Fn(Vec<String>) -> Doing> = Box::new(doing);
        let only: Vec<&Field> = fields.iter().map(|(field, _)| field).collect();
        let summary = Summary::of(&only);
        let shown = fields.iter().map(|(field, _)| field.show()).collect_view();
        let submit = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let complete: Vec<bool> =
                fields.iter().map(|(field, missing)| field.require(missing)).collect();
            if summary.refuses(&complete) {
                return;
            }
            let given = fields.iter().map(|(field, _)| field.trimmed()).collect();
            let typed: Vec<_> = fields.iter().map(|(field, _)| field.value).collect();
            self.start(
                || doing(given),
                move || typed.iter().for_each(|value| value.try_set(String::new())),
            );
        };
        view! {
            <details class="disclosure deed">
                <summary>{title}</summary>
                <form class="stack tight" novalidate on:submit=submit>
                    {summary.show()}
                    {shown}
                    <div><button type="submit" class="button" aria-disabled=move || self.busy.get().then_some("true")>{send}</button></div>
                </form>
            </details>
        }
        .into_any()
    }

    /// What came of the last one.
    pub(crate) fn outcome(self) -> AnyView {
        view! {
            {banner::trouble_of(self.trouble)}
            <p class="deed-done soft">{move || self.done.get()}</p>
        }
        .into_any()
    }
}
