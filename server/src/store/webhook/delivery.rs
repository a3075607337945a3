//! What is owed to a webhook: due, tried, listed, owed again.

use jiff::{SignedDuration, Timestamp};
use sqlx::Row as _;
use waypost_core::api::{Delivery, DeliveryState};

use super::super::lane::Fenced;
use super::super::{Db, Row, Scope, StoreError, read_name, small, stored_name};
use super::{attempt, lane};
use crate::clock::text;

/// A change that may be sent now: the first of its subject that is still owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The change's id.
    pub id: String,
    /// What is sent.
    pub body: String,
    /// How often it was tried.
    pub tries: u32,
    /// Since when it is owed.
    pub owed_at: String,
}

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Where the change stands after it.
    pub state: DeliveryState,
    /// When it is tried again, while it waits.
    pub next_try_at: String,
    /// The receiver's status.
    pub status: Option<u16>,
    /// What happened, in words, without anything secret.
    pub outcome: String,
}

/// Up to `limit` changes that are due to `webhook`, each of another subject: what follows on one that
/// is still owed waits for it. One alone is of those that were tried least, so that a few that are
/// refused again and again do not come before all others.
pub async fn due(
    db: &mut Db,
    scope: &Scope,
    webhook: &str,
    now: &str,
    limit: u32,
) -> Result<Vec<Due>, StoreError> {
    let least_tried = if limit == 1 { "d.tries, " } else { "" };
    let sql = format!(
        "SELECT d.change_id, c.body, d.tries, d.owed_at FROM deliveries d \
         JOIN changes c ON c.tenant_id = d.tenant_id AND c.id = d.change_id \
         WHERE d.tenant_id = $1 AND d.webhook_id = $2 AND d.state = 'waiting' \
         AND d.next_try_at <= $3 AND NOT EXISTS (SELECT 1 FROM deliveries p \
         WHERE p.tenant_id = d.tenant_id AND p.webhook_id = d.webhook_id AND p.state = 'waiting' \
         AND p.subject = d.subject AND p.nth < d.nth) \
         ORDER BY {least_tried}d.next_try_at, d.at, d.change_id LIMIT $4"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(webhook)
        .bind(now)
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Due {
                id: row.try_get("change_id")?,
                body: row.try_get("body")?,
                tries: small(row, "tries")?,
                owed_at: row.try_get("owed_at")?,
            })
        })
        .collect()
}

/// Stores what came of a try of `due`. Where it was owed anew meanwhile, the try was none of that.
pub async fn tried(
    tx: &mut Fenced,
    scope: &Scope,
    (webhook, due): (&str, &Due),
    tried: &Tried,
    now: &str,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE deliveries SET state = $1, next_try_at = $2, tries = tries + 1 \
         WHERE tenant_id = $3 AND webhook_id = $4 AND change_id = $5 AND state = 'waiting' \
         AND owed_at = $6",
    )
    .bind(stored_name(&tried.state)?)
    .bind(&tried.next_try_at)
    .bind(scope.tenant())
    .bind(webhook)
    .bind(&due.id)
    .bind(&due.owed_at)
    .execute(tx.db())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(());
    }
    attempt::add(tx.db(), scope, (webhook, &due.id), tried, now).await
}

/// Owes everything that changed from `since` on to `webhook` again, under the same ids. Answers how
/// much that is.
pub async fn replay(
    db: &mut Db,
    scope: &Scope,
    webhook: &str,
    since: &str,
    now: &str,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "INSERT INTO deliveries (webhook_id, change_id, tenant_id, subject, nth, at, state, tries, \
         owed_at, next_try_at) SELECT $1, c.id, c.tenant_id, c.subject, c.nth, c.at, 'waiting', 0, \
         $4, $4 FROM changes c WHERE c.tenant_id = $2 AND c.at >= $3 \
         ON CONFLICT (webhook_id, change_id) \
         DO UPDATE SET state = 'waiting', tries = 0, owed_at = $4, next_try_at = $4",
    )
    .bind(webhook)
    .bind(scope.tenant())
    .bind(since)
    .bind(now)
    .execute(&mut *db)
    .await?;
    reopen(db, webhook).await?;
    Ok(done.rows_affected())
}

