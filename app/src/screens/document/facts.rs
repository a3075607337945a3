//! What the document is, where it stands, and how the books differ from the preview (R14).

use leptos::prelude::*;
use waypost_core::api::DocumentDetail;

use crate::address;
use crate::ui::amount;
use crate::ui::moment::moment;
use crate::ui::tag::tag;
use crate::words;

/// The facts as a list of terms.
pub(super) fn facts(detail: &DocumentDetail) -> AnyView {
    let row = &detail.row;
    let document = &detail.document;
    let (tone, state) = words::state(row.state);
    let posted = detail.posted.as_ref().map(|posted| {
        let version = posted.mapping_version;
        view! {
            <dt>"Number in the books"</dt><dd><strong>{posted.remote_number.clone()}</strong></dd>
            <dt>"Posted"</dt><dd>{moment(&posted.posted_at)} " with mapping version " {version}</dd>
        }
    });
    let next =
        detail.next_try_at.as_deref().map(|at| view! { <dt>"Next try"</dt><dd>{moment(at)}</dd> });
    let due = document.due.map(|due| view! { <dt>"Due"</dt><dd>{due.to_string()}</dd> });
    let reference =
        document.reference.clone().map(|it| view! { <dt>"Reference"</dt><dd>{it}</dd> });
    let list = address::activity_in(&row.subsidiary, address::list_of(row.state), None);
    view! {
        <section class="card card-body" aria-label="Facts">
            <dl class="facts">
                <dt>"State"</dt><dd>{tag(tone, state)}" "<a href=list>"Show the list"</a></dd>
                {posted}
                {next}
                <dt>"Total"</dt><dd>{amount::written(&row.total)} " " {row.currency.clone()}</dd>
                <dt>"Party"</dt><dd>{row.party.clone()}</dd>
                <dt>"Date"</dt><dd>{row.date.clone()}</dd>
                {due}
                {reference}
                <dt>"Formed from"</dt><dd>{words::origin(row.origin)}</dd>
                <dt>"Id in your TMS"</dt><dd>{row.document.clone()}</dd>
                <dt>"Changed"</dt><dd>{moment(&row.changed_at)}</dd>
            </dl>
        </section>
    }
    .into_any()
}

/// Accounts whose ledger entries are not what the preview said; nothing where all agree.
pub(super) fn differences(detail: &DocumentDetail) -> Option<AnyView> {
    let differences = &detail.posted.as_ref()?.differences;
    if differences.is_empty() {
        return None;
    }
    let rows = differences
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row">{one.account.clone()}</th>
                    <td class="end" data-label="Previewed">{amount::written(&one.expected)}</td>
                    <td class="end" data-label="In the books">{amount::written(&one.found)}</td>
                    <td data-label="Meaning">{one.message.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    Some(view! {
        <section class="card" aria-labelledby="differences">
            <div class="card-head"><h2 id="differences">"The books differ from the preview"</h2></div>
            <table class="table">
                <caption class="visually-hidden">"Differences by account, debit less credit"</caption>
                <thead><tr>
                    <th scope="col">"Account"</th>
                    <th scope="col" class="end">"Previewed"</th>
                    <th scope="col" class="end">"In the books"</th>
                    <th scope="col">"What it means"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any())
}
