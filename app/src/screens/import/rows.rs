//! What the rows propose: what matches nothing first, then changes, new accounts, and what is left.

use leptos::prelude::*;
use waypost_core::exchange::Outcome;

use super::desk::Desk;
use super::row::{left, row};
use crate::memo::memo;
use crate::signal::RwSignal;
use crate::ui::button::button;
use crate::words::count;

/// Rows shown at first in each part, and added by each press.
const STEP: usize = 100;

/// The review; nothing while nothing came.
pub(super) fn review(desk: Desk) -> AnyView {
    let shown = move || {
        desk.came.with(|came| came.as_ref().map(|came| (came.from.clone(), came.rows.len())))
    };
    view! {
        <div role="status">
            {move || shown().map(|(from, rows)| view! {
                <h2>{from}", "{count(rows, "row", "rows")}</h2>
            })}
        </div>
        {move || shown().is_some().then(|| view! {
            {part(desk, Outcome::Unmatched, "Without a match")}
            {part(desk, Outcome::Change, "Changes")}
            {part(desk, Outcome::Create, "New")}
            {part(desk, Outcome::Skip, "Left as it is")}
        })}
    }
    .into_any()
}

fn part(desk: Desk, outcome: Outcome, title: &'static str) -> AnyView {
    let most = RwSignal::new(STEP);
    let places = memo(move || {
        desk.proposals.with(|all| {
            let of_part = all.iter().enumerate().filter(|(_, one)| one.outcome == outcome);
            of_part.map(|(at, _)| at).collect::<Vec<_>>()
        })
    });
    let rows = move || {
        let shown: Vec<usize> =
            places.with(|places| places.iter().copied().take(most.get()).collect());
        let draw: fn(Desk, usize) -> AnyView = if outcome == Outcome::Skip { left } else { row };
        shown.into_iter().map(|at| draw(desk, at)).collect_view()
    };
    let more = move || {
        let rest = places.with(Vec::len).saturating_sub(most.get());
        (rest > 0).then(|| {
            view! {
                <div class="card-body cluster">
                    <span class="faint">{rest}" more"</span>
                    {button("Show more", move || most.update(|most| *most += STEP))}
                </div>
            }
        })
    };
    view! {
        {move || places.with(|places| !places.is_empty()).then(|| view! {
            <section class="card" aria-label=title>
                <div class="card-head"><h3>{title}</h3><span class="faint push">{places.with(Vec::len)}</span></div>
                <ul class="preview-lines">{rows}</ul>
                {more}
            </section>
        })}
    }
    .into_any()
}
