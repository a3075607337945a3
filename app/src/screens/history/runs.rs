//! Runs in a table, newest first, and the way to older ones.

use leptos::prelude::*;
use waypost_core::api::{Page, Run};

use crate::address::{self, encoded};
use crate::ui::moment::{in_words, moment};
use crate::words;

/// One page of runs.
pub(super) fn runs(subsidiary: &str, page: &Page<Run>, is_later: bool) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="card-body soft">"Nothing has been done yet. A run begins when documents arrive for a subsidiary that is set up."</p> }
            .into_any();
    }
    let rows = page.items.iter().map(|run| row(subsidiary, run)).collect_view();
    let first = address::history(subsidiary);
    let older = page.next.as_deref().map(|next| {
        view! { <a class="button" href=format!("{first}?cursor={}", encoded(next))>"Older"</a> }
    });
    let newest = is_later.then(|| view! { <a class="button" href=first.clone()>"Newest"</a> });
    view! {
        <table class="table">
            <caption class="visually-hidden">"Runs, newest first"</caption>
            <thead><tr>
                <th scope="col">"Began"</th>
                <th scope="col">"What"</th>
                <th scope="col" class="end">"Posted"</th>
                <th scope="col" class="end">"Need you"</th>
                <th scope="col" class="end">"Tried again"</th>
                <th scope="col" class="end">"Requests"</th>
                <th scope="col">"How it ended"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <div class="cluster pager">{newest}{older}</div>
    }
    .into_any()
}

fn row(subsidiary: &str, run: &Run) -> AnyView {
    let figure = |label: &'static str, number: u64| {
        view! { <td class="end amount" data-label=label>{number}</td> }
    };
    let done = match &run.payments {
        Some(done) => {
            view! { <td colspan="3" data-label="Payments">{words::run_payments(done)}</td> }
                .into_any()
        }
        None => view! {
            {figure("Posted", run.posted)}
            {figure("Need you", run.held)}
            {figure("Tried again", run.failed)}
        }
        .into_any(),
    };
    view! {
        <tr>
            <th scope="row"><a href=address::run(subsidiary, &run.id)>{moment(&run.started_at)}</a></th>
            <td data-label="What">{words::run(run.kind)}</td>
            {done}
            <td class="end amount" data-label="Requests">{run.requests}</td>
            <td data-label="How it ended">{ending(run)}</td>
        </tr>
    }
    .into_any()
}

/// How the run ended, or how far it is.
pub(super) fn ending(run: &Run) -> String {
    let Some(end) = run.end else {
        return run.progress.as_ref().map_or_else(|| "Goes on".to_owned(), |it| it.message.clone());
    };
    let words = words::run_end(end);
    match run.resumes_at.as_deref() {
        Some(at) => format!("{words} until {}", in_words(at)),
        None => words.to_owned(),
    }
}
