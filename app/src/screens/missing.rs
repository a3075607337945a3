//! An address that leads nowhere.

use leptos::prelude::*;

use crate::memo::fixed;
use crate::ui::screen::{Width, screen};

/// Says so, and leads home.
pub(crate) fn missing() -> impl IntoView {
    screen(
        Width::Narrow,
        fixed("There is no such page".to_owned()),
        fixed(String::new()),
        view! { <p>"The address may have been mistyped, or the page has moved."</p> },
        (),
        view! { <p><a href="/">"Go to the subsidiaries"</a></p> },
    )
}
