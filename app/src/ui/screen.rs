//! The frame of one screen: its landmark, its heading, the page's title.
//!
//! Invariant: after a navigation the heading has the focus and the title has changed, so that nobody
//! has to guess where they are.

use std::cell::Cell;

use leptos::prelude::*;

use super::focus::focus;
use crate::memo::Memo;
use crate::reactive::effect;

/// The element of the heading.
const HEADING: &str = "heading";

thread_local! {
    static SHOWN: Cell<bool> = const { Cell::new(false) };
}

/// How wide a screen reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// Tables and grids.
    Full,
    /// Forms and text.
    Narrow,
    /// The doors: sign in, first administrator.
    Door,
}

/// A screen: `title` names it in the heading and, with `of` behind it, in the page's title; `lead`
/// stands below it, `actions` beside it.
pub(crate) fn screen(
    width: Width,
    title: Memo<String>,
    of: Memo<String>,
    lead: impl IntoView + 'static,
    actions: impl IntoView + 'static,
    body: impl IntoView + 'static,
) -> AnyView {
    framed(width, title, of, lead.into_any(), actions.into_any(), body.into_any())
}

fn framed(
    width: Width,
    title: Memo<String>,
    of: Memo<String>,
    lead: AnyView,
    actions: AnyView,
    body: AnyView,
) -> AnyView {
    effect(move || {
        let of = of.with(|of| if of.is_empty() { String::new() } else { format!("{of} · ") });
        title.with(|title| document().set_title(&format!("{title} · {of}Waypost")));
    });
    effect(move || {
        // The first screen of a page load leaves the focus where the browser put it.
        if SHOWN.replace(true) {
            focus(HEADING);
        }
    });
    let class = match width {
        Width::Full => "content",
        Width::Narrow => "content narrow",
        Width::Door => "content door",
    };
    view! {
        <main class=class id="main" tabindex="-1">
            <div class="heading">
                <div class="heading-words">
                    <h1 tabindex="-1" id=HEADING>{move || title.get()}</h1>
                    {lead}
                </div>
                {actions}
            </div>
            {body}
        </main>
    }
    .into_any()
}
