//! Signing in to the books: a person with Microsoft or with Intuit, or an administrator's app
//! registration.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::{ApplicationCredentials, BeginSignIn, Connection, SignInKind};
use waypost_core::names;
use waypost_core::wire::System;

use super::Work;
use super::steps::Steps;
use super::task::{self, Progress};
use crate::client::Trouble;
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::field::Field;
use crate::ui::summary::Summary;
use crate::ui::{banner, button};

/// The task.
pub(super) fn task(work: Work, steps: Steps, connection: Option<&Connection>) -> AnyView {
    let body = view! {
        <p class="soft">{standing(steps, connection)}</p>
        {if work.admin {
            forms(work, connection)
        } else {
            view! { <p>"An administrator of Waypost signs in to the books."</p> }.into_any()
        }}
    };
    task::task(work.opened, "Sign in", Progress::of(steps.signed_in, true), body)
}

fn standing(steps: Steps, connection: Option<&Connection>) -> String {
    let environment = connection.and_then(|connection| connection.environment.clone());
    let environment = environment.unwrap_or_else(|| "production".into());
    let system = connection.map_or(System::BusinessCentral, |connection| connection.system);
    let online = system == System::QuickbooksOnline;
    let books = names::system(system);
    match connection.and_then(|connection| connection.sign_in) {
        _ if steps.sign_in_again => format!(
            "{books} no longer accepts the sign-in. Documents wait; nothing is lost. Sign in again."
        ),
        Some(SignInKind::Person) if online => {
            "A person is signed in with Intuit. Signing in again keeps the mapping.".into()
        }
        Some(SignInKind::Person) => format!(
            "A person is signed in to the environment {environment}. Signing in again keeps the mapping."
        ),
        Some(SignInKind::Application) => format!(
            "An app registration is signed in to the environment {environment}. Signing in again keeps the mapping."
        ),
        None => "Choose your accounting system, and how to sign in to it.".into(),
    }
}

fn environment_field(connection: Option<&Connection>) -> Field {
    let field = Field::text("Environment", "As it stands in the address of Business Central.");
    let known = connection.and_then(|connection| connection.environment.clone());
    field.value.set(known.unwrap_or_else(|| "production".into()));
    field
}

/// The ways of the system that is signed in to; of every system while there is none.
fn forms(work: Work, connection: Option<&Connection>) -> AnyView {
    let chosen = connection.filter(|one| one.sign_in.is_some()).map(|one| one.system);
    let offers = |system| chosen.is_none_or(|chosen| chosen == system);
    view! {
        {offers(System::BusinessCentral).then(|| view! {
            <h3>"Business Central"</h3>
            {with_microsoft(work, environment_field(connection))}
            <details class="disclosure">
                <summary>"Use an administrator's app registration instead"</summary>
                {application(work, environment_field(connection))}
            </details>
        })}
        {offers(System::QuickbooksOnline).then(|| view! {
            <h3>"QuickBooks Online"</h3>
            <p class="soft">"You choose the company on Intuit's page."</p>
            {with_intuit(work)}
        })}
    }
    .into_any()
}

fn with_intuit(work: Work) -> AnyView {
    let client = session::client();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let begin = BeginSignIn { system: System::QuickbooksOnline, environment: String::new() };
        let id = work.subsidiary();
        busy.set(true);
        spawn_local(async move {
            match client.begin_sign_in(&id, &begin).await {
                Ok(address) => drop(window().location().set_href(&address.url)),
                Err(met) => {
                    trouble.try_set(Some(met));
                    busy.try_set(false);
                }
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {banner::trouble_of(trouble)}
            <div>{button::send("Sign in with Intuit", busy)}</div>
        </form>
    }
    .into_any()
}

fn with_microsoft(work: Work, environment: Field) -> AnyView {
    let client = session::client();
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let summary = Summary::of(&[&environment]);
    let shown = environment.show();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let named = environment.require("Enter the environment's name.");
        if summary.refuses(&[named]) || busy.get_untracked() {
            return;
        }
        let begin =
            BeginSignIn { system: System::BusinessCentral, environment: environment.trimmed() };
        let id = work.subsidiary();
        busy.set(true);
        spawn_local(async move {
            match client.begin_sign_in(&id, &begin).await {
                // The browser leaves; a refused address leaves everything as it is.
                Ok(address) => drop(window().location().set_href(&address.url)),
                Err(met) => {
                    trouble.try_set(Some(met));
                    busy.try_set(false);
                }
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {summary.show()}
            {banner::trouble_of(trouble)}
            {shown}
            <div>{button::send("Sign in with Microsoft", busy)}</div>
        </form>
    }
    .into_any()
}

fn application(work: Work, environment: Field) -> AnyView {
    let client = session::client();
    let directory = Field::text("Directory", "The Microsoft directory (tenant) id, or its domain.");
    let client_id = Field::text("Application id", "Also called client id.");
    let secret = Field::text("Secret", "Sealed when it arrives; Waypost never shows it again.")
        .of_kind("password", "off");
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let summary = Summary::of(&[&environment, &directory, &client_id, &secret]);
    let shown = (environment.show(), directory.show(), client_id.show(), secret.show());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let complete = [
            environment.require("Enter the environment's name."),
            directory.require("Enter the directory's id or domain."),
            client_id.require("Enter the application's id."),
            secret.require("Enter the application's secret."),
        ];
        if summary.refuses(&complete) || busy.get_untracked() {
            return;
        }
        let credentials = ApplicationCredentials {
            system: System::BusinessCentral,
            environment: environment.trimmed(),
            directory: directory.trimmed(),
            client_id: client_id.trimmed(),
            client_secret: secret.value.get_untracked(),
        };
        let id = work.subsidiary();
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match client.use_application(&id, &credentials).await {
                Ok(connection) => {
                    say("Signed in to Business Central.");
                    work.connection.set(Some(connection));
                    work.changed();
                }
                Err(met) => trouble.try_set(Some(met)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {summary.show()}
            {banner::trouble_of(trouble)}
            {shown}
            <div>{button::send("Sign in with the app registration", busy)}</div>
        </form>
    }
    .into_any()
}
