//! Holding a document before any worker looks at it: its subsidiary has no connection (edge 49), or
//! it came under a second origin (edge 53). And letting go of what waited for a connection.

use jiff::Timestamp;
use sqlx::Row as _;
use waypost_core::api::State;
use waypost_core::sync::Held;
use waypost_core::sync::route::{Arrival, NO_CONNECTION, route};

use super::document::Stored;
use super::{Db, Scope, StoreError, connection, document, operation, subsidiary, webhook};

/// Why a waiting document cannot go anywhere. None when it can.
pub async fn reason(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
) -> Result<Option<Held>, StoreError> {
    let earlier_origin = document::earlier_origin(db, scope, stored).await?;
    let connection = connection::of_subsidiary(db, scope, &stored.subsidiary).await?;
    let name = subsidiary::name(db, scope, &stored.subsidiary).await?;
    let arrival = Arrival {
        document: &stored.source_id,
        origin: &stored.origin,
        earlier_origin: earlier_origin.as_deref(),
        subsidiary: name.as_deref().unwrap_or(&stored.subsidiary),
        connection: connection.as_ref().map(|connection| connection.id.as_str()),
    };
    Ok(route(&arrival).err())
}

/// Holds `document` (our id), which no worker has begun to send.
pub async fn hold(
    db: &mut Db,
    scope: &Scope,
    document: &str,
    held: &Held,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(mut operation) = operation::of_document(db, scope, document).await? else {
        return Ok(());
    };
    operation.state = State::NeedsYou;
    operation.next_try_at = None;
    operation.explain(held);
    operation::place(db, scope, &operation, State::Waiting, now).await?;
    Ok(())
}

/// Lets the documents go that waited for `subsidiary` to be connected.
pub async fn release_unconnected(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    now: &str,
) -> Result<(), StoreError> {
    let rows = sqlx::query(
        "UPDATE operations SET state = 'waiting', reason = NULL, cause = NULL, changed_at = $1 \
         WHERE tenant_id = $2 AND kind = 'document' AND state = 'needs_you' AND reason = $3 \
         AND subject_id IN \
         (SELECT id FROM documents WHERE tenant_id = $2 AND subsidiary_id = $4) \
         RETURNING subject_id",
    )
    .bind(now)
    .bind(scope.tenant())
    .bind(NO_CONNECTION)
    .bind(subsidiary)
    .fetch_all(&mut *db)
    .await?;
    let ids: Vec<String> =
        rows.iter().map(|row| row.try_get("subject_id")).collect::<Result<_, _>>()?;
    webhook::documents_changed(db, scope, &ids, now).await
}
