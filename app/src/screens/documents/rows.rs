//! The rows of one list, and the way to older ones.

use leptos::prelude::*;
use waypost_core::api::{DocumentRow, Page, State};

use super::Lists;
use super::filter::address;
use crate::address;
use crate::client::DocumentFilter;
use crate::reactive::memo;
use crate::ui::amount;
use crate::ui::moment::moment;
use crate::ui::tag::tag;
use crate::words;

/// The page, or why it is empty. A row stays while it changes, so that a poll moves no focus.
pub(super) fn list(lists: Lists) -> AnyView {
    let ids = memo(move || {
        lists.page.value().with(|page| {
            page.as_ref()
                .map(|page| page.items.iter().map(|row| row.id.clone()).collect::<Vec<_>>())
        })
    });
    let is_empty = memo(move || ids.with(|ids| ids.as_ref().map(Vec::is_empty)));
    view! {
        {move || match is_empty.get() {
            Some(true) => lists.filter.with(empty),
            Some(false) => table(lists, ids),
            None => ().into_any(),
        }}
        {move || lists.page.value().get().map(|page| pager(lists, &page))}
    }
    .into_any()
}

fn table(lists: Lists, ids: Memo<Option<Vec<String>>>) -> AnyView {
    let about = move || {
        lists.filter.with(|filter| match filter.state.as_str() {
            "posted" => "Number in the books",
            "needs_you" => "What it needs",
            "skipped" => "Why",
            _ => "What it waits for",
        })
    };
    view! {
        <table class="table">
            <caption class="visually-hidden">"Documents, newest change first"</caption>
            <thead><tr>
                <th scope="col">"Number"</th>
                <th scope="col">"Party"</th>
                <th scope="col">"Date"</th>
                <th scope="col" class="end">"Total"</th>
                <th scope="col">{about}</th>
                <th scope="col">"Changed"</th>
            </tr></thead>
            <tbody>
                <For each=move || ids.get().unwrap_or_default() key=|id| id.clone() children=move |id| {
                    let row = memo(move || lists.page.value().with(|page| {
                        page.as_ref().and_then(|page| page.items.iter().find(|row| row.id == id).cloned())
                    }));
                    self::row(row)
                }/>
            </tbody>
        </table>
    }
    .into_any()
}

fn row(row: Memo<Option<DocumentRow>>) -> AnyView {
    let part =
        move |part: fn(&DocumentRow) -> AnyView| move || row.with(|row| row.as_ref().map(part));
    let link =
        memo(move || row.with(|row| row.as_ref().map(|row| (row.id.clone(), row.number.clone()))));
    view! {
        <tr>
            <th scope="row">
                <span class="stack-words">
                    {move || link.get().map(|(id, number)| view! { <a href=address::document(&id)>{number}</a> })}
                    {part(|row| view! {
                        <span class="faint">{words::kind(row.kind)} ", " {words::origin(row.origin)}</span>
                    }.into_any())}
                </span>
            </th>
            <td data-label="Party">{part(|row| row.party.clone().into_any())}</td>
            <td class="whole" data-label="Date">{part(|row| row.date.clone().into_any())}</td>
            <td class="end whole" data-label="Total">{part(|row| view! {
                <span>{amount::written(&row.total)}" "<span class="faint">{row.currency.clone()}</span></span>
            }.into_any())}</td>
            <td class="wide" data-label="State">{part(what)}</td>
            <td class="whole" data-label="Changed">{part(|row| moment(&row.changed_at).into_any())}</td>
        </tr>
    }
    .into_any()
}

/// Its number in the books, or why it is not there yet.
fn what(row: &DocumentRow) -> AnyView {
    // Only the list of what is on its way holds two states; elsewhere the tab has said it.
    let own = (row.state == State::Checking).then(|| {
        let (tone, words) = words::state(row.state);
        view! { {tag(tone, words)}" " }
    });
    let words = row.remote_number.clone().or_else(|| row.message.clone());
    view! { <span>{own}{words}</span> }.into_any()
}

fn empty(filter: &DocumentFilter) -> AnyView {
    if !filter.words.is_empty() {
        let all = address(&DocumentFilter { words: String::new(), ..filter.clone() }, None);
        return view! {
            <p class="card-body">"Nothing matches “" {filter.words.clone()} "” in this list. "<a href=all>"Show the whole list"</a></p>
        }
        .into_any();
    }
    let words = match filter.state.as_str() {
        "sending" => "Nothing is on its way right now.",
        "needs_you" => "Nothing needs you.",
        "posted" => "Nothing has been posted yet.",
        "skipped" => "Nothing was skipped.",
        _ => {
            "Nothing is waiting. Documents arrive when your TMS pushes them, or from a file below."
        }
    };
    view! { <p class="card-body soft">{words}</p> }.into_any()
}

fn pager(lists: Lists, page: &Page<DocumentRow>) -> AnyView {
    let filter = lists.filter.get_untracked();
    let newest = lists.cursor.get_untracked().map(|_| {
        view! { <a class="button" href=address(&filter, None)>"Newest"</a> }
    });
    let older = page.next.as_deref().map(|next| {
        view! { <a class="button" href=address(&filter, Some(next))>"Older"</a> }
    });
    view! { <div class="cluster pager">{newest}{older}</div> }.into_any()
}
