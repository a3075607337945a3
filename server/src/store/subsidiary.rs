//! A tenant's legal entities, by the source's own id. Where each stands is read from its
//! connection and its operations, never stored here.

use jiff::Timestamp;
use sqlx::Row;
use waypost_core::api::{ConnectionState, ConnectionSummary, Subsidiary};

use super::connection::Connection;
use super::signed_in::{SignedIn, signed_in};
use super::{Db, Scope, StoreError, connection, operation, posting, run};
use crate::clock::text;

/// Stores a new subsidiary. False when there is one of that id.
pub async fn add(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    name: &str,
    now: &str,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO subsidiaries (tenant_id, id, name, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT DO NOTHING",
    )
    .bind(scope.tenant())
    .bind(id)
    .bind(name)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The subsidiary's name.
pub async fn name(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT name FROM subsidiaries WHERE tenant_id = $1 AND id = $2")
        .bind(scope.tenant())
        .bind(id)
        .fetch_optional(db)
        .await?;
    row.map(|row| Ok(row.try_get("name")?)).transpose()
}

/// The subsidiary and where it stands.
pub async fn get(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    now: Timestamp,
) -> Result<Option<Subsidiary>, StoreError> {
    let Some(name) = name(db, scope, id).await? else { return Ok(None) };
    Ok(Some(standing(db, scope, id.to_owned(), name, now).await?))
}

/// Up to `limit` subsidiaries by id, after `after`.
pub async fn list(
    db: &mut Db,
    scope: &Scope,
    after: &str,
    limit: u32,
    now: Timestamp,
) -> Result<Vec<Subsidiary>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, name FROM subsidiaries WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3",
    )
    .bind(scope.tenant())
    .bind(after)
    .bind(i64::from(limit))
    .fetch_all(&mut *db)
    .await?;
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        list.push(standing(db, scope, row.try_get("id")?, row.try_get("name")?, now).await?);
    }
    Ok(list)
}

async fn standing(
    db: &mut Db,
    scope: &Scope,
    id: String,
    name: String,
    now: Timestamp,
) -> Result<Subsidiary, StoreError> {
    let connection = match connection::of_subsidiary(db, scope, &id).await? {
        Some(connection) => Some(summary(db, scope, connection, now).await?),
        None => None,
    };
    let counts = operation::counts(db, scope, &id).await?;
    let last_posted_at = posting::last_posted_at(db, scope, &id).await?;
    let Times { last, next } = times(db, scope, &id, now).await?;
    Ok(Subsidiary {
        id,
        name,
        connection,
        counts,
        last_posted_at,
        last_sync_at: last,
        next_sync_at: next,
    })
}

async fn summary(
    db: &mut Db,
    scope: &Scope,
    connection: Connection,
    now: Timestamp,
) -> Result<ConnectionSummary, StoreError> {
    let SignedIn { warning, .. } = signed_in(db, scope, &connection, now).await?;
    Ok(ConnectionSummary {
        system: connection.system,
        state: connection.state,
        company: connection.company.map(|company| company.display_name),
        warning: warning.map(|warning| warning.code),
    })
}

/// When something was done for a subsidiary, and when something will be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// When the last run ended.
    pub last: Option<String>,
    /// When the next thing is due that is known of now: a closed lane opens, a try is repeated.
    pub next: Option<String>,
}

/// When something was done for a subsidiary, and when something will be.
pub async fn times(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    now: Timestamp,
) -> Result<Times, StoreError> {
    let lately = run::list(db, scope, id, None, 2, now).await?;
    let last = lately.iter().find_map(|run| run.ended_at.clone());
    let opens = lately.first().and_then(|run| run.resumes_at.clone());
    let connection = connection::of_subsidiary(db, scope, id).await?;
    let works = connection.is_some_and(|one| one.state == ConnectionState::Active);
    let next = match opens.filter(|at| *at > text(now)) {
        _ if !works => None,
        Some(opens) => Some(opens),
        None => operation::open(db, scope, id).await?.next,
    };
    Ok(Times { last, next })
}
