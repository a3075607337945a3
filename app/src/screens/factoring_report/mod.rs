//! A factor's report (R37): a file, or what was pasted; which column is what; what its rows come to; and
//! letting them count.
//!
//! The server reads the report and says what becomes of each row. Invariant: nothing counts before the
//! person has seen that and confirmed it.

mod ask;
mod columns;
mod confirm;
mod desk;
mod review;
mod source;

use leptos::prelude::*;

use crate::address;
use crate::memo::fixed;
use crate::screens::subsidiary::{self, Here};
use crate::session;
use crate::ui::banner;
use crate::ui::screen::{Width, screen};
use desk::Desk;

/// The screen.
pub(crate) fn factoring_report() -> impl IntoView {
    let here = subsidiary::here();
    view! {
        {here.trail()}
        {screen(
            Width::Narrow,
            fixed("Factoring report".to_owned()),
            here.called(),
            view! { <p>"A factor's report becomes payments on the loads that it names. Nothing counts until you confirm."</p> },
            move || view! { <a class="button" href=address::payments(&here.id.get())>"Back to the payments"</a> },
            work(here),
        )}
    }
}

fn work(here: Here) -> AnyView {
    if !session::may_bill() {
        return view! {
            <p class="card card-body">"You may read payments; a biller or an administrator uploads a factor's report."</p>
        }
        .into_any();
    }
    let desk = Desk::open(here);
    let again = Callback::new(move |()| desk.again());
    view! {
        <div class="stack">
            {desk.summary.show()}
            {move || desk.trouble.get().map(|met| banner::trouble(&met, Some(again)))}
            {source::sources(desk)}
            {move || desk.busy.get().then(|| view! { <p class="soft" role="status">"Reading the report…"</p> })}
            {columns::columns(desk)}
            {review::review(desk)}
        </div>
        {confirm::bar(desk)}
    }
    .into_any()
}
