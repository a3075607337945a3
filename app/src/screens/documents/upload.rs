//! Pushing documents from a file: the same route as the TMS uses, with a receipt for each document.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::value::RawValue;
use waypost_core::api::{Receipt, Received};

use super::Lists;
use crate::client::{Client, Trouble};
use crate::session;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::{banner, file};
use crate::words;

/// Documents in one request; the server takes at most a thousand.
const BATCH: usize = 500;

/// What came of the last file.
#[derive(Clone, Default)]
struct Outcome {
    file: String,
    sent: usize,
    total: usize,
    receipts: Vec<Receipt>,
    refused: Option<Trouble>,
    unreadable: bool,
}

/// The form and the outcome of the last file.
pub(super) fn form(lists: Lists) -> AnyView {
    let client = session::client();
    let outcome = RwSignal::new(None::<Outcome>);
    let chosen = move |name: String, text: String| {
        spawn_local(async move {
            push(client, outcome, name, &text).await;
            say("The file was sent.");
            lists.page.refresh();
            lists.counts.refresh();
        });
    };
    view! {
        <section class="stack" aria-labelledby="from-file">
            <h2 id="from-file">"Push documents from a file"</h2>
            {file::choose("File", "JSON: one document, a list of documents, or one document a line. The same document again changes nothing.", chosen)}
            <div role="status">{move || outcome.get().map(|outcome| shown(&outcome))}</div>
        </section>
    }
    .into_any()
}

async fn push(client: Client, outcome: RwSignal<Option<Outcome>>, file: String, text: &str) {
    let Some(documents) = documents(text) else {
        outcome.set(Some(Outcome { file, unreadable: true, ..Outcome::default() }));
        return;
    };
    let total = documents.len();
    outcome.set(Some(Outcome { file, total, ..Outcome::default() }));
    for batch in documents.chunks(BATCH) {
        let answer = client.push_documents(format!("[{}]", batch.join(","))).await;
        let failed = answer.is_err();
        outcome.update(|outcome| {
            let Some(outcome) = outcome else { return };
            match answer {
                Ok(receipts) => {
                    outcome.sent += batch.len();
                    outcome.receipts.extend(receipts);
                }
                Err(trouble) => outcome.refused = Some(trouble),
            }
        });
        if failed {
            return;
        }
    }
}

/// The documents of a file, each as it stands there; none where the file is not JSON.
fn documents(text: &str) -> Option<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('[') {
        let list: Vec<Box<RawValue>> = serde_json::from_slice(text.as_bytes()).ok()?;
        return Some(list.iter().map(|document| document.get().to_owned()).collect());
    }
    let values = serde_json::Deserializer::from_slice(text.as_bytes()).into_iter::<Box<RawValue>>();
    let list: Result<Vec<_>, _> =
        values.map(|value| value.map(|value| value.get().to_owned())).collect();
    list.ok().filter(|list| !list.is_empty())
}

fn shown(outcome: &Outcome) -> AnyView {
    if outcome.unreadable {
        return banner::banner(
            "bad",
            format!("{} is not JSON", outcome.file),
            view! {
                <p>"Nothing was sent. Choose a file with one document, a list of documents, or one document a line."</p>
            },
        );
    }
    let count =
        |what: Received| outcome.receipts.iter().filter(|receipt| receipt.outcome == what).count();
    let parts: Vec<_> =
        [Received::Created, Received::Replaced, Received::Unchanged, Received::Differs]
            .into_iter()
            .filter(|what| count(*what) > 0)
            .map(|what| format!("{} {}", count(what), words::received(what)))
            .collect();
    let title = format!("{}: {} of {} received", outcome.file, outcome.sent, outcome.total);
    let messages: Vec<_> = outcome
        .receipts
        .iter()
        .filter_map(|receipt| {
            receipt.message.as_ref().map(|words| format!("{}: {words}", receipt.document))
        })
        .collect();
    let refused = outcome.refused.as_ref().map(|trouble| banner::trouble(trouble, None));
    let tone = if outcome.refused.is_some() { "warn" } else { "ok" };
    banner::banner(
        tone,
        title,
        view! {
            <p>{parts.join(", ")}</p>
            {(!messages.is_empty()).then(|| view! {
                <ul>{messages.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
            })}
            {refused}
        },
    )
}
