//! One proposal: the line, what stands there, what the row says, and what is done about it.

use leptos::prelude::*;
use waypost_core::Slot;
use waypost_core::exchange::{Outcome, Proposal};

use super::desk::Desk;
use crate::draft::moving::title;
use crate::memo::{fixed, memo};
use crate::ui::button::button;
use crate::ui::combobox::{Asked, combobox};
use crate::ui::ident;

/// A row that the person decides about.
pub(super) fn row(desk: Desk, at: usize) -> AnyView {
    let Some(one) = desk.proposals.with(|all| all.get(at).cloned()) else { return ().into_any() };
    let accounts = desk.accounts.get_value();
    let was = title(&accounts, one.was.as_deref());
    let decision = match (one.outcome, one.slot.clone()) {
        (Outcome::Unmatched, Some(slot)) => unmatched(desk, at, &one, slot),
        _ => matched(desk, at, &one),
    };
    view! {
        <li class="preview-line import-line">
            <p><strong>{one.name}</strong></p>
            <p class="faint">"Now: "{was}</p>
            {decision}
        </li>
    }
    .into_any()
}

/// A row that changes nothing, and why.
pub(super) fn left(desk: Desk, at: usize) -> AnyView {
    let Some(one) = desk.proposals.with(|all| all.get(at).cloned()) else { return ().into_any() };
    let said = (!one.said.is_empty()).then(|| format!(": {}", one.said));
    view! { <li class="preview-line"><p>{one.name}{said}</p><p class="faint">{one.message}</p></li> }
        .into_any()
}

fn matched(desk: Desk, at: usize, one: &Proposal) -> AnyView {
    let id = ident::fresh("take");
    let account = title(&desk.accounts.get_value(), one.account.as_deref());
    let differs = account != one.said;
    let said = differs.then(|| view! { <p class="faint">"The row says "{one.said.clone()}</p> });
    let ticked = move |event| {
        if event_target_checked(&event) { desk.restore(at) } else { desk.decide(at, None) }
    };
    view! {
        <div class="choice">
            <input type="checkbox" id=id.clone() prop:checked=move || desk.taken(at).is_some() on:change=ticked/>
            <label for=id>{account}</label>
        </div>
        {said}
    }
    .into_any()
}

fn unmatched(desk: Desk, at: usize, one: &Proposal, slot: Slot) -> AnyView {
    let accounts = desk.accounts.get_value();
    let nearest = one.nearest.iter().map(|id| {
        let account = id.clone();
        button(accounts.title(id), move || desk.decide(at, Some(account.clone())))
    });
    let nearest = (!one.nearest.is_empty()).then(|| {
        view! { <div class="cluster"><span class="faint">"Nearest:"</span>{nearest.collect_view()}</div> }
    });
    let own = memo(move || desk.taken(at));
    let shown = memo(move || {
        own.with(|own| {
            own.as_deref().map(|id| desk.accounts.get_value().title(id)).unwrap_or_default()
        })
    });
    let asked = Asked {
        choices: Callback::new(move |typed: String| {
            let catalog = desk.catalog.get_value();
            desk.state.with(|state| {
                let mapping = &state.draft.mapping;
                desk.accounts.get_value().choices(&typed, &slot, mapping, catalog.as_deref())
            })
        }),
        default: memo(move || own.with(Option::is_some).then(|| "Leave it as it is".to_owned())),
        chosen: Callback::new(move |account| desk.decide(at, account)),
        left: Callback::new(|_| {}),
    };
    let said = format!("The row says {}. {}", one.said, one.message.clone().unwrap_or_default());
    let name = fixed(format!("Account of {}", one.name));
    view! {
        <p class="field-error">{said}</p>
        {nearest}
        {combobox(ident::fresh("match"), name, shown, own, asked, None, "")}
    }
    .into_any()
}
