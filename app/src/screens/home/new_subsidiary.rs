//! Adding a subsidiary.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::{NewSubsidiary, Page, Subsidiary};

use crate::client::Trouble;
use crate::load::Load;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::field::Field;
use crate::ui::summary::Summary;
use crate::ui::{banner, button};

/// The form, folded away.
pub(super) fn form(load: Load<Page<Subsidiary>>) -> AnyView {
    let client = session::client();
    let id =
        Field::text("Id in your TMS", "What documents carry as their subsidiary, such as S-KF.");
    let name = Field::text("Name", "The legal entity's name.");
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let summary = Summary::of(&[&id, &name]);
    let shown = (id.show(), name.show());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let complete = [
            id.require("Enter the subsidiary's id."),
            name.require("Enter the legal entity's name."),
        ];
        if summary.refuses(&complete) || busy.get_untracked() {
            return;
        }
        let new = NewSubsidiary { id: id.trimmed(), name: name.trimmed() };
        busy.set(true);
        trouble.set(None);
        let (id, name) = (id.value, name.value);
        spawn_local(async move {
            match client.add_subsidiary(&new).await {
                Ok(added) => {
                    id.set(String::new());
                    name.set(String::new());
                    say(&format!("{} was added.", added.name));
                    load.refresh();
                }
                Err(met) => trouble.set(Some(met)),
            }
            busy.set(false);
        });
    };
    view! {
        <details class="disclosure">
            <summary>"Add a subsidiary"</summary>
            <form class="card card-body stack" novalidate on:submit=submit>
                {summary.show()}
                {banner::trouble_of(trouble)}
                {shown}
                <div>{button::send("Add the subsidiary", busy)}</div>
            </form>
        </details>
    }
    .into_any()
}
