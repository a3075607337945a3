//! One subsidiary in a row: system, state, and counts that lead to the documents behind them.

use leptos::prelude::*;
use waypost_core::api::{ConnectionState, Page, StateCounts, Subsidiary, SubsidiaryDays};
use waypost_core::names;

use crate::address;
use crate::load::Load;
use crate::memo::memo;
use crate::ui::bars::bars;
use crate::ui::moment::moment;
use crate::ui::rows::named;
use crate::ui::tag::tag;
use crate::words;

/// First use: there is no subsidiary yet.
pub(super) fn none() -> AnyView {
    view! {
        <div class="card card-body stack tight">
            <h2>"No subsidiary yet"</h2>
            <p class="soft">"A subsidiary is one of your legal entities, with the id that your TMS gives it. Add the first one, then connect it to its books."</p>
        </div>
    }
    .into_any()
}

/// All rows. A row stays while its figures change, so that a poll moves no focus.
pub(super) fn table(load: Load<Page<Subsidiary>>, days: Load<Vec<SubsidiaryDays>>) -> AnyView {
    let ids = memo(move || {
        load.value().with(|page| {
            page.iter().flat_map(|page| &page.items).map(|one| one.id.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="card">
            <table class="table">
                <caption class="visually-hidden">"Subsidiaries and where each stands"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Subsidiary"</th>
                        <th scope="col">"Accounting system"</th>
                        <th scope="col">"State"</th>
                        <th scope="col" class="end">"Waiting"</th>
                        <th scope="col" class="end">"Needs you"</th>
                        <th scope="col" class="end">"Posted"</th>
                        <th scope="col">"Last 30 days"</th>
                        <th scope="col">"Last and next sync"</th>
                    </tr>
                </thead>
                <tbody>
                    {named(move || ids.get(), move |id| row(load, days, id))}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(load: Load<Page<Subsidiary>>, days: Load<Vec<SubsidiaryDays>>, id: String) -> AnyView {
    let (of, drawn, past) = (id.clone(), id.clone(), address::history(&id));
    let one = memo(move || {
        load.value()
            .with(|page| page.iter().flat_map(|page| &page.items).find(|one| one.id == of).cloned())
    });
    let name =
        memo(move || one.with(|one| one.as_ref().map(|one| (one.name.clone(), next_screen(one)))));
    let count = move |state: &'static str, of: fn(&StateCounts) -> u64| {
        let href = address::activity_in(&id, state, None);
        let number = memo(move || one.with(|one| one.as_ref().map_or(0, |one| of(&one.counts))));
        move || match number.get() {
            0 => view! { <span class="amount faint">"0"</span> }.into_any(),
            some => view! { <a class="amount" href=href.clone()>{some.to_string()}</a> }.into_any(),
        }
    };
    view! {
        <tr>
            <th scope="row">{move || name.get().map(|(name, href)| view! { <a href=href>{name}</a> })}</th>
            <td data-label="System">{move || one.with(|one| one.as_ref().map(books))}</td>
            <td data-label="State">{move || one.with(|one| {
                let (tone, state) = words::connection(one.as_ref().and_then(|one| one.connection.as_ref()));
                tag(tone, state)
            })}</td>
            <td class="end" data-label="Waiting">{count("waiting", |counts| counts.waiting + counts.sending + counts.checking)}</td>
            <td class="end" data-label="Needs you">{count("needs_you", |counts| counts.needs_you)}</td>
            <td class="end" data-label="Posted">{count("posted", |counts| counts.posted)}</td>
            <td data-label="Last 30 days">{move || days.value().with(|all| {
                let all = all.as_deref()?;
                let days = all.iter().find(|days| days.subsidiary == drawn)?;
                Some(view! { <a class="bars-link" href=past.clone()>{bars(&days.days)}</a> })
            })}</td>
            <td data-label="Last and next sync">{move || one.with(|one| one.as_ref().map(times))}</td>
        </tr>
    }
    .into_any()
}

/// When something was last done, and when something is planned.
fn times(subsidiary: &Subsidiary) -> AnyView {
    let last = subsidiary.last_sync_at.as_deref().map(moment);
    let next = subsidiary.next_sync_at.as_deref().map(|at| {
        view! { <span class="faint">"next at "{moment(at)}</span> }
    });
    view! { <span class="stack-words"><span>{last}</span>{next}</span> }.into_any()
}

fn books(subsidiary: &Subsidiary) -> String {
    let Some(summary) = &subsidiary.connection else { return String::new() };
    let system = names::system(summary.system);
    match &summary.company {
        Some(company) => format!("{system}, {company}"),
        None => system.to_owned(),
    }
}

/// Where a person most likely wants to go: connecting until that is done, then the mapping.
fn next_screen(subsidiary: &Subsidiary) -> String {
    match subsidiary.connection.as_ref().map(|summary| summary.state) {
        Some(ConnectionState::Mapping | ConnectionState::Active) => {
            address::mapping(&subsidiary.id)
        }
        _ => address::connect(&subsidiary.id),
    }
}
