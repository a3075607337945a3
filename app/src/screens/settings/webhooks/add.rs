//! Adding a webhook. Its secret is shown here, once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::{AddedWebhook, NewWebhook, Page, Webhook};

use crate::client::Trouble;
use crate::load::Load;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::field::Field;
use crate::ui::summary::Summary;
use crate::ui::{banner, button};

/// The form, and the secret after it was sent.
pub(super) fn form(load: Load<Page<Webhook>>) -> AnyView {
    let client = session::client();
    let url = Field::text("Address of the new webhook", "Where each change is posted to: https.");
    let description = Field::text("What it is for", "Such as TMS production. May stay empty.");
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let added = RwSignal::new(None::<AddedWebhook>);
    let summary = Summary::of(&[&url]);
    let (shown_url, shown_description) = (url.show(), description.show());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let named = url.require("Enter the address.");
        if summary.refuses(&[named]) || busy.get_untracked() {
            return;
        }
        let new = NewWebhook { url: url.trimmed(), description: description.trimmed() };
        let typed = [url.value, description.value];
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match client.add_webhook(&new).await {
                Ok(webhook) => {
                    for value in typed {
                        value.try_set(String::new());
                    }
                    added.try_set(Some(webhook));
                    say("The webhook was added. Copy its secret now.");
                    load.refresh();
                }
                Err(met) => trouble.try_set(Some(met)),
            }
            busy.try_set(false);
        });
    };
    view! {
        {move || added.get().map(|webhook| secret(&webhook))}
        <form class="card card-body stack" novalidate on:submit=submit>
            {summary.show()}
            {banner::trouble_of(trouble)}
            {shown_url}
            {shown_description}
            <div>{button::send("Add the webhook", busy)}</div>
        </form>
    }
    .into_any()
}

fn secret(added: &AddedWebhook) -> AnyView {
    banner::banner(
        "ok",
        "Copy the secret of the webhook now: it is not shown again",
        view! {
            <pre class="secret" tabindex="0" aria-label="Secret of the new webhook">{added.secret.clone()}</pre>
            <p>"Your receiver checks "<code>"webhook-signature"</code>" with it."</p>
        },
    )
}
