//! Holding a document before any worker looks at it: its subsidiary has no connection (edge 49), or
//! it came under a second origin (edge 53). And letting go of what waited for a connection.

use super::operation::Detail;
use super::{Db, Scope, StoreError};
use crate::connectors::Class;

/// Why a document is held on arrival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Stable name of the reason.
    pub reason: &'static str,
    /// What decides whether it is redone by itself (R42).
    pub class: Class,
    /// The reason in words, with the next step.
    pub message: String,
}

/// The reason of documents whose subsidiary has no connection.
pub const NO_CONNECTION: &str = "no_connection";
/// The reason of documents that came under a second origin.
pub const DUPLICATE: &str = "duplicate_document";

/// Holds `document` (our id), which no worker has begun to send.
pub async fn hold(
    db: &mut Db,
    scope: &Scope,
    document: &str,
    hold: &Hold,
    now: &str,
) -> Result<(), StoreError> {
    let Some(operation) = super::operation::of_document(db, scope, document).await? else {
        return Ok(());
    };
    let detail =
        Detail { message: Some(hold.message.clone()), class: Some(hold.class), ..operation.detail };
    sqlx::query(
        "UPDATE operations SET state = 'needs_you', reason = $1, detail = $2, changed_at = $3 \
         WHERE tenant_id = $4 AND id = $5 AND state = 'waiting'",
    )
    .bind(hold.reason)
    .bind(serde_json::to_string(&detail)?)
    .bind(now)
    .bind(scope.tenant())
    .bind(&operation.id)
    .execute(db)
    .await?;
    Ok(())
}

/// Lets the documents go that waited for `subsidiary` to be connected.
pub async fn release_unconnected(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE operations SET state = 'waiting', reason = NULL, changed_at = $1 \
         WHERE tenant_id = $2 AND kind = 'document' AND state = 'needs_you' AND reason = $3 \
         AND subject_id IN \
         (SELECT id FROM documents WHERE tenant_id = $2 AND subsidiary_id = $4)",
    )
    .bind(now)
    .bind(scope.tenant())
    .bind(NO_CONNECTION)
    .bind(subsidiary)
    .execute(db)
    .await?;
    Ok(())
}
