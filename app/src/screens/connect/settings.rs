//! Which documents are left out: older ones, and company drivers' statements (R26).

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::Connection;

use super::Work;
use crate::client::Trouble;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::field::Field;
use crate::ui::{banner, button, ident};

/// The form.
pub(super) fn form(work: Work, connection: &Connection) -> AnyView {
    let client = session::client();
    let settings = connection.settings.clone();
    let version = connection.version;
    let go_live = Field::text(
        "First day",
        "Documents with an earlier date are skipped. Leave it empty to skip none.",
    )
    .of_kind("date", "off");
    go_live.value.set(settings.go_live.map(|day| day.to_string()).unwrap_or_default());
    let without_w2 = RwSignal::new(settings.exclude_w2_statements);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let shown = go_live.show();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = go_live.trimmed();
        let Ok(day) = (if typed.is_empty() { Ok(None) } else { typed.parse().map(Some) }) else {
            go_live.error.set(Some("Enter a day of the calendar, or nothing.".into()));
            return;
        };
        go_live.error.set(None);
        if busy.get_untracked() {
            return;
        }
        let mut settings = settings.clone();
        settings.go_live = day;
        settings.exclude_w2_statements = without_w2.get_untracked();
        let id = work.subsidiary();
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match client.put_settings(&id, &settings, version).await {
                Ok(connection) => {
                    say("Saved.");
                    work.connection.set(Some(connection));
                }
                Err(met) => {
                    // Somebody saved first: what they saved is read before it is changed again.
                    if matches!(met, Trouble::Changed(_)) {
                        work.connection.refresh();
                    }
                    trouble.try_set(Some(met));
                }
            }
            busy.try_set(false);
        });
    };
    let id = ident::fresh("w2");
    view! {
        <details class="disclosure">
            <summary>"Leave documents out"</summary>
            <form class="stack" novalidate on:submit=submit>
                {banner::trouble_of(trouble)}
                {shown}
                <div class="choice">
                    <input type="checkbox" id=id.clone() prop:checked=move || without_w2.get()
                        on:change=move |event| without_w2.set(event_target_checked(&event))/>
                    <label for=id>"Leave out statements of company drivers (W-2): they are paid through payroll"</label>
                </div>
                <div>{button::send("Save what is left out", busy)}</div>
            </form>
        </details>
    }
    .into_any()
}
