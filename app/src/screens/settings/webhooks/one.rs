//! One webhook: how it fares, on or off, and taking it away.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::{ChangedWebhook, Page, Webhook};

use super::{again, posted};
use crate::client::Trouble;
use crate::load::Load;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::banner;
use crate::ui::button::button;
use crate::ui::moment::in_words;
use crate::ui::tag::{Tone, tag};

/// The webhook with all that may be done about it.
pub(super) fn card(
    load: Load<Page<Webhook>>,
    trouble: RwSignal<Option<Trouble>>,
    webhook: &Webhook,
) -> AnyView {
    let name = name(webhook);
    let label = name.clone();
    let (tone, state) = state(webhook);
    let stopped = webhook
        .stopped
        .clone()
        .map(|words| banner::banner("bad", "Nothing is posted", view! { <p>{words}</p> }));
    view! {
        <article class="card card-body stack" aria-label=label>
            <h3>{name}</h3>
            <pre>{webhook.url.clone()}</pre>
            <p class="cluster">{tag(tone, state)}<span>{waiting(webhook.waiting)}</span></p>
            {stopped}
            <div class="cluster">
                {switch(load, trouble, webhook)}
                {remove(load, trouble, webhook)}
            </div>
            {again::form(load, trouble, &webhook.id)}
            {posted::list(&webhook.id)}
        </article>
    }
    .into_any()
}

fn name(webhook: &Webhook) -> String {
    let named = !webhook.description.is_empty();
    if named { webhook.description.clone() } else { webhook.url.clone() }
}

fn is_on(webhook: &Webhook) -> bool {
    webhook.enabled && webhook.stopped.is_none()
}

fn state(webhook: &Webhook) -> (Tone, String) {
    match (&webhook.failing_since, is_on(webhook)) {
        (_, false) if webhook.stopped.is_some() => (Tone::Bad, "Given up".to_owned()),
        (_, false) => (Tone::Plain, "Off".to_owned()),
        (Some(since), true) => (Tone::Warn, format!("Fails since {}", in_words(since))),
        (None, true) => (Tone::Ok, "On".to_owned()),
    }
}

fn waiting(count: u64) -> String {
    match count {
        0 => "Nothing waits".to_owned(),
        1 => "1 change waits".to_owned(),
        more => format!("{more} changes wait"),
    }
}

/// Turning on or off.
fn switch(
    load: Load<Page<Webhook>>,
    trouble: RwSignal<Option<Trouble>>,
    webhook: &Webhook,
) -> AnyView {
    let client = session::client();
    let enabled = !is_on(webhook);
    let id = webhook.id.clone();
    let (url, description) = (webhook.url.clone(), webhook.description.clone());
    let changed = ChangedWebhook { url, description, enabled };
    button(if enabled { "Turn on" } else { "Turn off" }, move || {
        let (id, changed) = (id.clone(), changed.clone());
        trouble.set(None);
        spawn_local(async move {
            match client.change_webhook(&id, &changed).await {
                Ok(_) => {
                    say(if enabled { "The webhook is on." } else { "The webhook is off." });
                    load.refresh();
                }
                Err(met) => trouble.try_set(Some(met)),
            }
        });
    })
}

/// Removing asks once more in place: what is still owed is forgotten with it.
fn remove(
    load: Load<Page<Webhook>>,
    trouble: RwSignal<Option<Trouble>>,
    webhook: &Webhook,
) -> AnyView {
    let client = session::client();
    let asked = RwSignal::new(false);
    let id = webhook.id.clone();
    let act = Callback::new(move |()| {
        let id = id.clone();
        trouble.set(None);
        spawn_local(async move {
            match client.remove_webhook(&id).await {
                Ok(()) => {
                    say("The webhook was removed.");
                    load.refresh();
                }
                Err(met) => trouble.try_set(Some(met)),
            }
        });
    });
    view! {
        {move || if asked.get() {
            view! {
                <span class="cluster">
                    {button("Remove for good", move || act.run(()))}
                    {button("Keep", move || asked.set(false))}
                </span>
            }.into_any()
        } else {
            button("Remove", move || asked.set(true))
        }}
    }
    .into_any()
}
