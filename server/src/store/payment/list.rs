//! Payments as people see them, and those that are to be decided or sent.

use sqlx::Row as _;
use waypost_core::api::{PaymentRow, State};

use super::super::operation::{self, Operation};
use super::super::{Db, Row, Scope, StoreError};
use super::{DIFFERS, Stored, Way, read};

/// Which payments are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of documents of one subsidiary.
    pub subsidiary: Option<String>,
    /// With one of these decisions, commas around them: `,hold,wait,`.
    pub decisions: Option<String>,
    /// Allocated to this document (our id).
    pub document: Option<String>,
    /// Of this payment (our id).
    pub payment: Option<String>,
    /// On this way, changed from the first moment on, and until the second where there is one.
    pub moved: Option<(Way, String, Option<String>)>,
    /// After the row with this time, id and number of the allocation.
    pub after: Option<(String, String, i64)>,
}

const COLUMNS: &str = "SELECT p.id, p.source_id, p.direction, p.origin, p.state, p.body, \
    COALESCE(a.remote_id, p.remote_id) AS remote_id, a.remote_id AS sent_as, \
    p.received_at, a.nth, a.named, a.document_id, d.number, d.subsidiary_id, a.amount, \
    a.decision, a.reason, a.message, a.completed, a.exported, o.state AS sending, \
    o.reason AS stopped, o.detail FROM payments p \
    JOIN allocations a ON a.tenant_id = p.tenant_id AND a.payment_id = p.id \
    LEFT JOIN documents d ON d.tenant_id = a.tenant_id AND d.id = a.document_id \
    LEFT JOIN connections c ON c.tenant_id = d.tenant_id AND c.subsidiary_id = d.subsidiary_id \
    LEFT JOIN operations o ON o.tenant_id = p.tenant_id AND o.subject_id = p.id \
    AND o.kind = 'payment' AND o.connection_id = COALESCE(a.sent_to, c.id) \
    WHERE p.tenant_id = $1";

/// Up to `limit` allocations, newest payment first.
pub async fn list(
    db: &mut Db,
    scope: &Scope,
    filter: &Filter,
    limit: u32,
) -> Result<Vec<PaymentRow>, StoreError> {
    let (at, id, nth) = match filter.after.clone() {
        Some((at, id, nth)) => (Some(at), Some(id), Some(nth)),
        None => (None, None, None),
    };
    let (way, from, until) = match filter.moved.clone() {
        Some((way, from, until)) => (way, Some(from), until),
        None => (Way::ToBooks, None, None),
    };
    let moved = way.moved();
    let sql = format!(
        "{COLUMNS} AND ($10 IS NULL OR {moved}) AND ($2 IS NULL OR d.subsidiary_id = $2) \
         AND ($3 IS NULL OR $3 LIKE '%,' || a.decision || ',%') \
         AND ($4 IS NULL OR a.document_id = $4) AND ($8 IS NULL OR p.id = $8) \
         AND ($5 IS NULL OR p.received_at < $5 OR (p.received_at = $5 \
         AND (p.id < $6 OR (p.id = $6 AND a.nth > $9)))) \
         ORDER BY p.received_at DESC, p.id DESC, a.nth LIMIT $7"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(&filter.subsidiary)
        .bind(&filter.decisions)
        .bind(&filter.document)
        .bind(at)
        .bind(id)
        .bind(i64::from(limit))
        .bind(&filter.payment)
        .bind(nth)
        .bind(from)
        .bind(until)
        .fetch_all(db)
        .await?;
    rows.iter().map(row).collect()
}

/// The allocations of payment `id` (ours), or the one that has this place among them.
pub async fn rows(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    nth: Option<i64>,
) -> Result<Vec<PaymentRow>, StoreError> {
    let sql = format!("{COLUMNS} AND p.id = $2 AND ($3 IS NULL OR a.nth = $3) ORDER BY a.nth");
    let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(scope.tenant()).bind(id).bind(nth);
    query.fetch_all(db).await?.iter().map(row).collect()
}

/// Payments with an allocation to `document` (our id), in the order in which they came.
pub async fn on_document(
    db: &mut Db,
    scope: &Scope,
    document: &str,
) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT DISTINCT a.payment_id, p.received_at, p.nth FROM allocations a \
               JOIN payments p ON p.tenant_id = a.tenant_id AND p.id = a.payment_id \
               WHERE a.tenant_id = $1 AND a.document_id = $2 \
               ORDER BY p.received_at, p.nth, a.payment_id";
    let rows = sqlx::query(sql).bind(scope.tenant()).bind(document).fetch_all(db).await?;
    rows.iter().map(|row| Ok(row.try_get("payment_id")?)).collect()
}

