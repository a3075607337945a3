//! Lanes: one company in one system has one worker at a time (R43). A claim is a lease with a
//! fence that grows with every claim; a worker's writes go through a [`Fenced`] transaction, which
//! only the holder of the newest fence can open. Lanes carry no tenant: two tenants that post to
//! one company share its lane.

use jiff::{SignedDuration, Timestamp};
use sqlx::Row;

use super::{Db, Store, StoreError, Tx, small};
use crate::clock::text;

/// How long a claim lasts. Longer than the time limit of a request with room to spare, so that a
/// send never outlives the claim it began under.
pub const LEASE: SignedDuration = SignedDuration::from_secs(45);

/// A claim on a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The lane's name.
    pub lane: String,
    /// Who holds it: one name for each run of a worker.
    pub holder: String,
    /// Grows with every claim.
    pub fence: i64,
}

/// How a lane has fared, for the circuit (R42).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Nothing is sent before this time.
    pub closed_until: Option<String>,
    /// Failures of the remote as a whole since it last answered.
    pub failures: u32,
    /// When an operation last succeeded.
    pub succeeded_at: Option<String>,
}

/// A transaction of the lane's holder.
#[derive(Debug)]
pub struct Fenced {
    tx: Tx,
}

impl Fenced {
    /// The connection inside the transaction.
    pub fn db(&mut self) -> &mut Db {
        &mut self.tx
    }

    /// Makes what was written durable.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.tx.commit().await
    }
}

/// Claims `lane` for `holder`, when nobody holds it at `now` or `holder` itself does.
pub async fn claim(
    store: &Store,
    lane: &str,
    holder: &str,
    now: Timestamp,
) -> Result<Option<Hold>, StoreError> {
    let mut tx = store.begin().await?;
    sqlx::query(
        "INSERT INTO lanes (lane, fence, failures) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING",
    )
    .bind(lane)
    .execute(&mut *tx)
    .await?;
    let row = sqlx::query(
        "UPDATE lanes SET holder = $1, fence = fence + 1, held_until = $2 \
         WHERE lane = $3 AND (held_until IS NULL OR held_until <= $4 OR holder = $1) \
         RETURNING fence",
    )
    .bind(holder)
    .bind(text(now + LEASE))
    .bind(lane)
    .bind(text(now))
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    row.map(|row| {
        Ok(Hold { lane: lane.to_owned(), holder: holder.to_owned(), fence: row.try_get("fence")? })
    })
    .transpose()
}

/// Extends a claim. False when the lane was lost to another worker.
pub async fn renew(store: &Store, hold: &Hold, now: Timestamp) -> Result<bool, StoreError> {
    let mut tx = store.begin_on_lane(&hold.lane).await?;
    let done = sqlx::query("UPDATE lanes SET held_until = $1 WHERE lane = $2 AND fence = $3")
        .bind(text(now + LEASE))
        .bind(&hold.lane)
        .bind(hold.fence)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a lane back.
pub async fn release(store: &Store, hold: &Hold) -> Result<(), StoreError> {
    let mut tx = store.begin_on_lane(&hold.lane).await?;
    sqlx::query("UPDATE lanes SET holder = NULL, held_until = NULL WHERE lane = $1 AND fence = $2")
        .bind(&hold.lane)
        .bind(hold.fence)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// Opens the holder's transaction; none when the lane was lost meanwhile.
pub async fn fenced(store: &Store, hold: &Hold) -> Result<Option<Fenced>, StoreError> {
    let mut tx = store.begin_on_lane(&hold.lane).await?;
    let row = sqlx::query("SELECT fence FROM lanes WHERE lane = $1 AND fence = $2")
        .bind(&hold.lane)
        .bind(hold.fence)
        .fetch_optional(&mut *tx)
        .await?;
    Ok(row.map(|_| Fenced { tx }))
}

/// How `lane` has fared.
pub async fn health(db: &mut Db, lane: &str) -> Result<Health, StoreError> {
    let row = sqlx::query("SELECT closed_until, failures, succeeded_at FROM lanes WHERE lane = $1")
        .bind(lane)
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(Health::default()) };
    Ok(Health {
        closed_until: row.try_get("closed_until")?,
        failures: small(&row, "failures")?,
        succeeded_at: row.try_get("succeeded_at")?,
    })
}

/// Until when a lane gives `holder` no work: its circuit is open, or another worker holds it. That
/// worker may be gone, and then nothing but the end of its lease lets the work go on. A lease of the
/// holder's own, which it could not give back, hinders nobody but others.
pub async fn busy_until(
    db: &mut Db,
    lane: &str,
    holder: &str,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT closed_until, held_until, holder FROM lanes WHERE lane = $1")
        .bind(lane)
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let closed: Option<String> = row.try_get("closed_until")?;
    let held: Option<String> = row.try_get("held_until")?;
    let by: Option<String> = row.try_get("holder")?;
    Ok(closed.max(held.filter(|_| by.is_some_and(|by| by != holder))))
}

/// Stores how the lane fares.
pub async fn set_health(tx: &mut Fenced, lane: &str, health: &Health) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE lanes SET closed_until = $1, failures = $2, succeeded_at = $3 WHERE lane = $4",
    )
    .bind(&health.closed_until)
    .bind(i64::from(health.failures))
    .bind(&health.succeeded_at)
    .bind(lane)
    .execute(tx.db())
    .await?;
    Ok(())
}
