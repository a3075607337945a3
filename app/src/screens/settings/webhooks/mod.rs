//! Webhooks: where the company's own system hears of documents and payments that change state.

mod add;
mod again;
mod one;
mod posted;

use leptos::prelude::*;
use waypost_core::api::{Page, Webhook};

use crate::client::Trouble;
use crate::load::Load;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::banner;
use crate::ui::loaded::loaded;

/// The section of the screen.
pub(super) fn section() -> AnyView {
    let client = session::client();
    let load = Load::new(move || client.webhooks());
    view! {
        <section class="stack" aria-labelledby="webhooks">
            <h2 id="webhooks">"Webhooks"</h2>
            <p class="soft">"Each change of state of a document or payment is posted to these addresses, signed. A secret is shown once, when the webhook is added."</p>
            {loaded(load, "webhooks", move |page| list(load, &page.items))}
            {add::form(load)}
        </section>
    }
    .into_any()
}

fn list(load: Load<Page<Webhook>>, webhooks: &[Webhook]) -> AnyView {
    if webhooks.is_empty() {
        return view! { <p>"There is no webhook yet. Add one below for your TMS."</p> }.into_any();
    }
    let trouble = RwSignal::new(None::<Trouble>);
    let all = webhooks.iter().map(|webhook| one::card(load, trouble, webhook)).collect_view();
    view! {
        {banner::trouble_of(trouble)}
        {all}
    }
    .into_any()
}
