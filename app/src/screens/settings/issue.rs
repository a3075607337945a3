//! Making a key. Its secret is shown here, once.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::{IssuedKey, Key, KeyScope, NewKey, Page};

use crate::client::Trouble;
use crate::load::Load;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::field::Field;
use crate::ui::summary::Summary;
use crate::ui::{banner, button, ident};
use crate::words;

/// The form, and the secret after it was sent.
pub(super) fn form(load: Load<Page<Key>>) -> AnyView {
    let client = session::client();
    let name = Field::text("Name of the new key", "What it is for, such as TMS production.");
    let documents = RwSignal::new(true);
    let catalog = RwSignal::new(true);
    let unchosen = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let issued = RwSignal::new(None::<IssuedKey>);
    let summary = Summary::of(&[&name]);
    let shown = name.show();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wanted = [
            (documents.get_untracked(), KeyScope::Documents),
            (catalog.get_untracked(), KeyScope::Catalog),
        ];
        let scopes: Vec<_> =
            wanted.into_iter().filter_map(|(on, scope)| on.then_some(scope)).collect();
        unchosen.set(scopes.is_empty());
        let named = name.require("Enter what the key is for.");
        if summary.refuses(&[named]) || scopes.is_empty() || busy.get_untracked() {
            return;
        }
        let new = NewKey { name: name.trimmed(), scopes };
        let typed = name.value;
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match client.issue_key(&new).await {
                Ok(key) => {
                    typed.try_set(String::new());
                    issued.try_set(Some(key));
                    say("The key was made. Copy it now.");
                    load.refresh();
                }
                Err(met) => trouble.try_set(Some(met)),
            }
            busy.try_set(false);
        });
    };
    view! {
        {move || issued.get().map(|key| secret(&key))}
        <form class="card card-body stack" novalidate on:submit=submit>
            {summary.show()}
            {banner::trouble_of(trouble)}
            {shown}
            <fieldset>
                <legend>"What it may do"</legend>
                {check(words::scope(KeyScope::Documents), documents)}
                {check(words::scope(KeyScope::Catalog), catalog)}
                <p class="field-error" role="alert">{move || unchosen.get().then_some("Choose at least one.")}</p>
            </fieldset>
            <div>{button::send("Make the key", busy)}</div>
        </form>
    }
    .into_any()
}

fn secret(issued: &IssuedKey) -> AnyView {
    banner::banner(
        "ok",
        format!("Copy the key {} now: it is not shown again", issued.key.name),
        view! {
            <pre class="secret" tabindex="0" aria-label="The new key">{issued.secret.clone()}</pre>
            <p>"Send it as "<code>"Authorization: Bearer …"</code>"."</p>
        },
    )
}

fn check(label: &'static str, on: RwSignal<bool>) -> AnyView {
    let id = ident::fresh("scope");
    view! {
        <div class="choice">
            <input type="checkbox" id=id.clone() prop:checked=move || on.get()
                on:change=move |event| on.set(event_target_checked(&event))/>
            <label for=id>{label}</label>
        </div>
    }
    .into_any()
}
