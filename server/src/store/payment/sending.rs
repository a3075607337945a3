//! How far each allocation is on its way into the books: sent to a connection, then standing there under an
//! id. One check is one payment of the books of each connection, whatever it pays there.

use super::super::{Db, Scope, StoreError};

/// The books hold a payment otherwise than the source has it now: the reason of its operation.
pub const DIFFERS: &str = "payment_differs";

/// The allocations of payment `id` on these documents (our ids) are being sent to a connection's books. False
/// when one of them is not there any more.
pub async fn sending(
    db: &mut Db,
    scope: &Scope,
    (id, connection): (&str, &str),
    documents: &[String],
) -> Result<bool, StoreError> {
    let mut all = true;
    for document in documents {
        let done = sqlx::query(
            "UPDATE allocations SET sent_to = $1 WHERE tenant_id = $2 AND payment_id = $3 \
             AND document_id = $4 AND remote_id IS NULL",
        )
        .bind(connection)
        .bind(scope.tenant())
        .bind(id)
        .bind(document)
        .execute(&mut *db)
        .await?;
        all &= done.rows_affected() > 0;
    }
    Ok(all)
}

/// What was on its way to a connection's books stands there under this id.
pub async fn sent(
    db: &mut Db,
    scope: &Scope,
    (id, connection): (&str, &str),
    remote_id: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE allocations SET remote_id = $1, exported = 1, counted = 1 \
         WHERE tenant_id = $2 AND payment_id = $3 AND sent_to = $4 AND remote_id IS NULL",
    )
    .bind(remote_id)
    .bind(scope.tenant())
    .bind(id)
    .bind(connection)
    .execute(db)
    .await?;
    Ok(())
}

/// What was on its way to a connection's books does not stand there.
pub async fn not_sent(
    db: &mut Db,
    scope: &Scope,
    (id, connection): (&str, &str),
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE allocations SET sent_to = NULL \
         WHERE tenant_id = $1 AND payment_id = $2 AND sent_to = $3 AND remote_id IS NULL",
    )
    .bind(scope.tenant())
    .bind(id)
    .bind(connection)
    .execute(db)
    .await?;
    Ok(())
}

/// What stood in the books under this id stands there no more.
pub async fn taken_out(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    remote_id: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE allocations SET sent_to = NULL, remote_id = NULL, exported = 0 \
         WHERE tenant_id = $1 AND payment_id = $2 AND remote_id = $3",
    )
    .bind(scope.tenant())
    .bind(id)
    .bind(remote_id)
    .execute(db)
    .await?;
    Ok(())
}
