//! The bar at the foot of the work: what is unsaved, and the one next step.

use leptos::prelude::*;
use waypost_core::wire::Severity;

use super::{Deed, Editor, review};
use crate::guard::Guard;
use crate::location::{self, Left};
use crate::memo::{fixed, memo};
use crate::ui::banner;
use crate::ui::button::{button, primary};
use crate::ui::focus::focus_once_drawn;
use crate::ui::tag::{Tone, tag};
use crate::words::count;

/// The element that asks what becomes of the work.
const LEAVING: &str = "leaving";

/// The bar. `act` does what is asked of it ([`Editor::act`]).
pub(crate) fn save_bar(editor: Editor, act: Callback<Deed>) -> AnyView {
    let guard = Guard::current();
    view! {
        <section class="save-bar" aria-label="Save and submit">
            {move || editor.trouble.get().map(|met| view! { <div class="save-bar-trouble">{banner::trouble(&met, None)}</div> })}
            {move || {
                if let Some(path) = guard.held().get() {
                    leaving(editor, guard, path, act)
                } else if editor.changes.get() > 0 {
                    unsaved(editor, act)
                } else {
                    settled(editor, act)
                }
            }}
        </section>
    }
    .into_any()
}

/// A link was held back: the person says what becomes of the work.
fn leaving(editor: Editor, guard: Guard, path: String, act: Callback<Deed>) -> AnyView {
    let leave_path = path.clone();
    focus_once_drawn(LEAVING);
    view! {
        <p tabindex="-1" id=LEAVING><strong>{move || count(editor.changes.get(), "change is", "changes are")} " not saved."</strong>" Changes that you leave are kept in this browser."</p>
        {button("Stay", move || guard.held().set(None))}
        {button("Leave", move || {
            guard.set(false);
            location::go(&leave_path, Left::Behind);
        })}
        {primary(fixed("Save and leave".into()), editor.busy, move || {
            act.run(Deed::SaveAndLeave(path.clone()));
        })}
    }
    .into_any()
}

fn unsaved(editor: Editor, act: Callback<Deed>) -> AnyView {
    let words = memo(move || format!("Save {}", count(editor.changes.get(), "change", "changes")));
    view! {
        <p class="faint">
            {count(editor.changes.get_untracked(), "unsaved change", "unsaved changes")} ". "
            {move || editor.moving.with(|moving| moving.sentence(&editor.accounts()))}
        </p>
        {button("Discard", move || editor.discard())}
        {reviewed()}
        {primary(words, editor.busy, move || act.run(Deed::Save))}
    }
    .into_any()
}

/// Opens and closes the review of what moves.
fn reviewed() -> AnyView {
    let expanded = || if review::is_open() { "true" } else { "false" };
    view! {
        <button type="button" class="button" aria-expanded=expanded on:click=|_| review::open(!review::is_open())>"Review"</button>
    }
    .into_any()
}

fn settled(editor: Editor, act: Callback<Deed>) -> AnyView {
    let saved = editor.saved.get();
    let active = saved.active.as_ref();
    if let Some(version) = active.filter(|version| version.mapping == saved.draft.mapping) {
        let words = format!("Version {} is set up and posts.", version.version);
        return view! { {tag(Tone::Ok, "Set up")}<p class="faint">{words}</p> }.into_any();
    }
    let posts = active.map_or_else(
        || "Nothing is posted until a mapping is submitted.".to_owned(),
        |version| format!("Version {} posts until this draft is submitted.", version.version),
    );
    if !editor.may_edit {
        return view! { <p class="faint">{posts}" You may read the mapping; a mapper or an administrator edits it."</p> }.into_any();
    }
    let errors =
        saved.draft.findings.iter().filter(|found| found.severity == Severity::Error).count();
    let standing = (errors > 0).then(|| {
        format!(" {} in the way of submitting.", count(errors, "thing stands", "things stand"))
    });
    if saved.draft.done {
        view! {
            <p class="faint">"Mapping is done. " {posts} {standing}</p>
            {reviewed()}
            {primary(fixed("Submit".into()), editor.busy, move || act.run(Deed::Submit))}
        }
        .into_any()
    } else {
        view! {
            <p class="faint">"Saved. " {posts} {standing}</p>
            {reviewed()}
            {primary(fixed("Done".into()), editor.busy, move || act.run(Deed::Finish))}
        }
        .into_any()
    }
}
