//! The keys there are, and revoking one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::{Key, Page};

use crate::client::Trouble;
use crate::load::Load;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::banner;
use crate::ui::button::button;
use crate::ui::moment::moment;
use crate::words;

/// All keys.
pub(super) fn table(load: Load<Page<Key>>, keys: &[Key]) -> AnyView {
    if keys.is_empty() {
        return view! { <p>"There is no key yet. Make one below for your TMS."</p> }.into_any();
    }
    let trouble = RwSignal::new(None::<Trouble>);
    let rows = keys.iter().map(|key| row(load, trouble, key)).collect_view();
    view! {
        {banner::trouble_of(trouble)}
        <div class="card">
            <table class="table">
                <caption class="visually-hidden">"API keys"</caption>
                <thead><tr>
                    <th scope="col">"Name"</th>
                    <th scope="col">"Begins with"</th>
                    <th scope="col">"May"</th>
                    <th scope="col">"Last used"</th>
                    <th scope="col"><span class="visually-hidden">"Revoke"</span></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(load: Load<Page<Key>>, trouble: RwSignal<Option<Trouble>>, key: &Key) -> AnyView {
    let may: Vec<_> = key.scopes.iter().map(|scope| words::scope(*scope)).collect();
    let used =
        key.used_at.as_deref().map_or_else(|| "Never".into_any(), |at| moment(at).into_any());
    view! {
        <tr>
            <th scope="row">{key.name.clone()}</th>
            <td data-label="Begins with"><code>{key.prefix.clone()}</code></td>
            <td data-label="May">{may.join(", ")}</td>
            <td data-label="Last used">{used}</td>
            <td>{revoke(load, trouble, key)}</td>
        </tr>
    }
    .into_any()
}

/// Revoking asks once more in place: it cannot be undone, and the TMS stops at once.
fn revoke(load: Load<Page<Key>>, trouble: RwSignal<Option<Trouble>>, key: &Key) -> AnyView {
    let client = session::client();
    let asked = RwSignal::new(false);
    let (id, name) = (key.id.clone(), key.name.clone());
    let act = Callback::new(move |()| {
        let id = id.clone();
        trouble.set(None);
        spawn_local(async move {
            match client.revoke_key(&id).await {
                Ok(()) => {
                    say("The key was revoked.");
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
                    {button("Revoke for good", move || act.run(()))}
                    {button("Keep", move || asked.set(false))}
                </span>
            }.into_any()
        } else {
            view! {
                <button type="button" class="button" on:click=move |_| asked.set(true)>
                    "Revoke"<span class="visually-hidden">" " {name.clone()}</span>
                </button>
            }.into_any()
        }}
    }
    .into_any()
}
