//! Whether customer payments are sent to the books (R17), beside what the books can take part in. Stored
//! with the mapping's draft; the deposit account is one of the defaults.

use leptos::prelude::*;
use waypost_core::api::{Connection, MappingState};
use waypost_core::capability::exports_customer_payments;
use waypost_core::names;
use waypost_core::wire::System;

use super::Work;
use super::saving::Saving;
use crate::address;
use crate::payments::flows::flows;
use crate::signal::RwSignal;
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
    let draft = state.draft.clone();
    let export = RwSignal::new(draft.mapping.customer_payments.export);
    let saving = Saving::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut mapping = draft.mapping.clone();
        mapping.customer_payments.export = export.get_untracked();
        saving.put(work, mapping, draft.revision);
    };
    let id = ident::fresh("export");
    let hint_id = format!("{id}-hint");
    let label = format!("Send full customer payments to {}", names::system(system));
    let defaults = move || address::defaults(&work.here.id.get());
    view! {
        <form class="stack tight" on:submit=submit>
            {banner::trouble_of(saving.trouble)}
            <div class="choice">
                <input type="checkbox" id=id.clone() aria-describedby=hint_id.clone() prop:checked=move || export.get()
                    on:change=move |event| export.set(event_target_checked(&event))/>
                <div>
                    <label for=id>{label}</label>
                    <p class="faint" id=hint_id>"It holds once the mapping is submitted. They go to the deposit account, one of the "<a href=defaults>"defaults"</a>"."</p>
                </div>
            </div>
            <div>{button::send("Save what is sent", saving.busy)}</div>
        </form>
    }
    .into_any()
}
