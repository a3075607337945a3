//! Intents: what is being sent, made durable before its first byte leaves (R40). An intent lives
//! from the decision to send until the outcome is certain; then it goes, and a [`super::posting`]
//! or the operation's reason stays.

use jiff::Timestamp;
use sqlx::Row;
pub use waypost_core::sync::next::Step;

use super::lane::Fenced;
use super::{Db, Scope, StoreError};
use crate::clock::text;

fn step_text(step: Step) -> &'static str {
    match step {
        Step::Creating => "creating",
        Step::Created => "created",
        Step::Removing => "removing",
        Step::Posted => "posted",
        Step::Updating => "updating",
        Step::Crediting => "crediting",
        Step::Credited => "credited",
    }
}

fn read_step(text: &str) -> Step {
    match text {
        "created" => Step::Created,
        "removing" => Step::Removing,
        "posted" => Step::Posted,
        "updating" => Step::Updating,
        "crediting" => Step::Crediting,
        "credited" => Step::Credited,
        _ => Step::Creating,
    }
}

/// One intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// The operation's id.
    pub operation: String,
    /// The key of this try.
    pub key: String,
    /// SHA-256 of `payload`, in hexadecimal.
    pub payload_hash: String,
    /// The exact body of the creating request.
    pub payload: String,
    /// What the worker must know to go on, as JSON.
    pub content: String,
    /// How far it has come.
    pub step: Step,
    /// The accounting system's id, once known.
    pub remote_id: Option<String>,
    /// When it was last written: the creating request left after this and not much later.
    pub written_at: String,
}

/// Stores an intent, in place of an earlier one of the same operation.
pub async fn put(
    tx: &mut Fenced,
    scope: &Scope,
    intent: &Intent,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO intents (operation_id, tenant_id, key, payload_hash, payload, content, step, \
         remote_id, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (operation_id) DO UPDATE SET key = $3, payload_hash = $4, payload = $5, \
         content = $6, step = $7, remote_id = $8, written_at = $9",
    )
    .bind(&intent.operation)
    .bind(scope.tenant())
    .bind(&intent.key)
    .bind(&intent.payload_hash)
    .bind(&intent.payload)
    .bind(&intent.content)
    .bind(step_text(intent.step))
    .bind(&intent.remote_id)
    .bind(text(now))
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The intent of an operation, while there is one.
pub async fn of_operation(
    db: &mut Db,
    scope: &Scope,
    operation: &str,
) -> Result<Option<Intent>, StoreError> {
    let row = sqlx::query(
        "SELECT operation_id, key, payload_hash, payload, content, step, remote_id, written_at \
         FROM intents WHERE tenant_id = $1 AND operation_id = $2",
    )
    .bind(scope.tenant())
    .bind(operation)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let step: String = row.try_get("step")?;
    Ok(Some(Intent {
        operation: row.try_get("operation_id")?,
        key: row.try_get("key")?,
        payload_hash: row.try_get("payload_hash")?,
        payload: row.try_get("payload")?,
        content: row.try_get("content")?,
        step: read_step(&step),
        remote_id: row.try_get("remote_id")?,
        written_at: row.try_get("written_at")?,
    }))
}

/// Ends an intent: its outcome is certain and stored in the same transaction.
pub async fn end(tx: &mut Fenced, scope: &Scope, operation: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM intents WHERE tenant_id = $1 AND operation_id = $2")
        .bind(scope.tenant())
        .bind(operation)
        .execute(tx.db())
        .await?;
    Ok(())
}
