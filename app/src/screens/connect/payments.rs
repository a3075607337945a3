//! Whether customer payments are sent to the books (R17), beside what the books can take part in. Stored
//! with the mapping's draft; the deposit account is one of the defaults.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::{Connection, MappingState};
use waypost_core::capability::exports_customer_payments;
use waypost_core::names;
use waypost_core::wire::System;

use super::Work;
use crate::address;
use crate::client::Trouble;
use crate::payments::flows::flows;
use crate::session;
use crate::ui::announce::say;
use crate::ui::{banner, button, ident};

/// The facts, and the choice where the books leave one.
pub(super) fn payments(work: Work, state: &MappingState, connection: &Connection) -> AnyView {
    let system = connection.system;
    let choice = exports_customer_payments(system).then(|| form(work, state, system));
    view! {
        <details class="disclosure">
            <summary>"Payments"</summary>
            <div class="stack">
                {flows(system)}
                {choice}
            </div>
        </details>
    }
    .into_any()
}

fn form(work: Work, state: &MappingState, system: System) -> AnyView {
    let client = session::client();
    let draft = state.draft.clone();
    let export = RwSignal::new(draft.mapping.customer_payments.export);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let mut mapping = draft.mapping.clone();
        mapping.customer_payments.export = export.get_untracked();
        let revision = draft.revision;
        let id = work.subsidiary();
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match client.put_draft(&id, &mapping, revision).await {
                Ok(_) => {
                    say("Saved.");
                    work.changed();
                }
                Err(met) => {
                    // Somebody saved first: their draft is read, and the choice is made on it.
                    if matches!(met, Trouble::Changed(_)) {
                        work.mapping.refresh();
                    }
                    trouble.try_set(Some(met));
                }
            }
            busy.try_set(false);
        });
    };
    let id = ident::fresh("export");
    let hint_id = format!("{id}-hint");
    let label = format!("Send full customer payments to {}", names::system(system));
    let defaults = move || address::defaults(&work.here.id.get());
    view! {
        <form class="stack tight" on:submit=submit>
            {banner::trouble_of(trouble)}
            <div class="choice">
                <input type="checkbox" id=id.clone() aria-describedby=hint_id.clone() prop:checked=move || export.get()
                    on:change=move |event| export.set(event_target_checked(&event))/>
                <div>
                    <label for=id>{label}</label>
                    <p class="faint" id=hint_id>"It holds once the mapping is submitted. They go to the deposit account, one of the "<a href=defaults>"defaults"</a>"."</p>
                </div>
            </div>
            <div>{button::send("Save what is sent", busy)}</div>
        </form>
    }
    .into_any()
}