/// Payments of the books that were taken for the one which closed `document` (our id), which is open again; in
/// the order in which they came.
pub async fn confirming(
    db: &mut Db,
    scope: &Scope,
    document: &str,
) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT a.payment_id FROM allocations a \
               JOIN payments p ON p.tenant_id = a.tenant_id AND p.id = a.payment_id \
               JOIN documents d ON d.tenant_id = a.tenant_id AND d.id = a.document_id \
               WHERE a.tenant_id = $1 AND a.document_id = $2 AND d.completed_at IS NULL \
               AND a.reason = 'already_completed' AND a.released = 0 \
               AND p.origin = 'remote' AND p.state = 'recorded' \
               ORDER BY p.received_at, p.nth, a.payment_id";
    let rows = sqlx::query(sql).bind(scope.tenant()).bind(document).fetch_all(db).await?;
    rows.iter().map(|row| Ok(row.try_get("payment_id")?)).collect()
}

fn row(row: &Row) -> Result<PaymentRow, StoreError> {
    let body: String = row.try_get("body")?;
    let payment: waypost_core::wire::Payment = serde_json::from_str(&body)?;
    let flag = |column: &str| row.try_get::<i64, _>(column).map(|flag| flag != 0);
    let detail: Option<String> = row.try_get("detail")?;
    let detail: Option<operation::Detail> =
        detail.as_deref().map(serde_json::from_str).transpose()?;
    let decision: Option<String> = row.try_get("decision")?;
    let operation: Option<String> = row.try_get("sending")?;
    let operation = operation.as_deref().map(operation::read_state).transpose()?;
    let stopped: Option<String> = row.try_get("stopped")?;
    let is_sent = row.try_get::<Option<String>, _>("sent_as")?.is_some();
    let differs = stopped.as_deref() == Some(DIFFERS);
    // The operation is of all that goes into those books, and one part of it may be ahead.
    let state = match operation {
        Some(operation) if is_sent => Some(if differs { operation } else { State::Posted }),
        Some(State::Posted) => None,
        other => other.filter(|_| decision.as_deref() == Some("export")),
    };
    // What stopped an export counts only while it still is one.
    let stopped = stopped.filter(|_| state.is_some() && (differs || !is_sent));
    let message: Option<String> = row.try_get("message")?;
    let held = stopped.as_ref().and(detail.and_then(|detail| detail.message));
    Ok(PaymentRow {
        id: row.try_get("id")?,
        payment: row.try_get("source_id")?,
        nth: u64::try_from(row.try_get::<i64, _>("nth")?).unwrap_or_default(),
        direction: payment.direction,
        origin: payment.origin,
        date: payment.date.map(|date| date.to_string()),
        date_approximate: payment.date_approximate,
        amount: row.try_get("amount")?,
        fee: payment.fee.map(|fee| fee.to_string()),
        reference: payment.reference,
        named: row.try_get("named")?,
        document: row.try_get("document_id")?,
        number: row.try_get("number")?,
        subsidiary: row.try_get("subsidiary_id")?,
        decision,
        reason: stopped.or(row.try_get("reason")?),
        message: held.or(message),
        completed: flag("completed")?,
        exported: flag("exported")?,
        state,
        remote_id: row.try_get("remote_id")?,
        received_at: row.try_get("received_at")?,
    })
}

/// Where a payment stands in the order in which they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    received_at: String,
    nth: i64,
    id: String,
}

/// Decisions that stay while the subsidiary's settings, the document and what else is paid on it do.
const SETTLED: &str =
    "'before_go_live', 'export_off', 'partial', 'system_does_not_export_payments'";

