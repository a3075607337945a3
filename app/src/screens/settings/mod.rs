//! Settings: the API keys with which the TMS pushes documents and catalogues (R52), and the webhooks
//! by which it hears what became of them.

mod issue;
mod keys;
mod webhooks;

use leptos::prelude::*;

use crate::load::Load;
use crate::memo::fixed;
use crate::session;
use crate::ui::loaded::loaded;
use crate::ui::screen::{Width, screen};

/// The screen.
pub(crate) fn settings() -> impl IntoView {
    let body = if session::may_administer() {
        let client = session::client();
        let load = Load::new(move || client.keys());
        view! {
            <section class="stack" aria-labelledby="keys">
                <h2 id="keys">"API keys"</h2>
                <p class="soft">"Your TMS pushes documents and catalogues with a key. A key is shown once, when it is made."</p>
                {loaded(load, "API keys", move |page| keys::table(load, &page.items))}
                {issue::form(load)}
            </section>
            {webhooks::section()}
        }
        .into_any()
    } else {
        view! { <p>"Only an administrator sees and makes API keys and webhooks."</p> }.into_any()
    };
    screen(Width::Narrow, fixed("Settings".to_owned()), fixed(String::new()), (), (), body)
}
