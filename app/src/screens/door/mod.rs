//! The doors: signing in, signing in again over a screen that is kept, and the first administrator.

mod first_administrator;
mod sign_in;

use leptos::prelude::*;

use crate::load::Load;
use crate::session;
use crate::ui::loaded::loaded;

pub(crate) use sign_in::sign_in_again;

/// Whichever door is the right one: the server knows whether an administrator exists.
pub(crate) fn door() -> impl IntoView {
    let client = session::client();
    let setup = Load::new(move || client.setup());
    loaded(setup, "Waypost", |setup| {
        if setup.needed {
            first_administrator::screen(setup.tenant.as_deref())
        } else {
            sign_in::screen()
        }
    })
}
