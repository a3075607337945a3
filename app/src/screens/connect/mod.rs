//! Connect: a list of tasks that leads from nothing to posting. It can be left and taken up again at
//! any point; what is done is read from the connection and the mapping, never remembered here.

mod before;
mod check;
mod company;
mod health;
mod payments;
mod review;
mod saving;
mod settings;
mod sign_in;
mod steps;
mod sync;
mod task;

use leptos::prelude::*;
use waypost_core::api::{Connection, MappingState};

use self::task::Opened;
use crate::address;
use crate::load::Load;
use crate::location;
use crate::memo::fixed;
use crate::screens::subsidiary::{self, Here};
use crate::session;
use crate::stored::Stored;
use crate::ui::banner::banner;
use crate::ui::loaded::loaded;
use crate::ui::screen::{Width, screen};

/// What the tasks work on.
#[derive(Clone, Copy)]
struct Work {
    here: Here,
    connection: Load<Option<Connection>>,
    mapping: Load<Option<MappingState>>,
    /// The tasks that somebody has opened.
    opened: Opened,
    admin: bool,
    mapper: bool,
}

impl Work {
    /// Reads everything again after a task has changed it.
    fn changed(self) {
        self.connection.refresh();
        self.mapping.refresh();
        self.here.load.refresh();
    }

    fn subsidiary(self) -> String {
        self.here.id.get_untracked()
    }
}

/// The screen.
pub(crate) fn connect() -> impl IntoView {
    let client = session::client();
    let here = subsidiary::here();
    let connection = Load::new(move || {
        let id = here.id.get();
        async move { client.connection(&id).await }
    });
    let mapping = Load::new(move || {
        let id = here.id.get();
        async move { client.mapping(&id).await }
    });
    let work = Work {
        here,
        connection,
        mapping,
        opened: Stored::new(Vec::new()),
        admin: session::may_administer(),
        mapper: session::may_map(),
    };
    let body = view! {
        <div class="stack">
            {came_back_with_trouble()}
            {loaded(connection, "connection", move |connection| {
                loaded(mapping, "mapping", move |mapping| tasks(work, connection.as_ref().as_ref(), mapping.as_ref().as_ref()))
            })}
        </div>
    };
    view! {
        {here.trail()}
        {screen(
            Width::Narrow,
            fixed("Connect".to_owned()),
            here.called(),
            view! { <p>"Seven tasks. Leave and come back at any time: what is done stays done."</p> },
            (),
            body,
        )}
    }
}

/// The sign-in page of the accounting system leads back here; when it did not work, it says why.
fn came_back_with_trouble() -> impl IntoView {
    move || {
        location::query("trouble").map(|code| {
            let explained = format!("/docs/errors/{}", address::encoded(&code));
            view! {
                <div role="alert">
                    {banner("bad", "Signing in did not finish", view! {
                        <p>
                            "Nothing was changed. Sign in again below, or read "
                            <a href=explained rel="external" target="_blank">"what stood in the way (opens in a new tab)"</a>
                            "."
                        </p>
                    })}
                </div>
            }
        })
    }
}

fn tasks(work: Work, connection: Option<&Connection>, mapping: Option<&MappingState>) -> AnyView {
    let steps = steps::Steps::of(connection, mapping);
    view! {
        {health::health(connection)}
        <ol class="tasks card">
            {before::task(work.opened)}
            {sign_in::task(work, steps, connection)}
            {company::task(work, steps, connection)}
            {check::task(work, steps)}
            {sync::task(work, steps, connection, mapping)}
            {review::defaults(work, steps)}
            {review::task(work, steps)}
        </ol>
    }
    .into_any()
}
