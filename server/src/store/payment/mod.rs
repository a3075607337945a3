//! Payments and what became of each allocation. Not the rules of payments (`waypost_core::payment`) and
//! not their way into the books ([`super::operation`], kind `payment`).
//!
//! Invariants: a payment is here once, by its id where it was entered (R33), and keeps its place in the
//! order in which payments came; an allocation's `decided_at` is when anything about it last changed.

mod done;
mod drift;
mod flow;
mod list;
mod marks;
mod part;
mod sending;
mod standing;

use sqlx::Row as _;
use waypost_core::wire::{Amount, Applied, Decision, Direction, Payment, PaymentState};

pub use done::{Way, done};
pub use drift::{add as add_drift, list as drifts};
pub use flow::{Covered, ask, columns, cover, covered, put_columns, put_turns, trouble, turns};
pub use list::{Filter, Place, confirming, list, on_document, open, rows, to_send};
pub use marks::marks;
pub use part::{Part, parts, realign};
pub use sending::{DIFFERS, not_sent, sending, sent, taken_out};
pub use standing::{Known, of_remote, standing, standing_in, standing_of};

use super::{Db, Row, Scope, StoreError, webhook};

/// One stored payment.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Our id.
    pub id: String,
    /// In the public format; its remote id is the one that is stored.
    pub payment: Payment,
    /// The connection that it was read from.
    pub connection: Option<String>,
}

/// What became of one allocation.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<'a> {
    /// Which one, from 0.
    pub nth: usize,
    /// Our id of its document, where it is known.
    pub document: Option<&'a str>,
    /// The decision.
    pub decision: &'a Decision,
    /// What of it counts on the document.
    pub counts: Option<&'a Applied>,
}

const COLUMNS: &str =
    "SELECT id, body, remote_id, connection_id FROM payments WHERE tenant_id = $1";

/// Stores a new payment with its allocations, nothing decided yet. False when one of that source id is
/// here already: nothing is stored then.
pub async fn add(
    db: &mut Db,
    scope: &Scope,
    source_id: &str,
    stored: &Stored,
    now: &str,
) -> Result<bool, StoreError> {
    let payment = &stored.payment;
    let done = sqlx::query(
        "INSERT INTO payments (id, tenant_id, source_id, direction, origin, state, body, \
         connection_id, remote_id, received_at, nth) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, \
         (SELECT COUNT(*) FROM payments WHERE tenant_id = $2 AND received_at = $10)) \
         ON CONFLICT (tenant_id, source_id) DO NOTHING",
    )
    .bind(&stored.id)
    .bind(scope.tenant())
    .bind(source_id)
    .bind(payment.direction.as_str())
    .bind(payment.origin.as_str())
    .bind(payment.state.as_str())
    .bind(serde_json::to_string(payment)?)
    .bind(&stored.connection)
    .bind(&payment.remote_id)
    .bind(now)
    .execute(&mut *db)
    .await?;
    if done.rows_affected() != 1 {
        return Ok(false);
    }
    for each in payment.allocations.iter().enumerate() {
        part::put(db, scope, &stored.id, each, now).await?;
    }
    Ok(true)
}

/// Replaces a payment's content. Answers the documents that it counts on no more.
pub async fn change(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    now: &str,
) -> Result<Vec<String>, StoreError> {
    let before = get(db, scope, &stored.id).await?;
    sqlx::query("UPDATE payments SET state = $1, body = $2 WHERE tenant_id = $3 AND id = $4")
        .bind(stored.payment.state.as_str())
        .bind(serde_json::to_string(&stored.payment)?)
        .bind(scope.tenant())
        .bind(&stored.id)
        .execute(&mut *db)
        .await?;
    let money = |payment: &Payment| {
        (payment.state, payment.direction, payment.amount, payment.currency.clone())
    };
    let same = before.is_some_and(|before| money(&before.payment) == money(&stored.payment));
    realign(db, scope, stored, same, now).await
}

fn place(nth: usize) -> i64 {
    i64::try_from(nth).unwrap_or(i64::MAX)
}

/// The payment of that id where it was entered.
pub async fn of_source(
    db: &mut Db,
    scope: &Scope,
    source_id: &str,
) -> Result<Option<Stored>, StoreError> {
    one(db, scope, "source_id", source_id).await
}

