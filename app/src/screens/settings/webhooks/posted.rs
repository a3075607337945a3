//! What was posted to a webhook last, and what came of it. Read when somebody asks.

use leptos::prelude::*;
use waypost_core::api::{Delivery, DeliveryState};

use crate::load::Load;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::button::button;
use crate::ui::loaded::loaded;
use crate::ui::moment::moment;

/// The button, and the list once it was pressed.
pub(super) fn list(id: &str) -> AnyView {
    let asked = RwSignal::new(false);
    let id = id.to_owned();
    view! {
        {move || if asked.get() {
            shown(&id)
        } else {
            view! { <div>{button("Show what was posted", move || asked.set(true))}</div> }.into_any()
        }}
    }
    .into_any()
}

fn shown(id: &str) -> AnyView {
    let client = session::client();
    let id = id.to_owned();
    let load = Load::new(move || {
        let id = id.clone();
        async move { client.deliveries(&id).await }
    });
    loaded(load, "what was posted", |page| table(&page.items))
}

fn table(deliveries: &[Delivery]) -> AnyView {
    if deliveries.is_empty() {
        return view! { <p>"Nothing was posted yet."</p> }.into_any();
    }
    let rows = deliveries.iter().map(row).collect_view();
    view! {
        <table class="table">
            <caption class="visually-hidden">"What was posted"</caption>
            <thead><tr>
                <th scope="col">"What"</th>
                <th scope="col">"When"</th>
                <th scope="col">"State"</th>
                <th scope="col">"Last try"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(delivery: &Delivery) -> AnyView {
    let state = match delivery.state {
        DeliveryState::Waiting => "Waiting",
        DeliveryState::Delivered => "Taken",
        DeliveryState::GivenUp => "Given up",
    };
    let last = delivery.attempts.last().map(|attempt| attempt.outcome.clone()).unwrap_or_default();
    view! {
        <tr>
            <th scope="row">{delivery.kind.clone()}</th>
            <td data-label="When">{moment(&delivery.at)}</td>
            <td data-label="State">{state}</td>
            <td data-label="Last try">{last}</td>
        </tr>
    }
    .into_any()
}
