//! What differs between two versions: slot by slot, and what that moves of the documents of late.

use leptos::prelude::*;
use waypost_core::wire::{Mapping, TransactionType, Turnover};
use waypost_core::{Rules, Slot, moves, names};

use super::Shown;
use super::choice::{choice, chosen};
use crate::draft::merge::changes;
use crate::draft::moving::{Moving, title};
use crate::load::Load;
use crate::memo::memo;
use crate::session;
use crate::signal::RwSignal;
use crate::stored::Stored;
use crate::ui::button::button;
use crate::words::count;

/// Rows shown at first, and added by each press.
const STEP: usize = 100;

/// The choice of two, and their difference.
pub(super) fn between(shown: Stored<Shown>) -> AnyView {
    let client = session::client();
    let id = shown.with_value(|all| all.id.clone());
    let turnover: Load<Turnover> = Load::new(move || {
        let id = id.clone();
        async move { client.turnover(&id).await }
    });
    let pair = memo(move || shown.with_value(chosen));
    let from = memo(move || pair.with(|pair| pair.0.clone()));
    let to = memo(move || pair.with(|pair| pair.1.clone()));
    view! {
        <div class="card-head"><h2>"What differs"</h2></div>
        <div class="pane-choice">
            {choice(shown, "from", "From", from)}
            {choice(shown, "to", "To", to)}
        </div>
        {move || {
            let mappings = shown.with_value(|all| {
                pair.with(|(from, to)| all.mapping(from).zip(all.mapping(to)))
            });
            match mappings {
                Some((before, after)) => difference(shown, turnover, &before, &after),
                None => view! { <p class="card-body soft">"There is no such version."</p> }.into_any(),
            }
        }}
    }
    .into_any()
}

fn difference(
    shown: Stored<Shown>,
    turnover: Load<Turnover>,
    before: &Mapping,
    after: &Mapping,
) -> AnyView {
    let slots = changes(before, after);
    let exported = (before.transaction_types != after.transaction_types).then(|| {
        let words = format!("Exported: {}, then {}.", types(before), types(after));
        view! { <p>{words}</p> }
    });
    let rules = shown.with_value(|all| {
        let of = |mapping| Rules::new(mapping, all.accounts.chart(), all.catalog.as_deref());
        (of(before), of(after))
    });
    let moved = move || {
        turnover.value().with(|turnover| {
            let turnover = turnover.as_ref()?;
            let moving = Moving::new(moves(&rules.0, &rules.1, turnover));
            Some(shown.with_value(|all| moving.sentence(&all.accounts)))
        })
    };
    let number = count(slots.len(), "account differs", "accounts differ");
    view! {
        <div class="card-body stack tight review-words">
            <p><strong>{number}"."</strong></p>
            {exported}
            <p class="faint">{moved}</p>
        </div>
        {rows(shown, slots, before.clone(), after.clone())}
    }
    .into_any()
}

fn rows(shown: Stored<Shown>, slots: Vec<Slot>, before: Mapping, after: Mapping) -> AnyView {
    let (most, total) = (RwSignal::new(STEP), slots.len());
    let rows = move || {
        shown.with_value(|all| {
            let rows = slots.iter().take(most.get()).map(|slot| {
                let label = names::label(slot, all.catalog.as_deref());
                let was = title(&all.accounts, before.get(slot));
                let is = title(&all.accounts, after.get(slot));
                view! {
                    <li class="preview-line">
                        <p><strong>{label}</strong></p>
                        <p>{was}</p>
                        <p><span class="visually-hidden">"to "</span><span aria-hidden="true">"→ "</span>{is}</p>
                    </li>
                }
            });
            rows.collect_view()
        })
    };
    view! {
        <ul class="preview-lines">{rows}</ul>
        {move || {
            let left = total.saturating_sub(most.get());
            (left > 0).then(|| view! {
                <div class="card-body cluster">
                    <span class="faint">{left}" more"</span>
                    {button("Show more", move || most.update(|most| *most += STEP))}
                </div>
            })
        }}
    }
    .into_any()
}

fn types(mapping: &Mapping) -> String {
    let named: Vec<String> = mapping
        .transaction_types
        .iter()
        .map(|one| match one {
            TransactionType::Revenue => "revenue".to_owned(),
            TransactionType::Expense => "expense".to_owned(),
        })
        .collect();
    if named.is_empty() { "nothing".to_owned() } else { names::listed(&named, "and") }
}
