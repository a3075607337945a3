//! Who did what, when: what was, what is (R53). Appended to, never changed.

use sqlx::Row as _;

use super::{Db, Row, Scope, StoreError};

/// One entry. `before` and `after` are JSON and never hold a secret.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// A user's or a key's id and name, or `operator`.
    pub actor: &'a str,
    /// What was done, such as `mapping.submit`.
    pub action: &'a str,
    /// To what: a subsidiary, a key, a document.
    pub subject: &'a str,
    /// What was.
    pub before: Option<serde_json::Value>,
    /// What is.
    pub after: Option<serde_json::Value>,
}

/// Appends an entry, in the transaction of the change that it tells of.
pub async fn add(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    at: &str,
    entry: &Entry<'_>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO audit (id, tenant_id, at, actor, action, subject, before, after) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(scope.tenant())
    .bind(at)
    .bind(entry.actor)
    .bind(entry.action)
    .bind(entry.subject)
    .bind(entry.before.as_ref().map(ToString::to_string))
    .bind(entry.after.as_ref().map(ToString::to_string))
    .execute(db)
    .await?;
    Ok(())
}

/// An entry as it was kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// What was.
    pub before: Option<serde_json::Value>,
    /// What is.
    pub after: Option<serde_json::Value>,
}

/// Up to `limit` entries about a subject, newest first, after the one of this time and id.
pub async fn of_subject(
    db: &mut Db,
    scope: &Scope,
    subject: &str,
    after: Option<(String, String)>,
    limit: u32,
) -> Result<Vec<Kept>, StoreError> {
    let (at, id) = after.unzip();
    let rows = sqlx::query(
        "SELECT id, at, actor, action, before, after FROM audit \
         WHERE tenant_id = $1 AND subject = $2 \
         AND ($3 IS NULL OR at < $3 OR (at = $3 AND id < $4)) \
         ORDER BY at DESC, id DESC LIMIT $5",
    )
    .bind(scope.tenant())
    .bind(subject)
    .bind(at)
    .bind(id)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Kept, StoreError> {
    let json = |column: &str| -> Result<Option<serde_json::Value>, StoreError> {
        let text: Option<String> = row.try_get(column)?;
        Ok(text.as_deref().map(serde_json::from_str).transpose()?)
    };
    Ok(Kept {
        id: row.try_get("id")?,
        at: row.try_get("at")?,
        actor: row.try_get("actor")?,
        action: row.try_get("action")?,
        before: json("before")?,
        after: json("after")?,
    })
}
