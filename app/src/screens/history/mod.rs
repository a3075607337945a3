//! Sync history: thirty days as bars, every run below them, and one run with its documents or payments.

mod days;
mod paid;
mod run;
mod runs;

use leptos::prelude::*;
use waypost_core::api::ChangeKind;

use crate::load::Load;
use crate::location;
use crate::memo::{fixed, memo};
use crate::screens::subsidiary;
use crate::session;
use crate::ui::loaded::{loaded, notice};
use crate::ui::screen::{Width, screen};

pub(crate) use run::run;

/// The screen.
pub(crate) fn history() -> impl IntoView {
    let client = session::client();
    let here = subsidiary::here();
    let cursor = memo(|| location::query("cursor"));
    let days = Load::new(move || {
        let id = here.id.get();
        async move { client.days(Some(&id)).await }
    })
    .live(&[ChangeKind::Runs]);
    let page = Load::new(move || {
        let (id, cursor) = (here.id.get(), cursor.get());
        async move { client.runs(&id, cursor.as_deref()).await }
    })
    .live(&[ChangeKind::Runs, ChangeKind::Documents]);
    view! {
        {here.trail()}
        {screen(
            Width::Full,
            fixed("Sync history".to_owned()),
            here.called(),
            view! { <p>"What was done for this subsidiary, and when. Kept for 90 days."</p> },
            (),
            view! {
                <div class="stack">
                    {loaded(days, "days", |days| days::days(&days))}
                    <section class="card" aria-label="Runs">
                        {notice(page, "runs")}
                        {move || page.value().get().map(|page| {
                            runs::runs(&here.id.get_untracked(), &page, cursor.with_untracked(Option::is_some))
                        })}
                    </section>
                </div>
            },
        )}
    }
}
