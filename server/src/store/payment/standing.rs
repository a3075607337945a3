//! A document as payments meet it: how far it has come, and what was paid on it.

use sqlx::Row as _;
use waypost_core::api;
use waypost_core::wire::{Applied, Kind, Standing, State as StandingState, System};

use super::amount;
use crate::store::operation::read_state;
use crate::store::{Db, Row, Scope, StoreError, read_name};

/// A document that a payment names.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Our id.
    pub id: String,
    /// The subsidiary's source id.
    pub subsidiary: String,
    /// Its id in the books, once it stands there.
    pub remote_id: Option<String>,
    /// As the rules read it.
    pub standing: Standing,
}

const COLUMNS: &str = "SELECT d.id, d.source_id, d.number, d.kind, d.origin, d.total, d.currency, \
    d.date, d.subsidiary_id, d.completed_at, o.state, p.remote_id, c.system FROM documents d \
    JOIN operations o ON o.tenant_id = d.tenant_id AND o.subject_id = d.id AND o.kind = 'document' \
    LEFT JOIN postings p ON p.tenant_id = d.tenant_id AND p.document_id = d.id \
    AND p.ended_at IS NULL \
    LEFT JOIN connections c ON c.tenant_id = d.tenant_id AND c.subsidiary_id = d.subsidiary_id \
    WHERE d.tenant_id = $1";

/// Of a kind and by a name: the source's id first, then what stands in the books.
const NAMED: &str = "d.kind = $2 AND (d.source_id = $3 OR d.number = $3) \
    ORDER BY CASE WHEN d.source_id = $3 THEN 0 ELSE 1 END, \
    CASE WHEN p.remote_id IS NULL THEN 1 ELSE 0 END, d.id LIMIT 1";

/// The document of `kind` that is named by its source id or, where no document has that id, by its
/// number; of several, the one that stands in the books.
pub async fn standing(
    db: &mut Db,
    scope: &Scope,
    kind: Kind,
    named: &str,
) -> Result<Option<Known>, StoreError> {
    let sql = format!("{COLUMNS} AND {NAMED}");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(kind.as_str())
        .bind(named)
        .fetch_optional(&mut *db)
        .await?;
    known(db, scope, row).await
}

/// The same among the documents of one subsidiary.
pub async fn standing_in(
    db: &mut Db,
    scope: &Scope,
    kind: Kind,
    named: &str,
    subsidiary: &str,
) -> Result<Option<Known>, StoreError> {
    let sql = format!("{COLUMNS} AND d.subsidiary_id = $4 AND {NAMED}");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(kind.as_str())
        .bind(named)
        .bind(subsidiary)
        .fetch_optional(&mut *db)
        .await?;
    known(db, scope, row).await
}

/// The document of this id of ours.
pub async fn standing_of(
    db: &mut Db,
    scope: &Scope,
    id: &str,
) -> Result<Option<Known>, StoreError> {
    let sql = format!("{COLUMNS} AND d.id = $2 LIMIT 1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(id)
        .fetch_optional(&mut *db)
        .await?;
    known(db, scope, row).await
}

/// The document that stands in the books under this id.
pub async fn of_remote(
    db: &mut Db,
    scope: &Scope,
    remote_id: &str,
) -> Result<Option<Known>, StoreError> {
    let sql = format!("{COLUMNS} AND p.remote_id = $2 LIMIT 1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(remote_id)
        .fetch_optional(&mut *db)
        .await?;
    known(db, scope, row).await
}

async fn known(db: &mut Db, scope: &Scope, row: Option<Row>) -> Result<Option<Known>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let id: String = row.try_get("id")?;
    let payments = applied(db, scope, &id).await?;
    let text = |column: &str| row.try_get::<String, _>(column);
    let (kind, origin, state) = (text("kind")?, text("origin")?, text("state")?);
    let completed = row.try_get::<Option<String>, _>("completed_at")?.is_some();
    let remote_id: Option<String> = row.try_get("remote_id")?;
    let system: Option<String> = row.try_get("system")?;
    let system: Option<System> = system.as_deref().map(read_name).transpose()?;
    let standing = Standing {
        id: row.try_get("source_id")?,
        kind: read_name(&kind)?,
        origin: read_name(&origin)?,
        number: row.try_get("number")?,
        total: amount(&row, "total")?,
        currency: row.try_get("currency")?,
        date: text("date")?.parse().ok(),
        system,
        state: Some(far(read_state(&state)?, completed)),
        exported: Some(remote_id.is_some()),
        paid: Default::default(),
        balance: None,
        credited: Default::default(),
        payments,
        extra: Default::default(),
    };
    Ok(Some(Known { id, subsidiary: row.try_get("subsidiary_id")?, remote_id, standing }))
}

/// What counts as paid on a document, in the order in which it came. What the source took back counts while
/// it keeps the document closed.
async fn applied(db: &mut Db, scope: &Scope, document: &str) -> Result<Vec<Applied>, StoreError> {
    let rows = sqlx::query(
        "SELECT a.payment_id, a.amount, a.imported, a.exported, a.completed, a.released, \
         COALESCE(a.remote_id, p.remote_id) AS remote_id FROM allocations a \
         JOIN payments p ON p.tenant_id = a.tenant_id AND p.id = a.payment_id \
         WHERE a.tenant_id = $1 AND a.document_id = $2 AND a.counted = 1 \
         AND (p.origin = 'remote' OR p.state = 'recorded' OR a.completed = 1) \
         ORDER BY p.received_at, p.nth, p.id, a.nth",
    )
    .bind(scope.tenant())
    .bind(document)
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let is = |column: &str| row.try_get::<i64, _>(column).map(|flag| flag != 0);
            Ok(Applied {
                payment: row.try_get("payment_id")?,
                remote_id: row.try_get("remote_id")?,
                amount: amount(row, "amount")?,
                imported: is("imported")?,
                exported: is("exported")?,
                completed: is("completed")?,
                released: is("released")?,
                extra: Default::default(),
            })
        })
        .collect()
}

fn far(state: api::State, completed: bool) -> StandingState {
    match state {
        _ if completed => StandingState::Completed,
        api::State::Waiting => StandingState::Waiting,
        api::State::Sending => StandingState::Sending,
        api::State::Checking => StandingState::Checking,
        api::State::Posted => StandingState::Posted,
        api::State::Skipped => StandingState::Skipped,
        api::State::NeedsYou => StandingState::NeedsYou,
    }
}
