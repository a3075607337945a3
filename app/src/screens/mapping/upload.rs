//! Putting a catalogue in place from a file: whole, versioned; what disappears is kept as retired.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::CatalogState;

use crate::client::Trouble;
use crate::screens::subsidiary::Here;
use crate::session;
use crate::ui::announce::say;
use crate::ui::{banner, file};

/// The form, folded away; `edition` grows when a catalogue was put in place.
pub(super) fn form(here: Here, edition: RwSignal<u32>) -> AnyView {
    if !session::may_map() {
        return ().into_any();
    }
    let client = session::client();
    let trouble = RwSignal::new(None::<Trouble>);
    let done = RwSignal::new(None::<(String, CatalogState)>);
    let chosen = move |name: String, text: String| {
        trouble.set(None);
        let id = here.id.get_untracked();
        spawn_local(async move {
            match client.put_catalog(&id, text).await {
                Ok(state) => {
                    say("The catalogue is in place.");
                    done.try_set(Some((name, state)));
                    edition.try_update(|edition| *edition += 1);
                }
                Err(met) => drop(trouble.try_set(Some(met))),
            }
        });
    };
    view! {
        <details class="disclosure">
            <summary>"Replace the catalogue"</summary>
            <div class="card card-body stack">
                {file::choose("Catalogue", "JSON with every item that your TMS can put on a line. Unsaved changes of the mapping are kept.", chosen)}
                {banner::trouble_of(trouble)}
                <div role="status">{move || done.get().map(|(name, state)| outcome(&name, &state))}</div>
            </div>
        </details>
    }
    .into_any()
}

fn outcome(name: &str, state: &CatalogState) -> AnyView {
    let words = format!(
        "{} new, {} no longer listed and kept for old documents.",
        state.added.len(),
        state.retired.len()
    );
    banner::banner(
        "ok",
        format!("{name} is in place as version {}", state.version),
        view! { <p>{words}</p> },
    )
}