/// Ends the pause of a webhook's lane, as if nothing had ever failed: a person wants to see it go on.
async fn reopen(db: &mut Db, webhook: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE lanes SET closed_until = NULL, failures = 0 WHERE lane = $1")
        .bind(lane(webhook))
        .execute(db)
        .await?;
    Ok(())
}

/// Owes what still waits anew, as if it had never been tried: the webhook was turned on again.
pub async fn anew(db: &mut Db, scope: &Scope, webhook: &str, now: &str) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE deliveries SET tries = 0, owed_at = $1, next_try_at = $1 \
         WHERE tenant_id = $2 AND webhook_id = $3 AND state = 'waiting'",
    )
    .bind(now)
    .bind(scope.tenant())
    .bind(webhook)
    .execute(&mut *db)
    .await?;
    reopen(db, webhook).await
}

/// Up to `limit` changes that were owed to `webhook`, newest first, after the one with this time and
/// id.
pub async fn list(
    db: &mut Db,
    scope: &Scope,
    webhook: &str,
    after: Option<(String, String)>,
    limit: u32,
) -> Result<Vec<Delivery>, StoreError> {
    let (at, id) = after.unzip();
    let rows = sqlx::query(
        "SELECT d.change_id, c.kind, d.subject, d.at, d.state, d.next_try_at FROM deliveries d \
         JOIN changes c ON c.tenant_id = d.tenant_id AND c.id = d.change_id \
         WHERE d.tenant_id = $1 AND d.webhook_id = $2 \
         AND ($3 IS NULL OR d.at < $3 OR (d.at = $3 AND d.change_id < $4)) \
         ORDER BY d.at DESC, d.change_id DESC LIMIT $5",
    )
    .bind(scope.tenant())
    .bind(webhook)
    .bind(at)
    .bind(id)
    .bind(i64::from(limit))
    .fetch_all(&mut *db)
    .await?;
    let mut listed = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    for delivery in &mut listed {
        delivery.attempts = attempt::attempts(db, scope, (webhook, &delivery.id)).await?;
    }
    Ok(listed)
}

fn read(row: &Row) -> Result<Delivery, StoreError> {
    let state: String = row.try_get("state")?;
    let state: DeliveryState = read_name(&state)?;
    let subject: String = row.try_get("subject")?;
    let next: String = row.try_get("next_try_at")?;
    Ok(Delivery {
        id: row.try_get("change_id")?,
        kind: row.try_get("kind")?,
        subject: subject.split('|').next().unwrap_or_default().to_owned(),
        at: row.try_get("at")?,
        state,
        next_try_at: (state == DeliveryState::Waiting).then_some(next),
        attempts: Vec::new(),
    })
}

/// Forgets some of the changes older than `kept` that are owed to nobody any more; false when there was
/// none. The last one of each subject stays while the company has a webhook: the next is told apart from it.
pub async fn forget(
    db: &mut Db,
    scope: &Scope,
    now: Timestamp,
    kept: SignedDuration,
) -> Result<bool, StoreError> {
    const OLD: &str = "SELECT c.id FROM changes c WHERE c.tenant_id = $1 AND c.at < $2 \
        AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.tenant_id = c.tenant_id \
        AND d.change_id = c.id AND d.state = 'waiting') \
        AND (EXISTS (SELECT 1 FROM changes n WHERE n.tenant_id = c.tenant_id \
        AND n.subject = c.subject AND n.nth > c.nth) \
        OR NOT EXISTS (SELECT 1 FROM webhooks w WHERE w.tenant_id = $1)) \
        ORDER BY c.at, c.id LIMIT 1000";
    let before = text(now - kept);
    let rows = sqlx::query(OLD).bind(scope.tenant()).bind(before).fetch_all(&mut *db).await?;
    for row in &rows {
        let id: String = row.try_get("id")?;
        for sql in [
            "DELETE FROM delivery_attempts WHERE tenant_id = $1 AND change_id = $2",
            "DELETE FROM deliveries WHERE tenant_id = $1 AND change_id = $2",
            "DELETE FROM changes WHERE tenant_id = $1 AND id = $2",
        ] {
            sqlx::query(sql).bind(scope.tenant()).bind(&id).execute(&mut *db).await?;
        }
    }
    Ok(!rows.is_empty())
}
