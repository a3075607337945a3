//! Was and is: what the source changed since the document was posted (R45), with its money.

use leptos::prelude::*;
use waypost_core::api::{ChangedLine, Difference, DocumentDetail, LineContent};

use crate::ui::amount::amount;

/// The table; nothing while source and books agree.
pub(super) fn difference(detail: &DocumentDetail) -> Option<AnyView> {
    let difference = detail.difference.as_ref()?;
    let fields = difference.fields.iter().map(|one| {
        let name = one.field.replace('_', " ");
        row(name, text(one.was.as_deref()), text(one.is.as_deref()), ().into_any())
    });
    let lines = difference.lines.iter().map(line);
    let rows: Vec<AnyView> = fields.chain(lines).chain([total(difference)]).collect();
    Some(view! {
        <section class="card" aria-labelledby="difference">
            <div class="card-head"><h2 id="difference">"Changed at the source since it was posted"</h2></div>
            <table class="table">
                <caption class="visually-hidden">"What was posted and what the source says now"</caption>
                <thead><tr>
                    <th scope="col">"What"</th>
                    <th scope="col" class="end">"Was"</th>
                    <th scope="col" class="end">"Is"</th>
                    <th scope="col" class="end">"Difference"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any())
}

fn line(one: &ChangedLine) -> AnyView {
    let content = one.is.as_ref().or(one.was.as_ref());
    let name = content.map_or_else(
        || one.line.clone(),
        |content| content.description.clone().unwrap_or_else(|| content.item.clone()),
    );
    let money = |content: Option<&LineContent>| match content {
        Some(content) => amount(content.amount),
        None => text(None),
    };
    row(name, money(one.was.as_ref()), money(one.is.as_ref()), amount(one.difference))
}

fn total(difference: &Difference) -> AnyView {
    row(
        "Total".to_owned(),
        amount(difference.was),
        amount(difference.is),
        amount(difference.difference),
    )
}

fn text(text: Option<&str>) -> AnyView {
    view! { <span>{text.unwrap_or("none").to_owned()}</span> }.into_any()
}

fn row(name: String, was: AnyView, is: AnyView, difference: AnyView) -> AnyView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="end" data-label="Was">{was}</td>
            <td class="end" data-label="Is">{is}</td>
            <td class="end" data-label="Difference">{difference}</td>
        </tr>
    }
    .into_any()
}
