//! A subsidiary's link to one company in an accounting system. Never its credentials: those are
//! [`super::credential`].

use sqlx::Row;
use waypost_core::api::{Company, ConnectionState, SignInKind};
use waypost_core::wire::{Settings, System};

use super::{Db, Scope, StoreError, read_name, stored_name};

/// One connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Our id.
    pub id: String,
    /// The subsidiary's source id.
    pub subsidiary: String,
    /// Which accounting system.
    pub system: System,
    /// Where it stands.
    pub state: ConnectionState,
    /// How it signed in.
    pub sign_in: Option<SignInKind>,
    /// The Microsoft directory, once known.
    pub directory: Option<String>,
    /// Business Central's environment.
    pub environment: Option<String>,
    /// The company in the books.
    pub company: Option<Company>,
    /// The company that the mapping was made for, when it is another one.
    pub company_before: Option<Company>,
    /// Settings of R26.
    pub settings: Settings,
    /// Grows with every change.
    pub version: u64,
}

const SELECT_ONE: &str = "SELECT id, subsidiary_id, system, state, sign_in, directory, \
    environment, company, company_before, settings, version FROM connections \
    WHERE tenant_id = $1 AND id = $2";
const SELECT_OF_SUBSIDIARY: &str = "SELECT id, subsidiary_id, system, state, sign_in, directory, \
    environment, company, company_before, settings, version FROM connections \
    WHERE tenant_id = $1 AND subsidiary_id = $2";

/// The connection with this id.
pub async fn get(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<Connection>, StoreError> {
    one(db, scope, SELECT_ONE, id).await
}

/// The subsidiary's connection; none until somebody starts to connect.
pub async fn of_subsidiary(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
) -> Result<Option<Connection>, StoreError> {
    one(db, scope, SELECT_OF_SUBSIDIARY, subsidiary).await
}

/// The subsidiaries that are connected to any books.
pub async fn subsidiaries(db: &mut Db, scope: &Scope) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT subsidiary_id FROM connections WHERE tenant_id = $1 ORDER BY subsidiary_id";
    let rows = sqlx::query(sql).bind(scope.tenant()).fetch_all(db).await?;
    rows.iter().map(|row| Ok(row.try_get("subsidiary_id")?)).collect()
}

/// Stores a new connection, signed out, at version 1.
pub async fn add(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    subsidiary: &str,
    system: System,
    now: &str,
) -> Result<Connection, StoreError> {
    let connection = Connection {
        id: id.to_owned(),
        subsidiary: subsidiary.to_owned(),
        system,
        state: ConnectionState::SignedOut,
        sign_in: None,
        directory: None,
        environment: None,
        company: None,
        company_before: None,
        settings: Settings::default(),
        version: 1,
    };
    sqlx::query(
        "INSERT INTO connections (id, tenant_id, subsidiary_id, system, state, settings, version, \
         created_at) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)",
    )
    .bind(id)
    .bind(scope.tenant())
    .bind(subsidiary)
    .bind(system.as_str())
    .bind(stored_name(&connection.state)?)
    .bind(serde_json::to_string(&connection.settings)?)
    .bind(now)
    .execute(db)
    .await?;
    Ok(connection)
}

/// Gives a connection that nobody ever signed in another system. False when it is signed in.
pub async fn change_system(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    system: System,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE connections SET system = $1, version = version + 1 \
         WHERE tenant_id = $2 AND id = $3 AND sign_in IS NULL",
    )
    .bind(system.as_str())
    .bind(scope.tenant())
    .bind(id)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Stores what `connection` now is, as the version after its own. False when it was changed since
/// it was read: nothing is stored then.
pub async fn save(db: &mut Db, scope: &Scope, connection: &Connection) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE connections SET state = $1, sign_in = $2, directory = $3, environment = $4, \
         company = $5, company_before = $6, settings = $7, version = version + 1 \
         WHERE tenant_id = $8 AND id = $9 AND version = $10",
    )
    .bind(stored_name(&connection.state)?)
    .bind(connection.sign_in.as_ref().map(stored_name).transpose()?)
    .bind(&connection.directory)
    .bind(&connection.environment)
    .bind(connection.company.as_ref().map(serde_json::to_string).transpose()?)
    .bind(connection.company_before.as_ref().map(serde_json::to_string).transpose()?)
    .bind(serde_json::to_string(&connection.settings)?)
    .bind(scope.tenant())
    .bind(&connection.id)
    .bind(connection.version.cast_signed())
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn one(
    db: &mut Db,
    scope: &Scope,
    sql: &'static str,
    id: &str,
) -> Result<Option<Connection>, StoreError> {
    let row = sqlx::query(sql).bind(scope.tenant()).bind(id).fetch_optional(db).await?;
    let Some(row) = row else { return Ok(None) };
    let system: String = row.try_get("system")?;
    let state: String = row.try_get("state")?;
    let sign_in: Option<String> = row.try_get("sign_in")?;
    let company: Option<String> = row.try_get("company")?;
    let company_before: Option<String> = row.try_get("company_before")?;
    let settings: String = row.try_get("settings")?;
    let version: i64 = row.try_get("version")?;
    Ok(Some(Connection {
        id: row.try_get("id")?,
        subsidiary: row.try_get("subsidiary_id")?,
        system: read_name(&system)?,
        state: read_name(&state)?,
        sign_in: sign_in.as_deref().map(read_name).transpose()?,
        directory: row.try_get("directory")?,
        environment: row.try_get("environment")?,
        company: company.as_deref().map(serde_json::from_str).transpose()?,
        company_before: company_before.as_deref().map(serde_json::from_str).transpose()?,
        settings: serde_json::from_str(&settings)?,
        version: version.cast_unsigned(),
    }))
}
