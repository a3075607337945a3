//! What has changed lately, read from what is stored: whoever wrote it, on whichever replica, has
//! nothing to announce and can forget nothing.
//!
//! Invariant: a change leaves a mark that was not there before it. A mark says nothing else.

use jiff::{SignedDuration, Timestamp};
use sqlx::Row;
use waypost_core::api::{ChangeKind, Changed};

use super::{Db, Scope, StoreError, payment, reconciliation};
use crate::clock::text;

/// How far the clocks of two replicas may be apart, and a transaction's end from its time.
const LOOK_BACK: SignedDuration = SignedDuration::from_secs(15);
/// Documents and payments looked at; where more changed in so short a time, some of these did.
const MOST: i64 = 200;

/// Something as it stands: another text once it has changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// What it is.
    pub of: Changed,
    /// As it stands.
    pub text: String,
}

/// The marks of everything that a tenant's screens show.
pub async fn marks(db: &mut Db, scope: &Scope, now: Timestamp) -> Result<Vec<Mark>, StoreError> {
    let mut marks = of_subsidiaries(&mut *db, scope).await?;
    marks.extend(of_documents(&mut *db, scope, now).await?);
    marks.extend(payment::marks(&mut *db, scope, &text(now - LOOK_BACK), MOST).await?);
    marks.extend(reconciliation::marks(db, scope).await?);
    Ok(marks)
}

async fn of_subsidiaries(db: &mut Db, scope: &Scope) -> Result<Vec<Mark>, StoreError> {
    let rows = sqlx::query(
        "SELECT s.id AS subsidiary, \
         COALESCE(CAST(g.version AS TEXT), '') AS catalog, \
         COALESCE(CAST(c.version AS TEXT), '') || ' ' || COALESCE(h.fetched_at, '') || ' ' \
         || COALESCE(h.trouble, '') || ' ' || COALESCE(k.ends_at, '') || ' ' \
         || COALESCE(i.covered_at, '') || ' ' || COALESCE(i.trouble, '') AS connection, \
         COALESCE(CAST(m.revision AS TEXT), '') || ' ' || COALESCE((SELECT \
         CAST(MAX(v.version) AS TEXT) FROM mapping_versions v WHERE v.connection_id = c.id), '') \
         AS mapping, \
         (SELECT r.id || ' ' || COALESCE(r.ended_at, '') FROM runs r WHERE r.tenant_id = s.tenant_id \
         AND r.subsidiary_id = s.id ORDER BY r.started_at DESC, r.id DESC LIMIT 1) AS run \
         FROM subsidiaries s \
         LEFT JOIN catalogs g ON g.tenant_id = s.tenant_id AND g.subsidiary_id = s.id \
         LEFT JOIN connections c ON c.tenant_id = s.tenant_id AND c.subsidiary_id = s.id \
         LEFT JOIN charts h ON h.connection_id = c.id \
         LEFT JOIN credentials k ON k.connection_id = c.id \
         LEFT JOIN payment_imports i ON i.connection_id = c.id \
         LEFT JOIN mapping_drafts m ON m.connection_id = c.id \
         WHERE s.tenant_id = $1",
    )
    .bind(scope.tenant())
    .fetch_all(db)
    .await?;
    let mut marks = Vec::with_capacity(rows.len() * 4);
    for row in &rows {
        let subsidiary: String = row.try_get("subsidiary")?;
        let kinds = [
            (ChangeKind::Subsidiary, "catalog"),
            (ChangeKind::Connection, "connection"),
            (ChangeKind::Mapping, "mapping"),
            (ChangeKind::Runs, "run"),
        ];
        for (kind, column) in kinds {
            let text: Option<String> = row.try_get(column)?;
            let of = Changed { subsidiary: subsidiary.clone(), kind };
            marks.push(Mark { of, text: text.unwrap_or_default() });
        }
    }
    Ok(marks)
}

/// Documents that changed a moment ago: each change of one is a mark of its own.
async fn of_documents(db: &mut Db, scope: &Scope, now: Timestamp) -> Result<Vec<Mark>, StoreError> {
    let rows = sqlx::query(
        "SELECT d.subsidiary_id AS subsidiary, o.id || ' ' || o.changed_at || ' ' || o.state || ' ' \
         || COALESCE(o.cause, '') AS mark \
         FROM operations o CROSS JOIN documents d WHERE o.tenant_id = $1 AND o.kind = 'document' \
         AND o.state IN ('waiting', 'sending', 'checking', 'posted', 'skipped', 'needs_you') \
         AND o.changed_at >= $2 AND d.tenant_id = o.tenant_id AND d.id = o.subject_id \
         ORDER BY o.changed_at DESC, o.id LIMIT $3",
    )
    .bind(scope.tenant())
    .bind(text(now - LOOK_BACK))
    .bind(MOST)
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let subsidiary = row.try_get("subsidiary")?;
            let of = Changed { subsidiary, kind: ChangeKind::Documents };
            Ok(Mark { of, text: row.try_get("mark")? })
        })
        .collect()
}
