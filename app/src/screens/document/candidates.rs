//! What the books hold that may be this document: the person looks, compares, and links one.

use leptos::prelude::*;
use waypost_core::api::{DocumentDetail, Link, RemoteCandidate};

use super::act::told;
use crate::load::Load;
use crate::session;
use crate::signal::RwSignal;
use crate::stored::Stored;
use crate::ui::amount;
use crate::ui::deed::Deeds;
use crate::words::count;

/// A button that asks the books, and what they answered.
pub(super) fn candidates(load: Load<DocumentDetail>, id: &str) -> AnyView {
    let client = session::client();
    let deeds = Deeds::new();
    let id = Stored::new(id.to_owned());
    let found = RwSignal::new(None::<Vec<RemoteCandidate>>);
    let look = deeds.button("Find it in the books", move || {
        Box::pin(async move {
            let page = client.candidates(&id.get_value()).await?;
            let words = count(page.items.len(), "document may be it", "documents may be it");
            found.try_set(Some(page.items));
            Ok(format!("{words}."))
        })
    });
    view! {
        {look}
        <div class="found">
            {deeds.outcome()}
            {move || found.get().filter(|found| !found.is_empty()).map(|found| table(load, deeds, id, &found))}
        </div>
    }
    .into_any()
}

fn table(
    load: Load<DocumentDetail>,
    deeds: Deeds,
    id: Stored<String>,
    found: &[RemoteCandidate],
) -> AnyView {
    let rows = found.iter().map(|one| row(load, deeds, id, one)).collect_view();
    view! {
        <table class="table">
            <caption class="visually-hidden">"Documents of the books that may be this one, the closest first"</caption>
            <thead><tr>
                <th scope="col">"Number"</th>
                <th scope="col">"Party"</th>
                <th scope="col">"Date"</th>
                <th scope="col" class="end">"Total"</th>
                <th scope="col">"Compared"</th>
                <th scope="col"><span class="visually-hidden">"Link"</span></th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(
    load: Load<DocumentDetail>,
    deeds: Deeds,
    id: Stored<String>,
    one: &RemoteCandidate,
) -> AnyView {
    let whole = one.agrees.whole();
    let link = one.refused.is_none().then(|| {
        let words = if whole { "Link" } else { "Link though it differs" };
        let remote_id = one.remote_id.clone();
        let client = session::client();
        deeds.button(words, move || {
            let link = Link { remote_id: remote_id.clone(), accept_differences: !whole };
            Box::pin(async move {
                told(load, client.link(&id.get_value(), &link).await, "It is linked.")
            })
        })
    });
    let compared = one.refused.clone().unwrap_or_else(|| compared(one));
    view! {
        <tr>
            <th scope="row"><span class="stack-words">{one.remote_number.clone()}<span class="faint">{one.standing.clone()}</span></span></th>
            <td data-label="Party">{one.party.clone()}</td>
            <td class="whole" data-label="Date">{one.date.clone()}</td>
            <td class="end" data-label="Total">{amount::amount(one.total)}</td>
            <td data-label="Compared">{compared}</td>
            <td>{link}</td>
        </tr>
    }
    .into_any()
}

/// What differs, in words.
fn compared(one: &RemoteCandidate) -> String {
    let agrees = one.agrees;
    let parts = [
        (agrees.number, "number"),
        (agrees.party, "party"),
        (agrees.total, "total"),
        (agrees.date, "date"),
    ];
    let differ: Vec<&str> =
        parts.into_iter().filter(|(same, _)| !same).map(|(_, name)| name).collect();
    if differ.is_empty() {
        "All agrees".to_owned()
    } else {
        format!("Another {}", differ.join(", another "))
    }
}