/// The payment of that id of ours.
pub async fn get(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<Stored>, StoreError> {
    one(db, scope, "id", id).await
}

/// The payment of that id of ours, which nobody else changes until the transaction ends.
pub async fn held(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<Stored>, StoreError> {
    // The row is locked where the database does not lock as a whole.
    sqlx::query("UPDATE payments SET state = state WHERE tenant_id = $1 AND id = $2")
        .bind(scope.tenant())
        .bind(id)
        .execute(&mut *db)
        .await?;
    get(db, scope, id).await
}

/// The payment that has this id in the books: read from there, or sent.
pub async fn of_books(
    db: &mut Db,
    scope: &Scope,
    remote_id: &str,
) -> Result<Option<Stored>, StoreError> {
    let sql = format!(
        "{COLUMNS} AND (remote_id = $2 OR id IN \
         (SELECT payment_id FROM allocations WHERE tenant_id = $1 AND remote_id = $2))"
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(scope.tenant()).bind(remote_id);
    query.fetch_optional(db).await?.as_ref().map(read).transpose()
}

async fn one(
    db: &mut Db,
    scope: &Scope,
    column: &'static str,
    value: &str,
) -> Result<Option<Stored>, StoreError> {
    let sql = format!("{COLUMNS} AND {column} = $2");
    let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(scope.tenant()).bind(value);
    query.fetch_optional(db).await?.as_ref().map(read).transpose()
}

pub(super) fn read(row: &Row) -> Result<Stored, StoreError> {
    let body: String = row.try_get("body")?;
    let payment: Payment = serde_json::from_str(&body)?;
    let remote_id = row.try_get("remote_id")?;
    Ok(Stored {
        id: row.try_get("id")?,
        payment: Payment { remote_id, ..payment },
        connection: row.try_get("connection_id")?,
    })
}

/// Stores what became of an allocation.
pub async fn decide(
    db: &mut Db,
    scope: &Scope,
    payment: &str,
    outcome: &Outcome<'_>,
    now: &str,
) -> Result<(), StoreError> {
    let Outcome { nth, document, decision, counts } = outcome;
    let flag = |of: fn(&Applied) -> bool| i64::from(counts.is_some_and(of));
    sqlx::query(
        "UPDATE allocations SET document_id = $1, decision = $2, reason = $3, message = $4, \
         completes = $5, counted = $6, imported = $7, exported = $8, completed = $9, \
         released = $10, decided_at = $11 WHERE tenant_id = $12 AND payment_id = $13 AND nth = $14",
    )
    .bind(document)
    .bind(decision.decision.as_str())
    .bind(decision.reason.map(|reason| reason.as_str()))
    .bind(&decision.message)
    .bind(i64::from(decision.completes))
    .bind(i64::from(counts.is_some()))
    .bind(flag(|applied| applied.imported))
    .bind(flag(|applied| applied.exported && applied.remote_id.is_some()))
    .bind(flag(|applied| applied.completed))
    .bind(flag(|applied| applied.released))
    .bind(now)
    .bind(scope.tenant())
    .bind(payment)
    .bind(place(*nth))
    .execute(&mut *db)
    .await?;
    webhook::payment_changed(db, scope, payment, Some(place(*nth)), now).await
}

/// Stores that `applied`, another payment's record on a document, counts as it says.
pub async fn mark(
    db: &mut Db,
    scope: &Scope,
    (payment, document): (&str, &str),
    applied: &Applied,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE allocations SET completed = $1, released = $2 \
         WHERE tenant_id = $3 AND payment_id = $4 AND document_id = $5",
    )
    .bind(i64::from(applied.completed))
    .bind(i64::from(applied.released))
    .bind(scope.tenant())
    .bind(payment)
    .bind(document)
    .execute(&mut *db)
    .await?;
    webhook::payment_changed(db, scope, payment, None, now).await
}

/// Opens a document, or closes one that is open: `at` is when it was paid in full.
pub async fn complete(
    db: &mut Db,
    scope: &Scope,
    document: &str,
    at: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "UPDATE documents SET completed_at = CASE WHEN $1 IS NULL THEN NULL \
               ELSE COALESCE(completed_at, $1) END WHERE tenant_id = $2 AND id = $3";
    sqlx::query(sql).bind(at).bind(scope.tenant()).bind(document).execute(db).await?;
    Ok(())
}

/// Opens a document that no payment closes any more. Whether it was closed.
pub async fn open_again(db: &mut Db, scope: &Scope, document: &str) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE documents SET completed_at = NULL WHERE tenant_id = $1 AND id = $2 \
         AND completed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM allocations a \
         WHERE a.tenant_id = $1 AND a.document_id = $2 AND a.completed = 1)",
    )
    .bind(scope.tenant())
    .bind(document)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A document is open again: what completed it stays on record (R35).
