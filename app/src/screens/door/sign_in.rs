//! Signing in with e-mail and password.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::SignIn;

use crate::client::Trouble;
use crate::memo::fixed;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::field::Field;
use crate::ui::focus::focus_once_drawn;
use crate::ui::screen::{self, Width};
use crate::ui::summary::Summary;
use crate::ui::{banner, button};

/// The element of the door above a screen.
const AGAIN: &str = "sign-in-again";

/// The sign-in screen.
pub(crate) fn screen() -> AnyView {
    screen::screen(
        Width::Door,
        fixed("Sign in".to_owned()),
        fixed(String::new()),
        view! { <p>"Accounting sync for trucking companies."</p> },
        (),
        form(None),
    )
}

/// Signing in again above a screen whose work is kept.
pub(crate) fn sign_in_again() -> impl IntoView {
    let email = session::client().session().map(|session| session.email);
    focus_once_drawn(AGAIN);
    view! {
        <aside class="door-again" tabindex="-1" id=AGAIN aria-label="Sign in again">
            {banner::banner("warn", "Your session has ended", view! {
                <p>"Sign in again to go on. What you have not saved is kept on this page."</p>
                {form(email)}
            })}
        </aside>
    }
}

fn form(email: Option<String>) -> AnyView {
    let client = session::client();
    let address = Field::text("E-mail", "").of_kind("email", "username");
    let password = Field::text("Password", "").of_kind("password", "current-password");
    address.value.set(email.unwrap_or_default());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let summary = Summary::of(&[&address, &password]);
    let fields = (address.show(), password.show());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let complete = [
            address.require("Enter your e-mail address."),
            password.require("Enter your password."),
        ];
        if summary.refuses(&complete) || busy.get_untracked() {
            return;
        }
        let body = SignIn { email: address.trimmed(), password: password.value.get_untracked() };
        busy.set(true);
        spawn_local(async move {
            match client.sign_in(&body).await {
                Ok(session) => session::enter(client, session),
                Err(met) => trouble.set(Some(met)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {summary.show()}
            {banner::trouble_of(trouble)}
            {fields}
            <div>{button::send("Sign in", busy)}</div>
        </form>
    }
    .into_any()
}
