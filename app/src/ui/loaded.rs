//! Shows what was read from the server in every state that a reading can be in.

use std::sync::Arc;

use leptos::prelude::*;

use super::banner;
use crate::client::Trouble;
use crate::load::{Load, Reading};
use crate::memo::{Memo, memo};

/// Words while it is read, the trouble when it cannot be had, the thing itself when it is here, and
/// a note above it when it is here but the last reading failed.
///
/// `show` runs once per value; equal values are not shown again.
pub(crate) fn loaded<T, V>(
    load: Load<T>,
    what: &'static str,
    show: impl Fn(Arc<T>) -> V + Send + Sync + 'static,
) -> AnyView
where
    T: PartialEq + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        {notice(load, what)}
        {move || load.value().get().map(|value| show(value).into_any())}
    }
    .into_any()
}

/// The words beside or instead of the thing.
pub(crate) fn notice<T: PartialEq + Send + Sync + 'static>(
    load: Load<T>,
    what: &'static str,
) -> AnyView {
    words(load.reading(), memo(move || load.value().with(Option::is_some)), what)
}

fn words(reading: Reading, here: Memo<bool>, what: &'static str) -> AnyView {
    let again = Callback::new(move |()| reading.refresh());
    let words = move || match (reading.trouble().get(), here.get()) {
        (None, true) => ().into_any(),
        (None, false) => {
            view! { <p class="soft" role="status">"Loading " {what} "…"</p> }.into_any()
        }
        (Some(met), false) => banner::trouble(&met, Some(again)),
        // Signing in again is asked for at the top of the page; then it is read again by itself.
        (Some(Trouble::SignedOut(_)), true) => ().into_any(),
        (Some(met), true) => banner::banner(
            "warn",
            format!("Not fresh: {what} could not be read again"),
            view! { <p>{met.words()}</p> },
        ),
    };
    words.into_any()
}
