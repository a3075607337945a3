//! The allocations of a payment as they are stored, and what becomes of them when its content changes. What
//! was sent stays as it was sent, also where the source has it otherwise by now; what was read from the books
//! and closed its document stays as it was read (R35).
//!
//! Invariant: the allocations of the content come first, in its order; behind them stands what stays and is no
//! part of the content any more.

use sqlx::Row as _;
use waypost_core::wire::{Allocation, Amount};

use super::{Stored, amount, open_again, place};
use crate::store::{Db, Row, Scope, StoreError};

/// One allocation.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    nth: i64,
    /// The document, as the payment names it.
    pub named: String,
    /// Our id of it, once it is known.
    pub document: Option<String>,
    /// The document's subsidiary, by the source's id.
    pub subsidiary: Option<String>,
    /// How much: of what was sent, what was sent.
    pub amount: Amount,
    /// What was decided.
    pub decision: Option<String>,
    /// Why, in words.
    pub message: Option<String>,
    /// The connection that it is sent to.
    pub sent_to: Option<String>,
    /// Its id in those books, once it stands there.
    pub remote_id: Option<String>,
    /// It closed its document, then or now.
    closed: bool,
}

impl Part {
    /// Whether it was sent, or is being sent.
    pub fn is_sent(&self) -> bool {
        self.sent_to.is_some()
    }

    /// Whether it was sent, and nobody knows yet whether it arrived.
    pub fn is_on_its_way(&self) -> bool {
        self.sent_to.is_some() && self.remote_id.is_none()
    }
}

/// The allocations of payment `id` (ours), those of its content first.
pub async fn parts(db: &mut Db, scope: &Scope, id: &str) -> Result<Vec<Part>, StoreError> {
    let rows = sqlx::query(
        "SELECT a.nth, a.named, a.document_id, d.subsidiary_id, a.amount, a.decision, a.message, \
         a.sent_to, a.remote_id, a.completed, a.released FROM allocations a \
         LEFT JOIN documents d ON d.tenant_id = a.tenant_id AND d.id = a.document_id \
         WHERE a.tenant_id = $1 AND a.payment_id = $2 ORDER BY a.nth",
    )
    .bind(scope.tenant())
    .bind(id)
    .fetch_all(db)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Part, StoreError> {
    let is = |column: &str| row.try_get::<i64, _>(column).map(|flag| flag != 0);
    Ok(Part {
        nth: row.try_get("nth")?,
        named: row.try_get("named")?,
        document: row.try_get("document_id")?,
        subsidiary: row.try_get("subsidiary_id")?,
        amount: amount(row, "amount")?,
        decision: row.try_get("decision")?,
        message: row.try_get("message")?,
        sent_to: row.try_get("sent_to")?,
        remote_id: row.try_get("remote_id")?,
        closed: is("completed")? || is("released")?,
    })
}

/// Stores a new allocation, nothing decided yet.
pub(super) async fn put(
    db: &mut Db,
    scope: &Scope,
    payment: &str,
    (nth, allocation): (usize, &Allocation),
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO allocations (tenant_id, payment_id, nth, named, amount, decided_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(scope.tenant())
    .bind(payment)
    .bind(place(nth))
    .bind(&allocation.document)
    .bind(allocation.amount.to_string())
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Brings the stored allocations in line with the content of `stored`. One that is still named keeps what
/// became of it, unless its money changed (`same` says that nothing else about the money did). Answers the
/// documents that it counts on no more: those that nothing else closes are open.
pub async fn realign(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    same: bool,
    now: &str,
) -> Result<Vec<String>, StoreError> {
    let id = stored.id.as_str();
    let stays = |part: &Part| part.is_sent() || (stored.payment.is_remote() && part.closed);
    let mut rest = parts(db, scope, id).await?;
    // Out of the way first: each place is taken once.
    sqlx::query("UPDATE allocations SET nth = -1 - nth WHERE tenant_id = $1 AND payment_id = $2")
        .bind(scope.tenant())
        .bind(id)
        .execute(&mut *db)
        .await?;
    let mut left = Vec::new();
    let allocations = &stored.payment.allocations;
    for (nth, allocation) in allocations.iter().enumerate() {
        let Some(at) = rest.iter().position(|part| part.named == allocation.document) else {
            put(db, scope, id, (nth, allocation), now).await?;
            continue;
        };
        let part = rest.remove(at);
        to(db, scope, id, &part, nth).await?;
        let as_it_was = same && part.amount == allocation.amount;
        if !stays(&part) && !as_it_was {
            restart(db, scope, id, (nth, allocation.amount), now).await?;
            left.extend(part.document);
        }
    }
    for (behind, part) in rest.into_iter().enumerate() {
        to(db, scope, id, &part, allocations.len() + behind).await?;
        if !stays(&part) {
            drop_at(db, scope, id, allocations.len() + behind).await?;
            left.extend(part.document);
        }
    }
    for document in &left {
        open_again(db, scope, document).await?;
    }
    Ok(left)
}

/// Gives a part that is out of the way its place.
async fn to(
    db: &mut Db,
    scope: &Scope,
    payment: &str,
    part: &Part,
    nth: usize,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE allocations SET nth = $1 WHERE tenant_id = $2 AND payment_id = $3 AND nth = $4",
    )
    .bind(place(nth))
    .bind(scope.tenant())
    .bind(payment)
    .bind(-1 - part.nth)
    .execute(db)
    .await?;
    Ok(())
}

/// What it counted for is over.
async fn restart(
    db: &mut Db,
    scope: &Scope,
    payment: &str,
    (nth, amount): (usize, Amount),
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE allocations SET amount = $1, decided_at = $2, completes = 0, counted = 0, \
         imported = 0, exported = 0, completed = 0, released = 0 \
         WHERE tenant_id = $3 AND payment_id = $4 AND nth = $5",
    )
    .bind(amount.to_string())
    .bind(now)
    .bind(scope.tenant())
    .bind(payment)
    .bind(place(nth))
    .execute(db)
    .await?;
    Ok(())
}

async fn drop_at(db: &mut Db, scope: &Scope, payment: &str, nth: usize) -> Result<(), StoreError> {
    let sql = "DELETE FROM allocations WHERE tenant_id = $1 AND payment_id = $2 AND nth = $3";
    sqlx::query(sql).bind(scope.tenant()).bind(payment).bind(place(nth)).execute(db).await?;
    Ok(())
}
