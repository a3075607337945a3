//! Parties: which customer or vendor of the books a party of the source is (R28). A link is kept
//! once made; while several would fit, the choices are kept for a person.

use sqlx::Row as _;
use waypost_core::sync::party::Choice;

use super::lane::Fenced;
use super::{Db, Row, Scope, StoreError};

/// One party of the source at one connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Our id.
    pub id: String,
    /// The source's id.
    pub party: String,
    /// `customer` or `vendor`: a party may be both.
    pub side: String,
    /// Its name at the source.
    pub name: String,
    /// The accounting system's id, once linked.
    pub remote_id: Option<String>,
    /// Its name there.
    pub remote_name: Option<String>,
    /// It was linked once, and its party of the books is gone: never made anew by itself.
    pub gone: bool,
    /// A person said that it is nobody of the books, and is to be made.
    pub make: bool,
}

/// A party about which a person has to say who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// The party.
    pub party: Party,
    /// Its connection.
    pub connection: String,
    /// That connection's subsidiary, by the source's id.
    pub subsidiary: String,
    /// Whom of the books it may be; empty when it is gone.
    pub choices: Vec<Choice>,
}

/// Stored as `choices` of a link whose party is gone from the books.
const GONE: &str = "[]";

/// The link of `party` on `side`, made (unlinked) under `id` when it is new. A name that changed
/// at the source is kept up to date while nothing is linked.
pub async fn ensure(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    id: &str,
    (party, side, name): (&str, &str, &str),
) -> Result<Party, StoreError> {
    sqlx::query(
        "INSERT INTO parties (id, tenant_id, connection_id, party_id, side, name) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (connection_id, party_id, side) DO UPDATE SET name = $6 \
         WHERE parties.remote_id IS NULL",
    )
    .bind(id)
    .bind(scope.tenant())
    .bind(connection)
    .bind(party)
    .bind(side)
    .bind(name)
    .execute(&mut *db)
    .await?;
    let row = sqlx::query(
        "SELECT id, party_id, side, name, remote_id, remote_name, choices, make_at FROM parties \
         WHERE tenant_id = $1 AND connection_id = $2 AND party_id = $3 AND side = $4",
    )
    .bind(scope.tenant())
    .bind(connection)
    .bind(party)
    .bind(side)
    .fetch_one(db)
    .await?;
    read(&row)
}

fn read(row: &Row) -> Result<Party, StoreError> {
    Ok(Party {
        id: row.try_get("id")?,
        party: row.try_get("party_id")?,
        side: row.try_get("side")?,
        name: row.try_get("name")?,
        remote_id: row.try_get("remote_id")?,
        remote_name: row.try_get("remote_name")?,
        gone: row.try_get::<Option<String>, _>("choices")?.as_deref() == Some(GONE),
        make: row.try_get::<Option<String>, _>("make_at")?.is_some(),
    })
}

/// The id in the books of `party` on `side`, once linked.
pub async fn linked(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    (party, side): (&str, &str),
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(
        "SELECT remote_id FROM parties \
         WHERE tenant_id = $1 AND connection_id = $2 AND party_id = $3 AND side = $4",
    )
    .bind(scope.tenant())
    .bind(connection)
    .bind(party)
    .bind(side)
    .fetch_optional(db)
    .await?;
    row.map_or(Ok(None), |row| Ok(row.try_get("remote_id")?))
}

/// The parties about which a person has to say who they are: all, or the one with this id.
pub async fn undecided(
    db: &mut Db,
    scope: &Scope,
    id: Option<&str>,
) -> Result<Vec<Undecided>, StoreError> {
    let rows = sqlx::query(
        "SELECT p.id, p.party_id, p.side, p.name, p.remote_id, p.remote_name, p.choices, \
         p.make_at, p.connection_id, c.subsidiary_id FROM parties p JOIN connections c \
         ON c.tenant_id = p.tenant_id AND c.id = p.connection_id \
         WHERE p.tenant_id = $1 AND p.remote_id IS NULL AND p.choices IS NOT NULL \
         AND ($2 IS NULL OR p.id = $2) ORDER BY p.name, p.id",
    )
    .bind(scope.tenant())
    .bind(id)
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let choices: String = row.try_get("choices")?;
            Ok(Undecided {
                party: read(row)?,
                connection: row.try_get("connection_id")?,
                subsidiary: row.try_get("subsidiary_id")?,
                choices: serde_json::from_str(&choices)?,
            })
        })
        .collect()
}

/// A person says who the party is: this one of the books, or nobody, and then a new one is made.
/// False when that was decided meanwhile.
pub async fn decide(
    db: &mut Db,
    scope: &Scope,
    party: &str,
    remote: Option<(&str, &str)>,
    now: &str,
) -> Result<bool, StoreError> {
    let make_at = remote.is_none().then_some(now);
    let (remote_id, remote_name) = remote.unzip();
    let done = sqlx::query(
        "UPDATE parties SET remote_id = $1, remote_name = $2, make_at = $3, linked_by = 'person', \
         choices = NULL \
         WHERE tenant_id = $4 AND id = $5 AND remote_id IS NULL AND choices IS NOT NULL",
    )
    .bind(remote_id)
    .bind(remote_name)
    .bind(make_at)
    .bind(scope.tenant())
    .bind(party)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Links a party to one of the books. `by` says who: `name` (one exact match), `created`, `person`.
pub async fn link(
    tx: &mut Fenced,
    scope: &Scope,
    party: &str,
    (remote_id, remote_name): (&str, &str),
    by: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE parties SET remote_id = $1, remote_name = $2, linked_by = $3, choices = NULL, \
         make_at = NULL \
         WHERE tenant_id = $4 AND id = $5",
    )
    .bind(remote_id)
    .bind(remote_name)
    .bind(by)
    .bind(scope.tenant())
    .bind(party)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Keeps the parties of the books among which a person has to choose, as JSON.
pub async fn offer(
    tx: &mut Fenced,
    scope: &Scope,
    party: &str,
    choices: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE parties SET choices = $1 WHERE tenant_id = $2 AND id = $3")
        .bind(choices)
        .bind(scope.tenant())
        .bind(party)
        .execute(tx.db())
        .await?;
    Ok(())
}

/// Forgets the link to a party that is gone from the books.
pub async fn unlink(
    tx: &mut Fenced,
    scope: &Scope,
    connection: &str,
    remote_id: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE parties SET remote_id = NULL, remote_name = NULL, linked_by = NULL, choices = $1, \
         make_at = NULL WHERE tenant_id = $2 AND connection_id = $3 AND remote_id = $4",
    )
    .bind(GONE)
    .bind(scope.tenant())
    .bind(connection)
    .bind(remote_id)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Forgets every link of a connection: another company has other parties.
pub async fn forget_all(db: &mut Db, scope: &Scope, connection: &str) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE parties SET remote_id = NULL, remote_name = NULL, linked_by = NULL, \
         choices = NULL, make_at = NULL WHERE tenant_id = $1 AND connection_id = $2",
    )
    .bind(scope.tenant())
    .bind(connection)
    .execute(db)
    .await?;
    Ok(())
}
