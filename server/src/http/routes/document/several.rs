//! Trying again, or leaving out, many documents at once: those named, or all of one cause. Each
//! is done by itself, in transactions of some hundreds, so that fifty thousand hold nobody up.

use axum::Json;
use axum::extract::State;
use waypost_core::api::{RefusedDocument, Several, SeveralDone};

use super::acting::words;
use crate::http::app::App;
use crate::http::caller::{Bills, By, Caller};
use crate::http::problem::{Answer, unusable};
use crate::http::request::{At, Sent};
use crate::http::routes::{audited, subsidiary_name};
use crate::intake::document::hold_if_needed;
use crate::store::operation::{Act, Acted, act, of_cause};
use crate::store::{self, Db, document};

/// How many one request may name.
const AT_MOST: usize = 1_000;
/// How many share a transaction.
const CHUNK: u32 = 500;

/// Tries many documents of a subsidiary again.
#[utoipa::path(
    post, path = "/subsidiaries/{subsidiary}/activity/retry", operation_id = "retrySeveral", tag = "documents",
    params(("subsidiary" = String, Path, description = "the source's id")),
    request_body = Several,
    responses((status = 200, body = SeveralDone)), security(("session" = []))
)]
pub(crate) async fn retry(
    State(app): State<App>,
    by: By<Bills>,
    At(subsidiary): At<String>,
    Sent(sent): Sent<Several>,
) -> Answer<Json<SeveralDone>> {
    several(&app, &by.caller, &subsidiary, &sent, ("activity.retry", Act::Retry)).await
}

/// Leaves many documents of a subsidiary out, for one reason.
#[utoipa::path(
    post, path = "/subsidiaries/{subsidiary}/activity/skip", operation_id = "skipSeveral", tag = "documents",
    params(("subsidiary" = String, Path, description = "the source's id")),
    request_body = Several,
    responses((status = 200, body = SeveralDone)), security(("session" = []))
)]
pub(crate) async fn skip(
    State(app): State<App>,
    by: By<Bills>,
    At(subsidiary): At<String>,
    Sent(sent): Sent<Several>,
) -> Answer<Json<SeveralDone>> {
    let reason = words("reason", sent.reason.as_deref().unwrap_or_default())?;
    let skip = Act::Skip { by: by.caller.name(), reason };
    several(&app, &by.caller, &subsidiary, &sent, ("activity.skip", skip)).await
}

async fn several(
    app: &App,
    caller: &Caller,
    subsidiary: &str,
    sent: &Several,
    what: (&str, Act<'_>),
) -> Answer<Json<SeveralDone>> {
    let mut db = app.store.read().await?;
    subsidiary_name(&mut db, &caller.scope, subsidiary).await?;
    drop(db);
    let mut sum = SeveralDone::default();
    match (&sent.cause, sent.documents.as_slice()) {
        (Some(cause), []) => {
            let mut after = String::new();
            loop {
                let mut db = app.store.read().await?;
                let scope = &caller.scope;
                let ids = of_cause(&mut db, scope, subsidiary, cause, &after, CHUNK).await?;
                drop(db);
                let Some(last) = ids.last() else { break };
                after.clone_from(last);
                chunk(app, caller, subsidiary, &ids, what, &mut sum).await?;
            }
        }
        (None, ids) if !ids.is_empty() && ids.len() <= AT_MOST => {
            for ids in ids.chunks(CHUNK as usize) {
                chunk(app, caller, subsidiary, ids, what, &mut sum).await?;
            }
        }
        _ => {
            let detail = format!(
                "Name either documents (1 to {AT_MOST} ids) or one cause; nothing was changed."
            );
            return Err(unusable("documents", detail));
        }
    }
    app.sync.wake();
    Ok(Json(sum))
}

async fn chunk(
    app: &App,
    caller: &Caller,
    subsidiary: &str,
    ids: &[String],
    (action, what): (&str, Act<'_>),
    sum: &mut SeveralDone,
) -> Answer<()> {
    let mut tx = app.store.begin().await?;
    let mut done = Vec::with_capacity(ids.len());
    for id in ids {
        match one(&mut tx, app, caller, subsidiary, id, what).await? {
            None => done.push(id),
            Some(refused) => sum.refused.push(refused),
        }
    }
    let note = (None::<&()>, Some(&done));
    audited(&mut tx, app, caller, action, subsidiary, note).await?;
    store::commit(tx).await?;
    sum.done += done.len() as u64;
    Ok(())
}

/// One of them; what it was refused for, where it was.
async fn one(
    db: &mut Db,
    app: &App,
    caller: &Caller,
    subsidiary: &str,
    id: &str,
    what: Act<'_>,
) -> Answer<Option<RefusedDocument>> {
    let (scope, now) = (&caller.scope, app.clock.now());
    let refused = |code: &str, message: String| {
        Ok(Some(RefusedDocument { id: id.to_owned(), code: code.to_owned(), message }))
    };
    let missing = || format!("{subsidiary} has no document of this id. Check it against the list.");
    let stored = document::get(db, scope, id).await?;
    let Some(stored) = stored.filter(|stored| stored.subsidiary == subsidiary) else {
        return refused("not_found", missing());
    };
    match act(db, scope, id, what, now).await? {
        Acted::Yes if what == Act::Retry => {
            hold_if_needed(db, scope, &stored, now).await?;
            Ok(None)
        }
        Acted::Yes => Ok(None),
        Acted::Missing => refused("not_found", missing()),
        Acted::Barred(barred) => refused(barred.code(), barred.message(&stored.number)),
    }
}
