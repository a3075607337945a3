//! What is due, derived from state: a missed signal or a crash loses nothing (R36).

use jiff::Timestamp;
use sqlx::Row as _;
use waypost_core::api::State;

use super::{Operation, read, state_text, text};
use crate::store::{Db, Row, Scope, StoreError};

/// A document's operation together with the document's current content.
#[derive(Clone, Debug)]
pub struct Due {
    /// The operation.
    pub operation: Operation,
    /// The document in the public format, as JSON.
    pub body: String,
    /// Hash of it.
    pub body_hash: String,
    /// The source took it back.
    pub withdrawn: bool,
    /// The name of the subsidiary that the source moved it to, while these books hold it.
    pub moved_to: Option<String>,
}

const COLUMNS: &str = "SELECT o.id, o.lane, o.kind, o.subject_id, o.state, o.reason, o.tries, \
    o.next_try_at, o.detail, o.changed_at, d.body, d.body_hash, d.withdrawn_at, \
    (SELECT s.name FROM subsidiaries s WHERE s.tenant_id = d.tenant_id AND s.id = d.moves_to) \
    AS moved_to FROM operations o \
    JOIN documents d ON d.tenant_id = o.tenant_id AND d.id = o.subject_id \
    WHERE o.tenant_id = $1 AND o.kind = 'document' AND d.subsidiary_id = $2";

/// Up to `limit` of a subsidiary's documents in `state` whose time has come, oldest first.
pub async fn due(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    state: State,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Due>, StoreError> {
    let sql = format!(
        "{COLUMNS} AND o.state = $3 AND (o.next_try_at IS NULL OR o.next_try_at <= $4) \
         ORDER BY d.received_at, d.id LIMIT $5"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(subsidiary)
        .bind(state_text(state))
        .bind(text(now))
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter().map(read_due).collect()
}

/// All of a subsidiary's documents in `state`, due or not.
pub async fn all(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    state: State,
) -> Result<Vec<Due>, StoreError> {
    let sql = format!("{COLUMNS} AND o.state = $3 ORDER BY d.received_at, d.id");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(subsidiary)
        .bind(state_text(state))
        .fetch_all(db)
        .await?;
    rows.iter().map(read_due).collect()
}

fn read_due(row: &Row) -> Result<Due, StoreError> {
    Ok(Due {
        operation: read(row)?,
        body: row.try_get("body")?,
        body_hash: row.try_get("body_hash")?,
        withdrawn: row.try_get::<Option<String>, _>("withdrawn_at")?.is_some(),
        moved_to: row.try_get("moved_to")?,
    })
}

/// Up to `limit` of a subsidiary's documents about which the books are to be asked whether they
/// still stand there: a person asked, or the source changed them after they were posted (R45).
pub async fn to_revisit(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Due>, StoreError> {
    let sql = format!(
        "{COLUMNS} AND o.state IN ('posted', 'needs_you') AND o.next_try_at <= $3 \
         ORDER BY o.next_try_at, d.id LIMIT $4"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(subsidiary)
        .bind(text(now))
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    rows.iter().map(read_due).collect()
}

/// The payments that wait to be sent to a connection's books, due or not.
pub async fn waiting_payments(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
) -> Result<Vec<Operation>, StoreError> {
    let rows = sqlx::query(
        "SELECT o.id, o.lane, o.kind, o.subject_id, o.state, o.reason, o.tries, o.next_try_at, \
         o.detail, o.changed_at FROM operations o WHERE o.tenant_id = $1 AND o.kind = 'payment' \
         AND o.state = 'waiting' AND o.connection_id = $2 ORDER BY o.id",
    )
    .bind(scope.tenant())
    .bind(connection)
    .fetch_all(db)
    .await?;
    rows.iter().map(read).collect()
}

/// Makes the looks at a subsidiary's posted documents that are due later than `soon` due then.
pub async fn look_soon(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    soon: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE operations SET next_try_at = $1 WHERE tenant_id = $2 AND kind = 'document' \
         AND state IN ('posted', 'needs_you') AND next_try_at > $1 AND subject_id IN \
         (SELECT id FROM documents WHERE tenant_id = $2 AND subsidiary_id = $3)",
    )
    .bind(soon)
    .bind(scope.tenant())
    .bind(subsidiary)
    .execute(db)
    .await?;
    Ok(())
}

/// A document as the source has it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// Hash of its content.
    pub body_hash: String,
    /// The source took it back.
    pub withdrawn: bool,
    /// The name of the subsidiary that the source moved it to.
    pub moved_to: Option<String>,
}

/// A document as the source has it now.
pub async fn current(
    db: &mut Db,
    scope: &Scope,
    document: &str,
) -> Result<Option<Current>, StoreError> {
    let row = sqlx::query(
        "SELECT d.body_hash, d.withdrawn_at, (SELECT s.name FROM subsidiaries s \
         WHERE s.tenant_id = d.tenant_id AND s.id = d.moves_to) AS moved_to \
         FROM documents d WHERE d.tenant_id = $1 AND d.id = $2",
    )
    .bind(scope.tenant())
    .bind(document)
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        let withdrawn_at: Option<String> = row.try_get("withdrawn_at")?;
        Ok(Current {
            body_hash: row.try_get("body_hash")?,
            withdrawn: withdrawn_at.is_some(),
            moved_to: row.try_get("moved_to")?,
        })
    })
    .transpose()
}

/// What is still open of a subsidiary's documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Whether some could go on at once.
    pub now: bool,
    /// When the next of the others may.
    pub next: Option<String>,
}

/// What is still open of a subsidiary's documents, for the next activation's time.
pub async fn open(db: &mut Db, scope: &Scope, subsidiary: &str) -> Result<Open, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) - COUNT(o.next_try_at) AS now, MIN(o.next_try_at) AS next \
         FROM operations o JOIN documents d ON d.tenant_id = o.tenant_id AND d.id = o.subject_id \
         WHERE o.tenant_id = $1 AND o.kind = 'document' AND d.subsidiary_id = $2 \
         AND o.state IN ('waiting', 'sending', 'checking')",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .fetch_one(db)
    .await?;
    let now: i64 = row.try_get("now")?;
    Ok(Open { now: now > 0, next: row.try_get("next")? })
}

/// How many of a subsidiary's documents are open and could go on at `now`.
pub async fn count_due(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM operations o CROSS JOIN documents d \
         WHERE o.tenant_id = $1 AND o.kind = 'document' \
         AND o.state IN ('waiting', 'sending', 'checking') \
         AND (o.next_try_at IS NULL OR o.next_try_at <= $3) \
         AND d.tenant_id = o.tenant_id AND d.id = o.subject_id AND d.subsidiary_id = $2",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .bind(text(now))
    .fetch_one(db)
    .await?;
    let n: i64 = row.try_get("n")?;
    Ok(n.unsigned_abs())
}
