//! What a person does about one document: stored, and in the audit log, in one transaction.

use axum::Json;
use axum::http::StatusCode;
use waypost_core::api::{DocumentRow, State};
use waypost_core::sync::by_hand::Barred;

use crate::http::app::App;
use crate::http::caller::Caller;
use crate::http::problem::{Answer, Refusal, not_found, unusable};
use crate::http::routes::audited;
use crate::intake::document::hold_if_needed;
use crate::store::operation::{Act, Acted, act};
use crate::store::{self, Db, document};

/// Most characters of a person's own words.
const WORDS: usize = 500;

/// Does `what` about the document `id`, as `action` of the audit log.
pub(super) async fn acting(
    app: &App,
    caller: &Caller,
    id: &str,
    action: &str,
    what: Act<'_>,
) -> Answer<Json<DocumentRow>> {
    let mut tx = app.store.begin().await?;
    let before = row(&mut tx, caller, id).await?;
    let acted = act(&mut tx, &caller.scope, id, what, app.clock.now()).await?;
    done(acted, id, &before.number)?;
    finish(tx, app, caller, action, &before).await
}

/// The document's row, or words for what is not there.
pub(super) async fn row(db: &mut Db, caller: &Caller, id: &str) -> Answer<DocumentRow> {
    document::row(db, &caller.scope, id).await?.ok_or_else(|| not_found("document", id))
}

/// Refuses what was not done.
pub(super) fn done(acted: Acted, id: &str, number: &str) -> Answer<()> {
    match acted {
        Acted::Yes => Ok(()),
        Acted::Missing => Err(not_found("document", id)),
        Acted::Barred(barred) => Err(refused(barred, number)),
    }
}

/// The refusal of what core bars.
pub(super) fn refused(barred: Barred, number: &str) -> Refusal {
    Refusal::new(StatusCode::CONFLICT, barred.code(), barred.message(number))
}

/// Notes the deed, keeps it, and wakes the worker. A document that waits again and can go nowhere is
/// held at once.
pub(super) async fn finish(
    mut tx: store::Tx,
    app: &App,
    caller: &Caller,
    action: &str,
    before: &DocumentRow,
) -> Answer<Json<DocumentRow>> {
    let scope = &caller.scope;
    let stored = document::get(&mut tx, scope, &before.id).await?;
    let after = row(&mut tx, caller, &before.id).await?;
    if let Some(stored) = stored.filter(|_| after.state == State::Waiting) {
        hold_if_needed(&mut tx, scope, &stored, app.clock.now()).await?;
    }
    let after = row(&mut tx, caller, &before.id).await?;
    let standing = |row: &DocumentRow| (row.state, row.reason.clone(), row.message.clone());
    let (was, is) = (standing(before), standing(&after));
    audited(&mut tx, app, caller, action, &before.id, (Some(&was), Some(&is))).await?;
    store::commit(tx).await?;
    app.sync.wake();
    Ok(Json(after))
}

/// A person's own words: something, and not a book.
pub(super) fn words<'a>(path: &str, text: &'a str) -> Answer<&'a str> {
    let text = text.trim();
    if text.is_empty() {
        return Err(unusable(path, format!("{path} is empty. Write a few words.")));
    }
    if text.chars().count() > WORDS {
        let detail = format!("{path} has more than {WORDS} signs. Write fewer.");
        return Err(unusable(path, detail));
    }
    Ok(text)
}
