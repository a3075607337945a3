//! Sending again what changed since a day.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::{Page, Replay, Webhook};

use crate::client::Trouble;
use crate::load::Load;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::button;
use crate::ui::field::Field;

/// The day, and the button.
pub(super) fn form(
    load: Load<Page<Webhook>>,
    trouble: RwSignal<Option<Trouble>>,
    id: &str,
) -> AnyView {
    let client = session::client();
    let day =
        Field::text("Send again since", "From the start of this day in UTC, 30 days back at most.")
            .of_kind("date", "off");
    let busy = RwSignal::new(false);
    let shown = day.show();
    let id = id.to_owned();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !day.require("Choose a day.") || busy.get_untracked() {
            return;
        }
        let since = Replay { since: format!("{}T00:00:00Z", day.trimmed()) };
        let id = id.clone();
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match client.replay_webhook(&id, &since).await {
                Ok(done) => {
                    say(&format!("{} changes are posted again.", done.changes));
                    load.refresh();
                }
                Err(met) => trouble.try_set(Some(met)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <details>
            <summary>"Send again"</summary>
            <form class="stack" novalidate on:submit=submit>
                {shown}
                <div>{button::send("Post them again", busy)}</div>
            </form>
        </details>
    }
    .into_any()
}
