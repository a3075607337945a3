//! Putting a catalogue in place from a file: whole, versioned; what disappears is kept as retired.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::CatalogState;

use crate::client::Trouble;
use crate::parts;
use crate::screens::subsidiary::Here;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::{banner, file};

/// What comes of a file.
#[derive(Clone, Copy)]
pub(super) struct Outcome {
    /// What is in the way.
    trouble: RwSignal<Option<Trouble>>,
    /// What is in place, in a few words and in a sentence.
    done: RwSignal<Option<(String, String)>>,
    /// Grows when a catalogue was put in place.
    edition: RwSignal<u32>,
}

/// The form, folded away; `edition` grows when a catalogue was put in place.
pub(super) fn form(here: Here, edition: RwSignal<u32>) -> AnyView {
    if !session::may_map() {
        return ().into_any();
    }
    let (trouble, done) = (RwSignal::new(None::<Trouble>), RwSignal::new(None));
    let outcome = Outcome { trouble, done, edition };
    let chosen = move |name: String, text: String| {
        trouble.set(None);
        let id = here.id.get_untracked();
        spawn_local(async move {
            match parts::edit().await {
                Ok(tools) => (tools.put_catalog)(outcome, id, name, text),
                Err(_) => trouble.try_set(Some(Trouble::NotLoaded)),
            }
        });
    };
    view! {
        <details class="disclosure">
            <summary>"Replace the catalogue"</summary>
            <div class="card card-body stack">
                {file::choose("Catalogue", "JSON with every item that your TMS can put on a line. Unsaved changes of the mapping are kept.", chosen)}
                {banner::trouble_of(trouble)}
                <div role="status">{move || done.get().map(|(title, words)| banner::banner("ok", title, view! { <p>{words}</p> }))}</div>
            </div>
        </details>
    }
    .into_any()
}

/// Puts the catalogue of a file in place.
pub(super) fn put(outcome: Outcome, id: String, name: String, text: String) {
    spawn_local(async move {
        match session::client().put_catalog(&id, text).await {
            Ok(state) => {
                say("The catalogue is in place.");
                outcome.done.try_set(Some(in_words(&name, &state)));
                outcome.edition.update(|edition| *edition += 1);
            }
            Err(met) => outcome.trouble.try_set(Some(met)),
        }
    });
}

fn in_words(name: &str, state: &CatalogState) -> (String, String) {
    let title = format!("{name} is in place as version {}", state.version);
    let words = format!(
        "{} new, {} no longer listed and kept for old documents.",
        state.added.len(),
        state.retired.len()
    );
    (title, words)
}
