//! What the rows come to, in the server's words: before they count, or as they counted.

use leptos::html::H2;
use leptos::prelude::*;
use waypost_core::api::{FactoringReview, FactoringReviewRow};
use waypost_core::wire::{FactoringColumns, PaymentOrigin};

use super::desk::Desk;
use crate::reactive::effect;
use crate::signal::RwSignal;
use crate::stored::Stored;
use crate::ui::amount;
use crate::ui::button::button;
use crate::ui::tag::{Tone, tag};
use crate::words::{self, count};

/// Rows shown at first, and added by each press.
const STEP: usize = 100;

/// The review; nothing before the server has read the report. Its heading takes the focus when it is
/// drawn.
pub(super) fn review(desk: Desk) -> AnyView {
    let shown = move || desk.review.get().map(|review| card(desk, &review));
    shown.into_any()
}

fn card(desk: Desk, review: &FactoringReview) -> AnyView {
    let heading = NodeRef::<H2>::new();
    effect(move || {
        if let Some(heading) = heading.get() {
            // A heading that left the page takes no focus.
            let _ = heading.focus();
        }
    });
    let from = desk.came.with_untracked(|came| came.as_ref().map(|came| came.from.clone()));
    let title =
        format!("{}, {}", from.unwrap_or_default(), count(review.rows.len(), "row", "rows"));
    let most = RwSignal::new(STEP);
    let rows = Stored::new(review.rows.clone());
    let drawn =
        move || rows.with_value(|rows| rows.iter().take(most.get()).map(one).collect_view());
    let more = move || {
        let rest = rows.with_value(Vec::len).saturating_sub(most.get());
        (rest > 0).then(|| {
            view! {
                <div class="card-body cluster">
                    <span class="faint">{rest}" more"</span>
                    {button("Show more", move || most.update(|most| *most += STEP))}
                </div>
            }
        })
    };
    let again = (!review.accepted).then(|| {
        view! { <span class="push">{button("Choose other columns", move || desk.ask_again())}</span> }
    });
    view! {
        <section class="card" aria-labelledby="rows">
            <div class="card-head">
                <h2 id="rows" tabindex="-1" node_ref=heading>{title}</h2>
                {again}
            </div>
            <p class="card-body faint">{read_with(&review.columns)}</p>
            <table class="table">
                <caption class="visually-hidden">"Rows of the report and what becomes of each"</caption>
                <thead><tr>
                    <th scope="col" class="end">"Line"</th>
                    <th scope="col">"Load"</th>
                    <th scope="col" class="end">"Amount"</th>
                    <th scope="col" class="end">"Fee"</th>
                    <th scope="col">"What becomes of it"</th>
                </tr></thead>
                <tbody>{drawn}</tbody>
            </table>
            {more}
        </section>
    }
    .into_any()
}

fn one(row: &FactoringReviewRow) -> AnyView {
    view! {
        <tr>
            <td class="end amount" data-label="Line">{row.line}</td>
            <th scope="row">{row.load.clone()}</th>
            <td class="end whole" data-label="Amount">{amount::written(&row.amount)}</td>
            <td class="end whole" data-label="Fee">{row.fee.as_deref().map(amount::written)}</td>
            <td class="wide" data-label="What becomes of it"><span>{outcome(row)}</span></td>
        </tr>
    }
    .into_any()
}

/// A row that counted before stays as it is: what became of it then is said of it now.
fn outcome(row: &FactoringReviewRow) -> AnyView {
    let message = row.message.clone();
    if row.refused {
        return view! { {tag(Tone::Bad, "Refused")}" "{message} }.into_any();
    }
    let known = row.known.then(|| view! { {tag(Tone::Plain, "Already here")}" " });
    let (tone, state) = words::decided(row.decision.as_deref(), PaymentOrigin::FactoringReport);
    view! { {known}{tag(tone, state)}" "{message} }.into_any()
}

/// "Load from Load No, gross from Gross, date from Paid on."
fn read_with(columns: &FactoringColumns) -> String {
    let FactoringColumns { load, gross, fee, net, date, reference, .. } = columns;
    let named = [
        ("Load", Some(load)),
        ("gross", gross.as_ref()),
        ("fee", fee.as_ref()),
        ("net", net.as_ref()),
        ("date", Some(date)),
        ("reference", reference.as_ref()),
    ];
    let parts: Vec<String> = named
        .into_iter()
        .filter_map(|(what, heading)| Some(format!("{what} from {}", heading?)))
        .collect();
    format!("{}.", parts.join(", "))
}
