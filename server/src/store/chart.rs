//! Charts of accounts: the last that was read whole, and why the last reading failed (R15).

use sqlx::Row;
use waypost_core::wire;

use super::{Db, Scope, StoreError};

/// What is known of a connection's chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartState {
    /// The last chart that was read whole.
    pub chart: Option<wire::Chart>,
    /// When.
    pub fetched_at: Option<String>,
    /// Why the last reading failed; none when it did not.
    pub trouble: Option<String>,
}

/// The chart of `connection`.
pub async fn of_connection(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
) -> Result<ChartState, StoreError> {
    let row = sqlx::query(
        "SELECT chart, fetched_at, trouble FROM charts WHERE tenant_id = $1 AND connection_id = $2",
    )
    .bind(scope.tenant())
    .bind(connection)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(ChartState::default()) };
    let chart: Option<String> = row.try_get("chart")?;
    Ok(ChartState {
        chart: chart.as_deref().map(serde_json::from_str).transpose()?,
        fetched_at: row.try_get("fetched_at")?,
        trouble: row.try_get("trouble")?,
    })
}

/// The chart as it was when somebody last looked at what changed; none where it was not read again
/// since.
pub async fn seen(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
) -> Result<Option<wire::Chart>, StoreError> {
    let row = sqlx::query("SELECT seen FROM charts WHERE tenant_id = $1 AND connection_id = $2")
        .bind(scope.tenant())
        .bind(connection)
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let seen: Option<String> = row.try_get("seen")?;
    Ok(seen.as_deref().map(serde_json::from_str).transpose()?)
}

/// Notes that somebody has looked at what changed.
pub async fn see(db: &mut Db, scope: &Scope, connection: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE charts SET seen = NULL WHERE tenant_id = $1 AND connection_id = $2")
        .bind(scope.tenant())
        .bind(connection)
        .execute(db)
        .await?;
    Ok(())
}

/// Stores a chart that was read whole; the former one is kept until somebody has seen what changed.
pub async fn put(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    chart: &wire::Chart,
    fetched_at: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO charts (connection_id, tenant_id, chart, fetched_at) \
         VALUES ($1, $2, $3, $4) ON CONFLICT (connection_id) DO UPDATE \
         SET seen = COALESCE(charts.seen, charts.chart), chart = $3, fetched_at = $4, trouble = NULL",
    )
    .bind(connection)
    .bind(scope.tenant())
    .bind(serde_json::to_string(chart)?)
    .bind(fetched_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Notes why reading failed; the chart itself stays as it is.
pub async fn note_trouble(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    trouble: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO charts (connection_id, tenant_id, trouble) VALUES ($1, $2, $3) \
         ON CONFLICT (connection_id) DO UPDATE SET trouble = $3",
    )
    .bind(connection)
    .bind(scope.tenant())
    .bind(trouble)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets the chart: another company was chosen, and its accounts are not these.
pub async fn forget(db: &mut Db, scope: &Scope, connection: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM charts WHERE tenant_id = $1 AND connection_id = $2")
        .bind(scope.tenant())
        .bind(connection)
        .execute(db)
        .await?;
    Ok(())
}