/// Up to `limit` payments entered here that may still go to a subsidiary's books, or count on a document
/// once it is known: those that nothing was decided about, that wait, are held, are to go, or came behind
/// another on a document that is open again; and those that stay here, where a time is given only those on
/// whose document anything came or was decided from then on. In the order in which they came, after `after`;
/// each with its place.
pub async fn open(
    db: &mut Db,
    scope: &Scope,
    (subsidiary, since): (&str, Option<&str>),
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<(Place, Stored)>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT p.id, p.body, p.remote_id, p.connection_id, p.received_at, p.nth \
         FROM payments p \
         JOIN allocations a ON a.tenant_id = p.tenant_id AND a.payment_id = p.id \
         LEFT JOIN documents d ON d.tenant_id = a.tenant_id AND d.id = a.document_id \
         WHERE p.tenant_id = $1 AND p.origin <> 'remote' AND p.remote_id IS NULL \
         AND a.sent_to IS NULL AND (a.decision IS NULL OR a.decision IN ('wait', 'hold', 'export') \
         OR (a.reason IN ({SETTLED}) AND (a.document_id IS NULL OR $7 IS NULL \
         OR d.received_at >= $7 OR EXISTS (SELECT 1 FROM allocations b WHERE b.tenant_id = a.tenant_id \
         AND b.document_id = a.document_id AND b.decided_at >= $7))) \
         OR (a.reason = 'already_completed' AND d.completed_at IS NULL)) \
         AND (a.document_id IS NULL OR d.subsidiary_id = $2) \
         AND ($3 IS NULL OR p.received_at > $3 OR (p.received_at = $3 \
         AND (p.nth > $4 OR (p.nth = $4 AND p.id > $5)))) \
         ORDER BY p.received_at, p.nth, p.id LIMIT $6"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(subsidiary)
        .bind(after.map(|place| place.received_at.as_str()))
        .bind(after.map(|place| place.nth))
        .bind(after.map(|place| place.id.as_str()))
        .bind(i64::from(limit))
        .bind(since)
        .fetch_all(db)
        .await?;
    rows.iter()
        .map(|row| {
            let (received_at, nth) = (row.try_get("received_at")?, row.try_get("nth")?);
            let stored = read(row)?;
            Ok((Place { received_at, nth, id: stored.id.clone() }, stored))
        })
        .collect()
}

/// Payments that are to go to the books of a subsidiary's connection, or about which those are to be asked,
/// with how far each has come there. Those on their way come first, whatever was decided since: what was sent
/// is looked up (R41).
pub async fn to_send(
    db: &mut Db,
    scope: &Scope,
    (subsidiary, connection): (&str, &str),
    now: &str,
    limit: u32,
) -> Result<Vec<(Stored, Option<Operation>)>, StoreError> {
    let asked = "SELECT p.id, p.body, p.remote_id, p.connection_id, p.received_at \
        FROM operations o JOIN payments p ON p.tenant_id = o.tenant_id AND p.id = o.subject_id \
        WHERE o.tenant_id = $1 AND o.kind = 'payment' AND o.connection_id = $2 \
        AND ((o.state IN ('sending', 'checking') AND (o.next_try_at IS NULL OR o.next_try_at <= $3)) \
        OR (o.state = 'needs_you' AND o.next_try_at <= $3)) ORDER BY p.received_at, p.id LIMIT $4";
    let new = "SELECT DISTINCT p.id, p.body, p.remote_id, p.connection_id, p.received_at \
        FROM payments p JOIN allocations a ON a.tenant_id = p.tenant_id AND a.payment_id = p.id \
        JOIN documents d ON d.tenant_id = a.tenant_id AND d.id = a.document_id \
        LEFT JOIN operations o ON o.tenant_id = p.tenant_id AND o.subject_id = p.id \
        AND o.kind = 'payment' AND o.connection_id = $2 \
        WHERE p.tenant_id = $1 AND d.subsidiary_id = $5 AND a.decision = 'export' \
        AND a.sent_to IS NULL AND p.remote_id IS NULL AND p.state = 'recorded' \
        AND (o.state IS NULL OR o.state IN ('waiting', 'posted')) \
        AND (o.next_try_at IS NULL OR o.next_try_at <= $3) ORDER BY p.received_at, p.id LIMIT $4";
    let asked = sqlx::query(asked).bind(scope.tenant()).bind(connection).bind(now);
    let mut rows = asked.bind(i64::from(limit)).fetch_all(&mut *db).await?;
    let new = sqlx::query(new).bind(scope.tenant()).bind(connection).bind(now);
    rows.extend(new.bind(i64::from(limit)).bind(subsidiary).fetch_all(&mut *db).await?);
    let mut due = Vec::with_capacity(rows.len());
    for row in &rows {
        let stored = read(row)?;
        let operation = operation::of_payment_to(db, scope, &stored.id, connection).await?;
        due.push((stored, operation));
    }
    Ok(due)
}
