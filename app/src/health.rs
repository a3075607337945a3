//! Whether the server can work, asked again and again: a full disk leaves every reading in order, and
//! still nothing is posted. What is the matter stands above every screen until it is over.
//!
//! Invariant: the message goes by itself, and what is shown is read again when it does.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::client::{self, Trouble};
use crate::live;
use crate::signal::RwSignal;
use crate::ui::banner;

/// How often the server is asked.
const LOOK: Duration = Duration::from_secs(5);

thread_local! {
    static TROUBLE: Cell<Option<RwSignal<Option<Trouble>>>> = const { Cell::new(None) };
}

/// Asks from now on, while somebody looks; call once, at the root.
pub(crate) fn watch() {
    let trouble = RwSignal::new(None);
    TROUBLE.set(Some(trouble));
    ask(trouble);
    set_interval(move || ask(trouble), LOOK);
}

fn ask(trouble: RwSignal<Option<Trouble>>) {
    if document().hidden() {
        return;
    }
    spawn_local(async move {
        let met = client::health().await.err();
        let before = trouble.get_untracked();
        if before != met {
            trouble.set(met.clone());
        }
        if before.is_some() && met.is_none() {
            live::read_all();
        }
    });
}

/// What is the matter; nothing while all is well.
pub(crate) fn notice() -> impl IntoView {
    let Some(trouble) = TROUBLE.get() else { return ().into_any() };
    let shown = move || {
        trouble.get().map(|met| {
            banner::banner("bad", met.title(), view! {
                <p>{met.words()}</p>
                <p>"Nothing is lost: what is on its way is kept, and goes on by itself. This message goes when that is over."</p>
            })
        })
    };
    view! { <div class="health" role="status" aria-label="State of the server">{shown}</div> }
        .into_any()
}
