//! The documents that a mapping is judged by: those that wait, and those of the last days.

use sqlx::Row as _;
use waypost_core::api::State;

use super::super::{Db, Scope, StoreError, operation};

/// A document as it was pushed, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfLate {
    /// Our id.
    pub id: String,
    /// The document in the public format.
    pub body: String,
    /// Where it stands; never skipped.
    pub state: State,
}

/// Up to `limit` documents of a subsidiary in the order of ids, after the one with the id `after`:
/// dated `since` or later, or still waiting, whatever their date.
pub async fn of_late(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    since: &str,
    after: &str,
    limit: u32,
) -> Result<Vec<OfLate>, StoreError> {
    let rows = sqlx::query(
        "SELECT d.id AS id, d.body AS body, o.state AS state FROM documents d JOIN operations o \
         ON o.tenant_id = d.tenant_id AND o.subject_id = d.id AND o.kind = 'document' \
         WHERE d.tenant_id = $1 AND d.subsidiary_id = $2 AND d.id > $3 AND o.state <> 'skipped' \
         AND (d.date >= $4 OR o.state = 'waiting' OR o.state = 'needs_you') \
         ORDER BY d.id LIMIT $5",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .bind(after)
    .bind(since)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let state: String = row.try_get("state")?;
            Ok(OfLate {
                id: row.try_get("id")?,
                body: row.try_get("body")?,
                state: operation::read_state(&state)?,
            })
        })
        .collect()
}
