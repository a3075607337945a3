//! The bar at the foot: how much of the report is new, the one button that lets it count, and what came
//! of it.

use leptos::prelude::*;
use waypost_core::api::FactoringReview;

use super::columns::Columns;
use super::desk::Desk;
use crate::address;
use crate::memo::fixed;
use crate::ui::button::{button, primary};
use crate::ui::tag::{Tone, tag};
use crate::words::count;

/// The bar; nothing before the server has read the report.
pub(super) fn bar(desk: Desk) -> AnyView {
    let shown = move || {
        desk.review.get().map(|review| {
            view! {
                <section class="save-bar" aria-label="Let it count">
                    {if review.accepted { counted(desk, &review) } else { offered(desk, &review) }}
                </section>
            }
        })
    };
    shown.into_any()
}

/// Rows that are not here yet, and those that are; neither those of another subsidiary.
fn parts(review: &FactoringReview) -> (usize, usize) {
    let here =
        |known: bool| review.rows.iter().filter(|row| !row.refused && row.known == known).count();
    (here(false), here(true))
}

/// What is said of rows on loads of another subsidiary.
fn refused(review: &FactoringReview) -> Option<String> {
    let refused = review.rows.iter().filter(|row| row.refused).count();
    let words = || {
        format!(
            " {} another subsidiary's and will not count.",
            count(refused, "row is", "rows are")
        )
    };
    (refused > 0).then(words)
}

fn offered(desk: Desk, review: &FactoringReview) -> AnyView {
    let (new, known) = parts(review);
    let words = match (new, known) {
        (0, 0) if review.rows.is_empty() => {
            "The report has no rows, so there is nothing to count.".to_owned()
        }
        (0, 0) => "No row is this subsidiary's, so there is nothing to count.".to_owned(),
        (0, known) => format!(
            "{} here already. The same report again changes nothing.",
            count(known, "row is", "rows are")
        ),
        (_, 0) => "Nothing counts before you confirm.".to_owned(),
        (_, known) => format!(
            "Nothing counts before you confirm. {} here already and will not count twice.",
            count(known, "row is", "rows are")
        ),
    };
    let accept = move || {
        let columns = desk.columns.with_value(Columns::chosen);
        desk.ask(Some(columns), true);
    };
    let confirm = (new > 0).then(|| {
        let words = format!("Let {} count", count(new, "row", "rows"));
        primary(fixed(words), desk.busy, accept)
    });
    view! {
        <p class="faint">{words}{refused(review)}</p>
        {button("Discard", move || desk.clear())}
        {confirm}
    }
    .into_any()
}

fn counted(desk: Desk, review: &FactoringReview) -> AnyView {
    let (new, known) = parts(review);
    let new = count(new, "row counts", "rows count");
    let known =
        (known > 0).then(|| format!(" {} here already.", count(known, "row was", "rows were")));
    let payments = move || address::payments(&desk.here.id.get());
    view! {
        {tag(Tone::Ok, "Done")}
        <p>{new}" now."{known}{refused(review)}</p>
        {button("Another report", move || desk.clear())}
        <a class="button" href=payments>"Show the payments"</a>
    }
    .into_any()
}
