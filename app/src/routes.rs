//! Which screen answers which address, and the frame around them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use waypost_core::api::Session;

use crate::client::{Client, Standing};
use crate::guard::Guard;
use crate::health;
use crate::live;
use crate::location;
use crate::memo::{Memo, memo};
use crate::parts;
use crate::screens;
use crate::session;
use crate::ui::{announce, banner, focus};
use crate::words;

/// The whole interface.
pub(crate) fn app() -> impl IntoView {
    let client = session::client();
    let guard = Guard::current();
    guard.watch();
    location::follow(guard);
    session::ask(client);
    live::listen();
    health::watch();
    // While the server says who asks, the screen's code comes as well.
    parts::expect(Screen::of(&location::path()));
    // Signing in again after the session ended must not rebuild the screen and lose what it holds.
    let inside = memo(move || {
        client
            .standing()
            .with(|standing| matches!(standing, Standing::SignedIn(_) | Standing::Expired(_)))
    });
    view! {
        <div class="frame">
            <a class="skip-link" href="#main" on:click=|event| {
                event.prevent_default();
                focus::focus("main");
            }>"Skip to the content"</a>
            {move || if inside.get() { inside_view(client) } else { outside_view(client) }}
        </div>
        {announce::region()}
    }
}

/// The screens that have an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    Home,
    Connect,
    Defaults,
    Mapping,
    Activity,
    Payments,
    Reconciliation,
    FactoringReport,
    History,
    Run,
    Import,
    Versions,
    Documents,
    Document,
    Settings,
    Missing,
}

impl Screen {
    /// The screen that answers a path.
    fn of(path: &str) -> Self {
        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match segments.as_slice() {
            [] | ["sign-in" | "setup"] => Self::Home,
            ["subsidiaries", _, "connect"] => Self::Connect,
            ["subsidiaries", _, "defaults"] => Self::Defaults,
            ["subsidiaries", _, "mapping"] => Self::Mapping,
            ["subsidiaries", _, "activity"] => Self::Activity,
            ["subsidiaries", _, "payments"] => Self::Payments,
            ["subsidiaries", _, "reconciliation"] => Self::Reconciliation,
            ["subsidiaries", _, "payments", "factoring-report"] => Self::FactoringReport,
            ["subsidiaries", _, "history"] => Self::History,
            ["subsidiaries", _, "history", _] => Self::Run,
            ["subsidiaries", _, "import"] => Self::Import,
            ["subsidiaries", _, "versions"] => Self::Versions,
            ["documents"] => Self::Documents,
            ["documents", _] => Self::Document,
            ["settings"] => Self::Settings,
            _ => Self::Missing,
        }
    }
}

fn inside_view(client: Client) -> AnyView {
    let screen = memo(|| Screen::of(&location::path()));
    let expired =
        memo(move || client.standing().with(|standing| matches!(standing, Standing::Expired(_))));
    view! {
        {masthead(client)}
        {health::notice()}
        {move || expired.get().then(screens::door::sign_in_again)}
        {move || parts::show(screen.get())}
    }
    .into_any()
}

fn outside_view(client: Client) -> AnyView {
    let again = Callback::new(move |()| session::ask(client));
    let body = move || {
        match client.standing().get() {
        Standing::Asking => view! { <main class="content door" id="main"><p role="status">"Loading Waypost…"</p></main> }.into_any(),
        Standing::Unknown(trouble) => {
            view! { <main class="content door" id="main">{banner::trouble(&trouble, Some(again))}</main> }.into_any()
        }
        _ => screens::door::door().into_any(),
    }
    };
    view! {
        <header class="masthead"><span class="masthead-brand">"Waypost"</span></header>
        {body}
    }
    .into_any()
}

fn tab(href: &'static str, label: &'static str) -> impl IntoView {
    let current = move || (location::path() == href).then_some("page");
    view! { <li><a href=href aria-current=current>{label}</a></li> }
}

fn masthead(client: Client) -> AnyView {
    let leave = move |_| {
        spawn_local(async move {
            // Whatever the server says, this browser no longer acts for the person.
            let _ = client.sign_out().await;
            client.standing().set(Standing::SignedOut);
        });
    };
    let session: Memo<Option<Session>> = memo(move || {
        client.standing().track();
        client.session()
    });
    view! {
        <header class="masthead">
            <a class="masthead-brand" href="/">"Waypost"</a>
            <nav aria-label="Main">
                <ul class="tabs">
                    {tab("/", "Subsidiaries")}
                    {tab("/documents", "Documents")}
                    {tab("/settings", "Settings")}
                </ul>
            </nav>
            <div class="masthead-end">
                {move || session.get().map(|session| view! {
                    <span class="faint">
                        {session.tenant} " · " {session.name} ", " {words::role(session.role)}
                    </span>
                })}
                <button type="button" class="button quiet" on:click=leave>"Sign out"</button>
            </div>
        </header>
    }
    .into_any()
}
