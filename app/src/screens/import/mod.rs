//! Import: a file, rows of a spreadsheet or another subsidiary's mapping, laid beside the draft for
//! review. One screen for all three.
//!
//! What is proposed is the core's to say ([`waypost_core::exchange`]). Invariant: nothing is written
//! until the person confirms, and then into the draft, which posts nothing.

mod confirm;
mod desk;
mod row;
mod rows;
mod source;

use leptos::prelude::*;

use crate::address;
use crate::draft::{Material, material};
use crate::memo::fixed;
use crate::screens::subsidiary;
use crate::session;
use crate::ui::screen::{Width, screen};
use desk::Desk;

/// The screen.
pub(crate) fn import() -> impl IntoView {
    let here = subsidiary::here();
    view! {
        {here.trail()}
        {screen(
            Width::Narrow,
            fixed("Import accounts".to_owned()),
            here.called(),
            view! { <p>"From a file, a spreadsheet or another subsidiary. Nothing is written until you confirm."</p> },
            move || view! { <a class="button" href=address::mapping(&here.id.get())>"Back to the mapping"</a> },
            material(here, work),
        )}
    }
}

fn work(id: String, material: &Material) -> AnyView {
    if !session::may_map() {
        return view! {
            <p class="card card-body">"You may read the mapping; a mapper or an administrator edits it."</p>
        }
        .into_any();
    }
    let desk = Desk::open(id, material);
    view! {
        <div class="stack">
            {source::sources(desk)}
            {rows::review(desk)}
        </div>
        {confirm::bar(desk)}
    }
    .into_any()
}
