//! The documents behind the differences, each with what differs in words.

use leptos::prelude::*;
use waypost_core::api::{Reconciled, ReconciledDocument};

use crate::address;

/// All of them; nothing where everything agrees.
pub(super) fn documents(result: &Reconciled) -> Option<AnyView> {
    if result.differing.is_empty() {
        return None;
    }
    let rows = result.differing.iter().map(row).collect_view();
    let shown = view! {
        <section class="card" aria-labelledby="differing">
            <div class="card-head"><h2 id="differing">"Documents that differ"</h2></div>
            <table class="table">
                <caption class="visually-hidden">"Documents that the books have otherwise"</caption>
                <thead><tr>
                    <th scope="col">"Document"</th>
                    <th scope="col">"In the books"</th>
                    <th scope="col">"Posted on"</th>
                    <th scope="col">"What differs"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    };
    Some(shown.into_any())
}

fn row(document: &ReconciledDocument) -> AnyView {
    view! {
        <tr>
            <th scope="row">{link(document)}</th>
            <td data-label="In the books">{document.remote_number.clone()}</td>
            <td class="whole" data-label="Posted on">{document.day.clone()}</td>
            <td class="wide" data-label="What differs">{document.message.clone()}</td>
        </tr>
    }
    .into_any()
}

/// Those behind one account, as a list.
pub(super) fn list(behind: &[ReconciledDocument]) -> Option<AnyView> {
    if behind.is_empty() {
        return None;
    }
    let items = behind
        .iter()
        .map(|document| view! { <li>{link(document)} ": " {document.message.clone()}</li> })
        .collect_view();
    Some(view! { <ul>{items}</ul> }.into_any())
}

fn link(document: &ReconciledDocument) -> AnyView {
    view! { <a href=address::document(&document.document)>{document.number.clone()}</a> }.into_any()
}
