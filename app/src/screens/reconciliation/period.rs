//! The days that are compared: two fields, and an address for what they say.

use leptos::prelude::*;

use super::Showing;
use crate::address;
use crate::location::{self, Left};
use crate::memo::memo;
use crate::reactive::effect;
use crate::ui::field::Field;

/// The choice of days.
pub(super) fn period(showing: Showing) -> AnyView {
    let from = Field::text("First day", "").of_kind("date", "off");
    let to = Field::text("Last day", "").of_kind("date", "off");
    let (first, last) = (from.value, to.value);
    // What is typed stays while the days that are shown do.
    let days =
        memo(move || showing.load.value().with(|all| all.as_ref().map(|all| all.period.clone())));
    effect(move || {
        days.with(|days| {
            if let Some(days) = days {
                first.set(days.from.to_string());
                last.set(days.to.to_string());
            }
        });
    });
    let shown = view! { {from.show()} {to.show()} };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let complete = [from.require("Enter the first day."), to.require("Enter the last day.")];
        let (first, last) = (from.trimmed(), to.trimmed());
        // Days in this form sort as texts.
        let in_order = first <= last;
        if complete == [true, true] && !in_order {
            to.error.set(Some("Enter a day that is not before the first.".into()));
        }
        if complete == [true, true] && in_order {
            let id = showing.here.id.get_untracked();
            location::go(&address::reconciliation_of(&id, &first, &last), Left::BehindInPlace);
        }
    };
    view! {
        <form class="card card-body cluster wide" novalidate aria-label="Days" on:submit=submit>
            {shown}
            <button type="submit" class="button">"Show these days"</button>
        </form>
    }
    .into_any()
}