pub async fn release(
    db: &mut Db,
    scope: &Scope,
    document: &str,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE allocations SET released = 1, completed = 0, decided_at = $3 \
         WHERE tenant_id = $1 AND document_id = $2 AND completed = 1",
    )
    .bind(scope.tenant())
    .bind(document)
    .bind(now)
    .execute(&mut *db)
    .await?;
    complete(&mut *db, scope, document, None).await?;
    webhook::payments_of(db, scope, document, now).await
}

/// Whether any allocation of the payment completed a document or was taken for it.
pub async fn counts(db: &mut Db, scope: &Scope, id: &str) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM allocations WHERE tenant_id = $1 AND payment_id = $2 \
         AND (completed = 1 OR released = 1)",
    )
    .bind(scope.tenant())
    .bind(id)
    .fetch_one(db)
    .await?;
    Ok(row.try_get::<i64, _>("n")? > 0)
}

/// Whether every allocation of the payment completed a document or was taken for it.
pub async fn counts_whole(db: &mut Db, scope: &Scope, id: &str) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM allocations WHERE tenant_id = $1 AND payment_id = $2 \
         AND completed = 0 AND released = 0",
    )
    .bind(scope.tenant())
    .bind(id)
    .fetch_one(db)
    .await?;
    Ok(row.try_get::<i64, _>("n")? == 0)
}

/// Whether the books confirm all that `operation` (its id) still has to send of its payment: on each of those
/// documents they show a payment of the same amount, which somebody entered there.
pub async fn confirmed(db: &mut Db, scope: &Scope, operation: &str) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS owed, COUNT(CASE WHEN EXISTS (SELECT 1 FROM allocations b \
         JOIN payments q ON q.tenant_id = b.tenant_id AND q.id = b.payment_id \
         WHERE b.tenant_id = a.tenant_id AND b.document_id = a.document_id AND b.amount = a.amount \
         AND b.reason = 'already_completed' AND q.origin = 'remote' AND q.state = 'recorded') \
         THEN 1 END) AS shown FROM operations o \
         JOIN connections c ON c.tenant_id = o.tenant_id AND c.id = o.connection_id \
         JOIN allocations a ON a.tenant_id = o.tenant_id AND a.payment_id = o.subject_id \
         JOIN documents d ON d.tenant_id = a.tenant_id AND d.id = a.document_id \
         AND d.subsidiary_id = c.subsidiary_id WHERE o.tenant_id = $1 AND o.id = $2 \
         AND a.decision = 'export' AND a.exported = 0",
    )
    .bind(scope.tenant())
    .bind(operation)
    .fetch_one(db)
    .await?;
    let (owed, shown): (i64, i64) = (row.try_get("owed")?, row.try_get("shown")?);
    Ok(owed > 0 && owed == shown)
}

/// Remote ids of a connection's payments of a direction that count here or were sent.
pub async fn counted(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    direction: Direction,
) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query(
        "SELECT p.remote_id AS remote_id FROM payments p WHERE p.tenant_id = $1 \
         AND p.connection_id = $2 AND p.direction = $3 AND p.remote_id IS NOT NULL \
         AND p.state = 'recorded' UNION SELECT a.remote_id AS remote_id FROM allocations a \
         JOIN payments p ON p.tenant_id = a.tenant_id AND p.id = a.payment_id \
         WHERE a.tenant_id = $1 AND a.sent_to = $2 AND p.direction = $3 \
         AND a.remote_id IS NOT NULL AND p.state = 'recorded' ORDER BY remote_id",
    )
    .bind(scope.tenant())
    .bind(connection)
    .bind(direction.as_str())
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok(row.try_get("remote_id")?)).collect()
}

fn amount(row: &Row, column: &str) -> Result<Amount, StoreError> {
    let text: String = row.try_get(column)?;
    text.parse().map_err(|_| unreadable(&text))
}

fn unreadable(text: &str) -> StoreError {
    let what = format!("{text:?} is not an amount");
    StoreError::Stored(<serde_json::Error as serde::de::Error>::custom(what))
}

/// Whether a payment still stands where it was entered.
pub fn stands(payment: &Payment) -> bool {
    payment.state == PaymentState::Recorded
}
