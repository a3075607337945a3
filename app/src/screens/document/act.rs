//! What a person may do about the document: try it again, leave it out, say that it was entered by
//! hand, or find it in the books. The server decides whether it may be done as it stands.

use leptos::prelude::*;
use waypost_core::api::{DocumentDetail, DocumentRow, Handled, Skip, State};

use super::candidates;
use crate::client::{Client, Trouble};
use crate::load::Load;
use crate::session;
use crate::stored::Stored;
use crate::ui::deed::Deeds;
use crate::ui::field::Field;

/// The controls below the reason; nothing where the document is on its way, or posted as it should be.
pub(super) fn act(load: Load<DocumentDetail>, row: &DocumentRow) -> Option<AnyView> {
    let open = matches!(row.state, State::NeedsYou | State::Waiting);
    if !(open || row.state == State::Skipped) || !session::may_bill() {
        return None;
    }
    let deeds = Deeds::new();
    let client = session::client();
    let id = Stored::new(row.id.clone());
    let again = deeds.button("Try again", move || {
        Box::pin(
            async move { told(load, client.retry(&id.get_value()).await, "It is tried again.") },
        )
    });
    let others = open.then(|| {
        view! {
            {skip(deeds, load, client, id)}
            {handled(deeds, load, client, id)}
            {candidates::candidates(load, &id.get_value())}
        }
    });
    Some(
        view! {
            <div class="deeds">{again}{others}</div>
            {deeds.outcome()}
        }
        .into_any(),
    )
}

fn skip(deeds: Deeds, load: Load<DocumentDetail>, client: Client, id: Stored<String>) -> AnyView {
    let why = Field::text("Reason", "Why it is left out of the books. Kept in the audit log.");
    let fields = vec![(why, "Enter why it is left out.")];
    deeds.form("Leave it out of the books", fields, "Leave it out", move |given| {
        let skip = Skip { reason: given.into_iter().next().unwrap_or_default() };
        Box::pin(async move {
            told(load, client.skip(&id.get_value(), &skip).await, "It is left out of the books.")
        })
    })
}

fn handled(
    deeds: Deeds,
    load: Load<DocumentDetail>,
    client: Client,
    id: Stored<String>,
) -> AnyView {
    let number = Field::text("Number in the books", "Of the document that was entered by hand.");
    let note = Field::text("Note", "Why it was entered by hand. Kept in the audit log.");
    let fields =
        vec![(number, "Enter the number that it has in the books."), (note, "Enter a note.")];
    deeds.form("It was entered by hand", fields, "Take it down", move |given| {
        let mut given = given.into_iter();
        let remote_number = given.next().unwrap_or_default();
        let handled = Handled { remote_number, note: given.next().unwrap_or_default() };
        Box::pin(async move {
            let answer = client.handled(&id.get_value(), &handled).await;
            told(load, answer, "It is noted as entered by hand.")
        })
    })
}

/// Reads again what was changed, and says what came of it.
pub(super) fn told<T>(
    load: Load<DocumentDetail>,
    answer: Result<T, Trouble>,
    words: &str,
) -> Result<String, Trouble> {
    answer?;
    load.refresh();
    Ok(words.to_owned())
}
