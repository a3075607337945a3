//! Documents in a table, one page at a time: number, party, date, total, and what became of each.
//!
//! Not which documents: whoever shows them says so. A row stays while it changes, so that reading
//! again moves no focus.

use leptos::prelude::*;
use waypost_core::api::{DocumentRow, Page, State};

use crate::address;
use crate::load::Value;
use crate::memo::{Memo, memo};
use crate::signal::RwSignal;
use crate::ui::amount;
use crate::ui::moment::moment;
use crate::ui::rows::named;
use crate::ui::tag::tag;
use crate::words;

/// A page of documents and what is around it.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    /// The page, once it is here.
    pub(crate) page: Value<Page<DocumentRow>>,
    /// The list that it is a page of: `waiting`, `needs_you` …
    pub(crate) list: Memo<String>,
    /// The address of the page after a cursor, or of the first one.
    pub(crate) address: Callback<Option<String>, String>,
    /// Whether it is the first page.
    pub(crate) is_first: Memo<bool>,
    /// What stands there when the page is empty.
    pub(crate) empty: Callback<(), AnyView>,
    /// The documents that are chosen, where one may choose.
    pub(crate) chosen: Option<RwSignal<Vec<String>>>,
}

type Ids = Memo<Option<Vec<String>>>;

impl Rows {
    /// The page, or why it is empty.
    pub(crate) fn show(self) -> AnyView {
        let ids: Ids = memo(move || {
            self.page.with(|page| {
                let items = page.as_ref().map(|page| page.items.iter());
                items.map(|items| items.map(|row| row.id.clone()).collect())
            })
        });
        let is_empty = memo(move || ids.with(|ids| ids.as_ref().map(Vec::is_empty)));
        view! {
            {move || match is_empty.get() {
                Some(true) => self.empty.run(()),
                Some(false) => self.table(ids),
                None => ().into_any(),
            }}
            {move || self.page.get().map(|page| self.pager(page.next.clone()))}
        }
        .into_any()
    }

    fn table(self, ids: Ids) -> AnyView {
        let about = move || {
            self.list.with(|list| match list.as_str() {
                "posted" => "Number in the books",
                "needs_you" => "What it needs",
                "skipped" => "Why",
                "waiting" | "sending" => "What it waits for",
                _ => "What became of it",
            })
        };
        let choose = self.chosen.map(|_| {
            view! { <th scope="col"><span class="visually-hidden">"Choose"</span></th> }
        });
        view! {
            <table class="table">
                <caption class="visually-hidden">"Documents, newest change first"</caption>
                <thead><tr>
                    {choose}
                    <th scope="col">"Number"</th>
                    <th scope="col">"Party"</th>
                    <th scope="col">"Date"</th>
                    <th scope="col" class="end">"Total"</th>
                    <th scope="col">{about}</th>
                    <th scope="col">"Changed"</th>
                </tr></thead>
                <tbody>
                    {named(move || ids.get().unwrap_or_default(), move |id| {
                        let of = id.clone();
                        let row = memo(move || self.page.with(|page| {
                            page.as_ref().and_then(|page| page.items.iter().find(|row| row.id == of).cloned())
                        }));
                        self.row(id, row)
                    })}
                </tbody>
            </table>
        }
        .into_any()
    }

    fn row(self, id: String, row: Memo<Option<DocumentRow>>) -> AnyView {
        let part =
            move |part: fn(&DocumentRow) -> AnyView| move || row.with(|row| row.as_ref().map(part));
        let number = memo(move || row.with(|row| row.as_ref().map(|row| row.number.clone())));
        let href = address::document(&id);
        let alone = self.list.with_untracked(|list| list == "all");
        view! {
            <tr>
                {self.chosen.map(|chosen| choice(chosen, id, number))}
                <th scope="row">
                    <span class="stack-words">
                        <a href=href>{move || number.get()}</a>
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
                <td class="wide" data-label="State">{part(if alone { with_state } else { what })}</td>
                <td class="whole" data-label="Changed">{part(|row| moment(&row.changed_at).into_any())}</td>
            </tr>
        }
        .into_any()
    }

    fn pager(self, next: Option<String>) -> AnyView {
        let newest = (!self.is_first.get_untracked()).then(|| {
            view! { <a class="button" href=self.address.run(None)>"Newest"</a> }
        });
        let older = next.map(|next| {
            view! { <a class="button" href=self.address.run(Some(next))>"Older"</a> }
        });
        view! { <div class="cluster pager">{newest}{older}</div> }.into_any()
    }
}

/// A box that adds the document to those that are chosen.
fn choice(chosen: RwSignal<Vec<String>>, id: String, number: Memo<Option<String>>) -> AnyView {
    let (of, shown) = (id.clone(), id);
    let is_chosen = move || chosen.with(|chosen| chosen.contains(&shown));
    let label = move || format!("Choose {}", number.get().unwrap_or_default());
    let toggle = move |_| {
        chosen.update(|chosen| match chosen.iter().position(|one| *one == of) {
            Some(at) => drop(chosen.swap_remove(at)),
            None => chosen.push(of.clone()),
        });
    };
    view! {
        <td class="tick"><input type="checkbox" aria-label=label prop:checked=is_chosen on:change=toggle/></td>
    }
    .into_any()
}

/// Its number in the books, or why it is not there yet.
fn what(row: &DocumentRow) -> AnyView {
    // Only the list of what is on its way holds two states; elsewhere the tab has said it.
    if row.state == State::Checking { with_state(row) } else { words_of(row) }
}

fn with_state(row: &DocumentRow) -> AnyView {
    let (tone, words) = words::state(row.state);
    view! { <span>{tag(tone, words)}" "{words_of(row)}</span> }.into_any()
}

fn words_of(row: &DocumentRow) -> AnyView {
    row.remote_number.clone().or_else(|| row.message.clone()).into_any()
}
