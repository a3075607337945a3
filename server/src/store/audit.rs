//! Who did what, when: what was, what is (R53). Appended to, never changed.

use super::{Db, Scope, StoreError};

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
