//! Items: which one of the books is sold to which account, where revenue is posted by item (R14).
//! Remembered once found or made; the row is also the intent to make one (R40).

use sqlx::Row as _;

use super::lane::Fenced;
use super::{Db, Scope, StoreError};

/// What is known of an account's item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// The accounting system's id, once known.
    pub remote_id: Option<String>,
    /// Since when it is being made.
    pub intended_at: Option<String>,
}

/// The item of `account` (the books' id).
pub async fn of_account(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    account: &str,
) -> Result<Option<Item>, StoreError> {
    let row = sqlx::query(
        "SELECT name, remote_id, intended_at FROM items \
         WHERE tenant_id = $1 AND connection_id = $2 AND account_id = $3",
    )
    .bind(scope.tenant())
    .bind(connection)
    .bind(account)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Item {
        name: row.try_get("name")?,
        remote_id: row.try_get("remote_id")?,
        intended_at: row.try_get("intended_at")?,
    }))
}

/// Every item that is known of a connection's accounts: its id, and the account that it is sold to.
pub async fn sold(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
) -> Result<Vec<(String, String)>, StoreError> {
    let rows = sqlx::query(
        "SELECT remote_id, account_id FROM items \
         WHERE tenant_id = $1 AND connection_id = $2 AND remote_id IS NOT NULL",
    )
    .bind(scope.tenant())
    .bind(connection)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((row.try_get("remote_id")?, row.try_get("account_id")?))).collect()
}

/// Remembers what is known of an account's item.
pub async fn put(
    tx: &mut Fenced,
    scope: &Scope,
    connection: &str,
    account: &str,
    item: &Item,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO items (tenant_id, connection_id, account_id, name, remote_id, intended_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (connection_id, account_id) \
         DO UPDATE SET name = $4, remote_id = $5, intended_at = $6",
    )
    .bind(scope.tenant())
    .bind(connection)
    .bind(account)
    .bind(&item.name)
    .bind(&item.remote_id)
    .bind(&item.intended_at)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Forgets every item of a connection: another company has other items.
pub async fn forget_all(db: &mut Db, scope: &Scope, connection: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM items WHERE tenant_id = $1 AND connection_id = $2")
        .bind(scope.tenant())
        .bind(connection)
        .execute(db)
        .await?;
    Ok(())
}
