//! Choosing what to sync: Revenue, Expense or both (R10), and payments. Stored with the mapping's draft.

use leptos::prelude::*;
use waypost_core::api::{Connection, MappingState};
use waypost_core::wire::TransactionType;

use super::saving::Saving;
use super::steps::Steps;
use super::task::{self, Progress};
use super::{Work, payments, settings};
use crate::signal::RwSignal;
use crate::ui::{banner, button, ident};

/// The task.
pub(super) fn task(
    work: Work,
    steps: Steps,
    connection: Option<&Connection>,
    state: Option<&MappingState>,
) -> AnyView {
    let body = match state {
        Some(state) if work.mapper => view! {
            {form(work, state)}
            {connection.map(|connection| payments::payments(work, state, connection))}
            {connection.filter(|_| work.admin).map(|connection| settings::form(work, connection))}
        }
        .into_any(),
        Some(_) => view! { <p>"A mapper or an administrator chooses what to sync."</p> }.into_any(),
        None => view! { <p>"Sign in first."</p> }.into_any(),
    };
    task::task(work.opened, "Choose what to sync", Progress::of(steps.sync, steps.company), body)
}

fn form(work: Work, state: &MappingState) -> AnyView {
    let draft = state.draft.clone();
    let revenue = RwSignal::new(draft.mapping.selects(TransactionType::Revenue));
    let expense = RwSignal::new(draft.mapping.selects(TransactionType::Expense));
    let saving = Saving::new();
    let unchosen = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = [
            (revenue.get_untracked(), TransactionType::Revenue),
            (expense.get_untracked(), TransactionType::Expense),
        ];
        let chosen: Vec<_> =
            chosen.into_iter().filter_map(|(on, kind)| on.then_some(kind)).collect();
        unchosen.set(chosen.is_empty());
        if chosen.is_empty() {
            return;
        }
        let mut mapping = draft.mapping.clone();
        mapping.transaction_types = chosen;
        saving.put(work, mapping, draft.revision);
    };
    view! {
        <form class="stack" on:submit=submit>
            {banner::trouble_of(saving.trouble)}
            <fieldset class="stack tight">
                <legend>"Transaction types"</legend>
                {check("Revenue", "Invoices to customers: receivables and income.", revenue)}
                {check("Expense", "Bills of drivers, owner-operators and carriers: payables and cost.", expense)}
                <p class="field-error" role="alert">{move || unchosen.get().then_some("Choose Revenue, Expense or both.")}</p>
            </fieldset>
            <div>{button::send("Save what to sync", saving.busy)}</div>
        </form>
    }
    .into_any()
}

fn check(label: &'static str, hint: &'static str, on: RwSignal<bool>) -> AnyView {
    let id = ident::fresh("sync");
    let hint_id = format!("{id}-hint");
    view! {
        <div class="choice">
            <input type="checkbox" id=id.clone() aria-describedby=hint_id.clone() prop:checked=move || on.get()
                on:change=move |event| on.set(event_target_checked(&event))/>
            <div><label for=id>{label}</label><p class="faint" id=hint_id>{hint}</p></div>
        </div>
    }
    .into_any()
}
