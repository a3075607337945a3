//! Payments: what became of each that names a document of the subsidiary, and what the books changed
//! after it counted here.
//!
//! The address says which, so every view can be sent on.

mod drift;
mod filter;
mod list;
mod unknown;

use leptos::prelude::*;

use crate::address;
use crate::location;
use crate::memo::{Memo, fixed, memo};
use crate::payments::flows::flows;
use crate::screens::subsidiary::{self, Here};
use crate::session;
use crate::ui::screen::{Width, screen};

/// What the screen works on.
#[derive(Clone, Copy)]
struct Showing {
    here: Here,
    /// A decision's name on the wire, `drift`, or nothing.
    decision: Memo<String>,
    cursor: Memo<Option<String>>,
}

/// The screen.
pub(crate) fn payments() -> impl IntoView {
    let here = subsidiary::here();
    let decision = memo(|| location::query("decision").unwrap_or_default());
    let cursor = memo(|| location::query("cursor"));
    let showing = Showing { here, decision, cursor };
    let drift = memo(move || decision.with(|decision| decision == filter::DRIFT));
    let report = move || address::factoring_report(&here.id.get());
    view! {
        {here.trail()}
        {screen(
            Width::Full,
            fixed("Payments".to_owned()),
            here.called(),
            view! { <p>"Every payment on this subsidiary's documents, and what became of it."</p> },
            session::may_bill().then(|| view! { <a class="button" href=report>"Upload a factoring report"</a> }),
            view! {
                <div class="stack">
                    {filter::tabs(showing)}
                    {move || if drift.get() { drift::drift(showing) } else { list::list(showing) }}
                    {travels(here)}
                </div>
            },
        )}
    }
}

/// What the subsidiary's books can take part in; nothing before there are any.
fn travels(here: Here) -> AnyView {
    let system = memo(move || here.known().and_then(|one| one.connection).map(|it| it.system));
    let facts = move || {
        system.get().map(|system| {
            view! {
                <section class="card" aria-labelledby="travels">
                    <div class="card-head"><h2 id="travels">"What is carried over"</h2></div>
                    <div class="card-body stack tight">
                        {flows(system)}
                        <p class="soft">"Whether customer payments are sent is chosen under "<a href=address::connect(&here.id.get())>"Connect"</a>"."</p>
                    </div>
                </section>
            }
        })
    };
    facts.into_any()
}

impl Showing {
    /// Links to the newest page and to the one after `next`.
    fn pager(self, next: Option<&str>) -> AnyView {
        let (id, decision) = (self.here.id.get(), self.decision.get());
        let address = |cursor: Option<&str>| address::payments_with(&id, &decision, cursor);
        let newest = self.cursor.with(Option::is_some).then(|| {
            view! { <a class="button" href=address(None)>"Newest"</a> }
        });
        let older =
            next.map(|next| view! { <a class="button" href=address(Some(next))>"Older"</a> });
        view! { <div class="cluster pager">{newest}{older}</div> }.into_any()
    }
}
