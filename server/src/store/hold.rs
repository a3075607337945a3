//! Holding a document before any worker looks at it: its subsidiary has no connection (edge 49), or
//! it came under a second origin (edge 53). And letting go of what waited for a connection.

use waypost_core::sync::Held;
use waypost_core::sync::route::NO_CONNECTION;

use super::operation::Detail;
use super::{Db, Scope, StoreError};

/// Holds `document` (our id), which no worker has begun to send.
pub async fn hold(
    db: &mut Db,
    scope: &Scope,
    document: &str,
    held: &Held,
    now: &str,
) -> Result<(), StoreError> {
    let Some(operation) = super::operation::of_document(db, scope, document).await? else {
        return Ok(());
    };
    let detail =
        Detail { message: Some(held.message.clone()), class: Some(held.class), ..operation.detail };
    sqlx::query(
        "UPDATE operations SET state = 'needs_you', reason = $1, detail = $2, changed_at = $3 \
         WHERE tenant_id = $4 AND id = $5 AND state = 'waiting'",
    )
    .bind(&held.reason)
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
