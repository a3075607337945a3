//! The bar at the foot: how much is taken over, and the one button that writes it into the draft.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use crate::address;
use crate::client::Trouble;
use crate::location::{self, Left};
use crate::memo::memo;
use crate::session;
use crate::ui::announce::say;
use crate::ui::button::{button, primary};
use crate::words::count;

/// The bar; nothing while nothing came.
pub(super) fn bar(desk: Desk) -> AnyView {
    let taken = memo(move || desk.edits().len());
    let words = memo(move || format!("Take over {}", count(taken.get(), "account", "accounts")));
    view! {
        {move || desk.came.with(Option::is_some).then(|| view! {
            <section class="save-bar" aria-label="Take over">
                <p class="faint">"They go into the draft. Nothing is posted with them before you submit it."</p>
                {button("Discard", move || desk.lay(None))}
                {move || (taken.get() > 0).then(|| primary(words, desk.busy, move || write(desk)))}
            </section>
        })}
    }
    .into_any()
}

fn write(desk: Desk) {
    let (id, state) = (desk.id.get_value(), desk.state.get_untracked());
    let mut mapping = state.draft.mapping.clone();
    let edits = untrack(|| desk.edits());
    for (slot, account) in &edits {
        mapping.set(slot, account.clone());
    }
    desk.busy.set(true);
    desk.trouble.set(None);
    spawn_local(async move {
        match send(&id, &mapping, state.draft.revision).await {
            Ok(None) => {
                say(&format!("{} taken over.", count(edits.len(), "account", "accounts")));
                location::go(&address::review(&id), Left::Behind);
            }
            Ok(Some(theirs)) => {
                desk.state.try_set(Arc::new(theirs));
                desk.refused.try_set(Some(
                    "Somebody saved the draft meanwhile. The rows are laid beside theirs now; look once more, then take over.".to_owned(),
                ));
            }
            Err(met) => desk.trouble.try_set(Some(met)),
        }
        desk.busy.try_set(false);
    });
}

/// Saves; where somebody was faster, answers what they saved.
async fn send(
    id: &str,
    mapping: &waypost_core::wire::Mapping,
    revision: u64,
) -> Result<Option<waypost_core::api::MappingState>, Trouble> {
    let client = session::client();
    match client.put_draft(id, mapping, revision).await {
        Ok(_) => Ok(None),
        Err(Trouble::Changed(_)) => client.mapping(id).await,
        Err(met) => Err(met),
    }
}
