//! Thirty days: the bars, and the same as a table for those who want figures.

use leptos::prelude::*;
use waypost_core::api::{Day, SubsidiaryDays};

use crate::ui::bars::{bars, summary};

/// The card; nothing where the subsidiary is not there.
pub(super) fn days(all: &[SubsidiaryDays]) -> Option<AnyView> {
    let days = &all.first()?.days;
    let ends = days.first().zip(days.last()).map(|(first, last)| {
        view! { <p class="bars-ends faint"><span>{first.date.clone()}</span><span>{last.date.clone()}</span></p> }
    });
    Some(
        view! {
            <section class="card" aria-label="Last 30 days">
                <div class="card-head"><h2>"Last 30 days"</h2><p class="faint push">{summary(days)}</p></div>
                <div class="card-body">
                    <div class="bars-tall">{bars(days)}</div>
                    {ends}
                    <p class="bars-key faint"><span class="key-posted">"Posted"</span><span class="key-held">"Came to need you"</span></p>
                    <details class="disclosure">
                        <summary>"Show as a table"</summary>
                        {table(days)}
                    </details>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// Days on which something was done, newest first.
fn table(days: &[Day]) -> AnyView {
    let worked = days.iter().rev().filter(|day| day.posted + day.held + day.failed > 0);
    let rows = worked.map(row).collect_view();
    view! {
        <table class="table">
            <caption class="visually-hidden">"Days on which something was done, newest first"</caption>
            <thead><tr>
                <th scope="col">"Day"</th>
                <th scope="col" class="end">"Posted"</th>
                <th scope="col" class="end">"Came to need you"</th>
                <th scope="col" class="end">"Tried again"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(day: &Day) -> AnyView {
    view! {
        <tr>
            <th scope="row">{day.date.clone()}</th>
            <td class="end amount" data-label="Posted">{day.posted}</td>
            <td class="end amount" data-label="Came to need you">{day.held}</td>
            <td class="end amount" data-label="Tried again">{day.failed}</td>
        </tr>
    }
    .into_any()
}
