//! Documents with their states, as a person sees them.

use sqlx::Row as _;
use waypost_core::api::{DocumentRow, State};

use super::super::{Db, Row, Scope, StoreError, operation, read_name};

/// Which documents are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of one subsidiary.
    pub subsidiary: Option<String>,
    /// In one of these states; none: in any.
    pub states: Vec<State>,
    /// `invoice` or `bill`.
    pub kind: Option<String>,
    /// Part of the number, the source's id or the party's name.
    pub q: Option<String>,
    /// Waiting for this cause, by its key.
    pub cause: Option<String>,
    /// Last changed from this time on, and until that one.
    pub changed: Option<(String, Option<String>)>,
    /// After the row with this time of change and id.
    pub after: Option<(String, String)>,
}

const COLUMNS: &str = "SELECT d.id AS id, d.source_id, d.number, d.kind, d.origin, d.party_name, \
    d.date, d.total, d.currency, d.subsidiary_id, o.state, o.reason, o.cause, o.detail, o.changed_at \
    FROM documents d JOIN operations o ON o.tenant_id = d.tenant_id AND o.subject_id = d.id \
    AND o.kind = 'document' WHERE d.tenant_id = $1";

/// Up to `limit` documents, newest change first.
pub async fn list(
    db: &mut Db,
    scope: &Scope,
    filter: &Filter,
    limit: u32,
) -> Result<Vec<DocumentRow>, StoreError> {
    let sql = format!(
        "{COLUMNS} AND ($2 IS NULL OR d.subsidiary_id = $2) AND ($3 IS NULL OR $3 LIKE '%,' || o.state || ',%') \
         AND ($4 IS NULL OR d.kind = $4) AND ($5 IS NULL OR LOWER(d.number) LIKE $5 ESCAPE '\\' \
         OR LOWER(d.source_id) LIKE $5 ESCAPE '\\' OR LOWER(d.party_name) LIKE $5 ESCAPE '\\') \
         AND ($6 IS NULL OR o.changed_at < $6 OR (o.changed_at = $6 AND d.id < $7)) \
         AND ($9 IS NULL OR o.cause = $9) AND ($10 IS NULL OR o.changed_at >= $10) \
         AND ($11 IS NULL OR o.changed_at <= $11) \
         ORDER BY o.changed_at DESC, d.id DESC LIMIT $8"
    );
    let (changed_at, id) = filter.after.clone().unzip();
    let (from, until) = filter.changed.clone().unzip();
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(scope.tenant())
        .bind(&filter.subsidiary)
        .bind(states(&filter.states))
        .bind(&filter.kind)
        .bind(filter.q.as_deref().map(containing))
        .bind(changed_at)
        .bind(id)
        .bind(i64::from(limit))
        .bind(&filter.cause)
        .bind(from)
        .bind(until.flatten())
        .fetch_all(db)
        .await?;
    rows.iter().map(read).collect()
}

/// One document's row.
pub async fn row(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<DocumentRow>, StoreError> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("{COLUMNS} AND d.id = $2")))
        .bind(scope.tenant())
        .bind(id)
        .fetch_optional(db)
        .await?;
    row.as_ref().map(read).transpose()
}

/// `,waiting,needs_you,`: none when no state is asked for.
fn states(states: &[State]) -> Option<String> {
    let names: Vec<&str> = states.iter().map(|state| operation::state_text(*state)).collect();
    (!names.is_empty()).then(|| format!(",{},", names.join(",")))
}

/// The pattern that finds `text` anywhere, whatever signs it holds.
fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for sign in text.to_lowercase().chars() {
        if matches!(sign, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern.push('%');
    pattern
}

fn read(row: &Row) -> Result<DocumentRow, StoreError> {
    let kind: String = row.try_get("kind")?;
    let origin: String = row.try_get("origin")?;
    let state: String = row.try_get("state")?;
    let detail: String = row.try_get("detail")?;
    let detail: operation::Detail = serde_json::from_str(&detail)?;
    Ok(DocumentRow {
        id: row.try_get("id")?,
        document: row.try_get("source_id")?,
        number: row.try_get("number")?,
        kind: read_name(&kind)?,
        origin: read_name(&origin)?,
        party: row.try_get("party_name")?,
        date: row.try_get("date")?,
        total: row.try_get("total")?,
        currency: row.try_get("currency")?,
        subsidiary: row.try_get("subsidiary_id")?,
        state: operation::read_state(&state)?,
        reason: row.try_get("reason")?,
        cause: row.try_get("cause")?,
        message: detail.message,
        remote_number: detail.remote_number,
        changed_at: row.try_get("changed_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::containing;

    #[test]
    fn a_percent_sign_in_a_search_is_a_percent_sign() {
        assert_eq!(containing("50%_A\\"), "%50\\%\\_a\\\\%");
    }
}
