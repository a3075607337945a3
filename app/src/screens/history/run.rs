//! One run: when, what for, how it ended, and the documents or payments that last changed while it went on.

use leptos::prelude::*;
use waypost_core::api::{ChangeKind, Page, Run, RunDetail};

use super::paid;
use super::runs::ending;
use crate::address;
use crate::load::{Load, Value};
use crate::location;
use crate::memo::{fixed, memo};
use crate::rows::Rows;
use crate::screens::activity::progress;
use crate::screens::subsidiary::{self, Here};
use crate::session;
use crate::ui::loaded::loaded;
use crate::ui::moment::{in_words, moment};
use crate::ui::screen::{Width, screen};
use crate::words;

/// The screen.
pub(crate) fn run() -> impl IntoView {
    let client = session::client();
    let here = subsidiary::here();
    let id = memo(|| location::segment(3));
    let load = Load::new(move || {
        let (of, id) = (here.id.get(), id.get());
        async move { client.run(&of, &id).await }
    })
    .live(&[ChangeKind::Runs, ChangeKind::Documents, ChangeKind::Payments]);
    let title = memo(move || {
        load.value().with(|detail| {
            detail.as_ref().map_or_else(
                || "Run".to_owned(),
                |detail| format!("Run of {}", in_words(&detail.run.started_at)),
            )
        })
    });
    let history = move || address::history(&here.id.get());
    view! {
        {here.trail()}
        {screen(
            Width::Full,
            title,
            here.called(),
            view! { <p><a href=history>"All runs"</a></p> },
            (),
            view! { <div class="stack">{loaded(load, "run", move |detail| body(here, &detail))}</div> },
        )}
    }
}

fn body(here: Here, detail: &RunDetail) -> AnyView {
    let run = &detail.run;
    let ended = run.ended_at.as_deref().map(|at| view! { <dt>"Ended"</dt><dd>{moment(at)}</dd> });
    let requests = run.requests.map(|number| view! { <dt>"Requests"</dt><dd>{number}</dd> });
    view! {
        {run.progress.as_ref().map(progress)}
        <section class="card card-body" aria-label="Facts">
            <dl class="facts">
                <dt>"What"</dt><dd>{words::run(run.kind)}</dd>
                <dt>"Began"</dt><dd>{moment(&run.started_at)}</dd>
                {ended}
                <dt>"How it ended"</dt><dd>{ending(run)}</dd>
                {match &run.payments {
                    Some(done) => paid::facts(here, done),
                    None => facts(run),
                }}
                {requests}
            </dl>
        </section>
        {documents(detail)}
        {paid::payments(&detail.payments)}
    }
    .into_any()
}

fn facts(run: &Run) -> AnyView {
    view! {
        <dt>"Due at its beginning"</dt><dd>{run.due}</dd>
        <dt>"Posted"</dt><dd>{run.posted}</dd>
        <dt>"Came to need you"</dt><dd>{run.held}</dd>
        <dt>"Tried again"</dt><dd>{run.failed}</dd>
    }
    .into_any()
}

fn documents(detail: &RunDetail) -> Option<AnyView> {
    if detail.documents.is_empty() {
        return None;
    }
    let page = Page { items: detail.documents.clone(), next: None };
    let rows = Rows {
        page: Value::here(page),
        list: fixed("all".to_owned()),
        address: Callback::new(|_| String::new()),
        is_first: fixed(true),
        empty: Callback::new(|()| ().into_any()),
        chosen: None,
    };
    Some(
        view! {
            <section class="card" aria-label="Documents">
                <div class="card-head"><h2>"Documents that last changed in this run"</h2></div>
                {rows.show()}
            </section>
        }
        .into_any(),
    )
}
