//! Answers to writes that carried an `Idempotency-Key`, given again to the same request.
//!
//! A row is claimed before the work begins, so that two requests with one key never work at once;
//! a claim that was left behind by a crash is taken over.

use sqlx::Row;

use super::{Db, Scope, StoreError, small};

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is new, and now ours.
    Ours,
    /// The same request is being worked on.
    Working,
    /// It belongs to another request.
    Other,
    /// It was answered.
    Answered {
        /// HTTP status.
        status: u16,
        /// The body.
        reply: String,
    },
}

/// Claims `key` for the request with this hash. Claims without an answer and answers from before
/// `forget_before` are forgotten, claims from before `stale_before` taken over.
pub async fn claim(
    db: &mut Db,
    scope: &Scope,
    key: &str,
    request_hash: &str,
    now: &str,
    (stale_before, forget_before): (&str, &str),
) -> Result<Claim, StoreError> {
    sqlx::query(
        "DELETE FROM idempotent_replies WHERE tenant_id = $1 \
         AND (created_at < $2 OR (status = 0 AND created_at < $3))",
    )
    .bind(scope.tenant())
    .bind(forget_before)
    .bind(stale_before)
    .execute(&mut *db)
    .await?;
    let done = sqlx::query(
        "INSERT INTO idempotent_replies (tenant_id, idempotency_key, request_hash, status, reply, \
         created_at) VALUES ($1, $2, $3, 0, '', $4) ON CONFLICT DO NOTHING",
    )
    .bind(scope.tenant())
    .bind(key)
    .bind(request_hash)
    .bind(now)
    .execute(&mut *db)
    .await?;
    if done.rows_affected() == 1 {
        return Ok(Claim::Ours);
    }
    let row = sqlx::query(
        "SELECT request_hash, status, reply FROM idempotent_replies \
         WHERE tenant_id = $1 AND idempotency_key = $2",
    )
    .bind(scope.tenant())
    .bind(key)
    .fetch_one(db)
    .await?;
    let stored_hash: String = row.try_get("request_hash")?;
    let status = u16::try_from(small(&row, "status")?).unwrap_or(0);
    Ok(match status {
        _ if stored_hash != request_hash => Claim::Other,
        0 => Claim::Working,
        status => Claim::Answered { status, reply: row.try_get("reply")? },
    })
}

/// Stores the answer to a claimed key.
pub async fn answer(
    db: &mut Db,
    scope: &Scope,
    key: &str,
    status: u16,
    reply: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE idempotent_replies SET status = $1, reply = $2 \
         WHERE tenant_id = $3 AND idempotency_key = $4",
    )
    .bind(i64::from(status))
    .bind(reply)
    .bind(scope.tenant())
    .bind(key)
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a claimed key back: the work failed in a way that may be tried again.
pub async fn give_back(db: &mut Db, scope: &Scope, key: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM idempotent_replies WHERE tenant_id = $1 AND idempotency_key = $2")
        .bind(scope.tenant())
        .bind(key)
        .execute(db)
        .await?;
    Ok(())
}
