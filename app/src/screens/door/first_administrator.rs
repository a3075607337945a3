//! The first administrator, made with the one-time code that the server printed to its terminal.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::FirstAdministrator;

use crate::client::Trouble;
use crate::memo::fixed;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::field::Field;
use crate::ui::screen::{self, Width};
use crate::ui::summary::Summary;
use crate::ui::{banner, button};

/// The screen; the company's name is asked for only while the operator has provisioned none.
pub(crate) fn screen(tenant: Option<&str>) -> AnyView {
    let lead = match tenant {
        Some(name) => format!("Make the first administrator of {name}."),
        None => "Make the first administrator.".to_owned(),
    };
    screen::screen(
        Width::Door,
        fixed("Set up Waypost".to_owned()),
        fixed(String::new()),
        view! { <p>{lead}</p> },
        (),
        form(tenant.is_none()),
    )
}

fn form(asks_company: bool) -> AnyView {
    let client = session::client();
    let code = Field::text("One-time code", "It stands in the terminal where Waypost was started.")
        .of_kind("text", "one-time-code");
    let company =
        Field::text("Company", "The trucking company's name.").of_kind("text", "organization");
    let name = Field::text("Your name", "").of_kind("text", "name");
    let email = Field::text("E-mail", "You sign in with it.").of_kind("email", "username");
    let password =
        Field::text("Password", "At least twelve characters.").of_kind("password", "new-password");
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let summary = Summary::of(&[&code, &company, &name, &email, &password]);
    let shown = (
        code.show(),
        asks_company.then(|| company.show()),
        name.show(),
        email.show(),
        password.show(),
    );
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let complete = [
            code.require("Enter the one-time code from the terminal."),
            !asks_company || company.require("Enter the company's name."),
            name.require("Enter your name."),
            email.require("Enter your e-mail address."),
            password.require("Choose a password of at least twelve characters."),
        ];
        if summary.refuses(&complete) || busy.get_untracked() {
            return;
        }
        let body = FirstAdministrator {
            code: code.trimmed(),
            tenant: asks_company.then(|| company.trimmed()),
            name: name.trimmed(),
            email: email.trimmed(),
            password: password.value.get_untracked(),
        };
        busy.set(true);
        spawn_local(async move {
            match client.set_up(&body).await {
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
            {shown}
            <div>{button::send("Make the administrator", busy)}</div>
        </form>
    }
    .into_any()
}
