//! Reconciliation: what Waypost posted beside what the books say of the same documents, account by account,
//! as they were last read.
//!
//! The address says which days, so every view can be sent on. Reading the books takes requests, so a person
//! asks for it.

mod account;
mod documents;
mod period;
mod reading;
mod table;

use leptos::prelude::*;
use waypost_core::api::{ChangeKind, Reconciled, Reconciliation};
use waypost_core::reconcile;

use crate::load::Load;
use crate::location;
use crate::memo::{fixed, memo};
use crate::screens::subsidiary::{self, Here};
use crate::session;
use crate::ui::announce::say;
use crate::ui::banner::banner;
use crate::ui::button::button;
use crate::ui::download::download;
use crate::ui::loaded::notice;
use crate::ui::moment::moment;
use crate::ui::screen::{Width, screen};

/// What the screen works on.
#[derive(Clone, Copy)]
struct Showing {
    here: Here,
    load: Load<Reconciliation>,
}

/// The screen.
pub(crate) fn reconciliation() -> impl IntoView {
    let client = session::client();
    let here = subsidiary::here();
    let from = memo(|| location::query("from").unwrap_or_default());
    let to = memo(|| location::query("to").unwrap_or_default());
    let load = Load::new(move || {
        let (id, from, to) = (here.id.get(), from.get(), to.get());
        async move { client.reconciliation(&id, &from, &to).await }
    })
    .live(&[ChangeKind::Reconciliation, ChangeKind::Documents]);
    let showing = Showing { here, load };
    // A reading that goes on redraws nothing of what was found before.
    let result =
        memo(move || load.value().with(|all| all.as_ref().and_then(|all| all.result.clone())));
    view! {
        {here.trail()}
        {screen(
            Width::Full,
            fixed("Reconciliation".to_owned()),
            here.called(),
            view! { <p>"What Waypost posted beside what the books say of the same documents, to the cent."</p> },
            (),
            view! {
                <div class="stack">
                    {period::period(showing)}
                    {notice(load, "reconciliation")}
                    {reading::reading(showing)}
                    {move || result.get().map(|result| found(showing, &result))}
                </div>
            },
        )}
    }
}

/// What the last reading found.
fn found(showing: Showing, result: &Reconciled) -> AnyView {
    let outdated = result.outdated.then(|| {
        banner(
            "warn",
            "Documents of these days were posted or changed since",
            view! { <p>"Read the books again to compare those, too."</p> },
        )
    });
    let tone = if result.differing.is_empty() { "ok" } else { "warn" };
    let exported = result.clone();
    let export = (result.documents > 0).then(|| button("CSV", move || save(showing, &exported)));
    let tables = (result.documents > 0).then(|| {
        view! {
            {table::table(result)}
            {documents::documents(result)}
        }
    });
    view! {
        {outdated}
        {banner(tone, result.message.clone(), view! {
            <p>"As the books stood " {moment(&result.read_at)} "."</p>
            {export}
        })}
        {tables}
    }
    .into_any()
}

fn save(showing: Showing, result: &Reconciled) {
    let id = showing.here.id.get_untracked();
    download(&format!("reconciliation {id}.csv"), "text/csv", &reconcile::sheet(result));
    say("The reconciliation was exported as CSV.");
}
