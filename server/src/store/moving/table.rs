//! A table as SQLite describes it, and its rows carried over. Read from the schema, so that a table
//! or a column that a later version adds is moved without a word here.

use sqlx::{AssertSqlSafe, Row as _};

use super::super::{Db, StoreError};
use super::MoveError;

/// How many rows are read at a time.
const PIECE: i64 = 500;

/// A table that is moved.
pub(super) struct Table {
    pub(super) name: String,
    columns: Vec<Column>,
}

struct Column {
    name: String,
    holds: Holds,
}

/// What stands in a column.
enum Holds {
    Text,
    Number,
    Bytes,
}

/// Every table, those that others refer to before those.
pub(super) async fn in_order(db: &mut Db) -> Result<Vec<Table>, StoreError> {
    let names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> '_sqlx_migrations' \
                 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    let mut left = Vec::new();
    for row in sqlx::query(names).fetch_all(&mut *db).await? {
        let name: String = row.try_get("name")?;
        left.push((parents(db, &name).await?, name));
    }
    let mut order: Vec<Table> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let (ready, waiting): (Vec<_>, Vec<_>) = left.into_iter().partition(|(parents, name)| {
            let there = |parent: &String| order.iter().any(|table| table.name == *parent);
            parents.iter().all(|parent| parent == name || there(parent))
        });
        // Tables that refer to each other in a circle have no order: the target refuses them.
        let (next, rest) = if ready.is_empty() { (waiting, ready) } else { (ready, waiting) };
        for (_, name) in next {
            order.push(Table { columns: columns(db, &name).await?, name });
        }
        left = rest;
    }
    Ok(order)
}

async fn parents(db: &mut Db, table: &str) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT \"table\" AS parent FROM pragma_foreign_key_list($1)";
    let rows = sqlx::query(sql).bind(table).fetch_all(db).await?;
    rows.iter().map(|row| Ok(row.try_get("parent")?)).collect()
}

async fn columns(db: &mut Db, table: &str) -> Result<Vec<Column>, StoreError> {
    let sql = "SELECT name, type AS holds FROM pragma_table_info($1) ORDER BY cid";
    let rows = sqlx::query(sql).bind(table).fetch_all(db).await?;
    rows.iter()
        .map(|row| {
            let holds: String = row.try_get("holds")?;
            let holds = match holds.as_str() {
                "INTEGER" | "BIGINT" => Holds::Number,
                "BLOB" => Holds::Bytes,
                _ => Holds::Text,
            };
            Ok(Column { name: row.try_get("name")?, holds })
        })
        .collect()
}

impl Table {
    /// How many rows it has.
    pub(super) async fn count(&self, db: &mut Db) -> Result<i64, StoreError> {
        let sql = AssertSqlSafe(format!("SELECT COUNT(*) AS rows FROM {}", self.name));
        Ok(sqlx::query(sql).fetch_one(db).await?.try_get("rows")?)
    }

    /// Carries its rows over.
    pub(super) async fn carry(&self, old: &mut Db, new: &mut Db) -> Result<(), MoveError> {
        let names: Vec<String> = self.columns.iter().map(|it| format!("\"{}\"", it.name)).collect();
        let names = names.join(", ");
        let places: Vec<String> = (1..=self.columns.len()).map(|at| format!("${at}")).collect();
        let read = format!(
            "SELECT rowid, {names} FROM {} WHERE rowid > $1 ORDER BY rowid LIMIT $2",
            self.name
        );
        let write = format!("INSERT INTO {} ({names}) VALUES ({})", self.name, places.join(", "));
        let mut after = i64::MIN;
        loop {
            let piece = sqlx::query(AssertSqlSafe(read.as_str())).bind(after).bind(PIECE);
            let rows = piece.fetch_all(&mut *old).await?;
            for row in &rows {
                self.write(new, &write, row)
                    .await
                    .map_err(|cause| MoveError::Row { table: self.name.clone(), cause })?;
            }
            match rows.last() {
                // By its place: a column of the table may have its name.
                Some(last) => after = last.try_get(0)?,
                None => return Ok(()),
            }
        }
    }

    async fn write(&self, new: &mut Db, sql: &str, row: &super::super::Row) -> sqlx::Result<()> {
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (at, column) in (1..).zip(&self.columns) {
            query = match column.holds {
                Holds::Text => query.bind(row.try_get::<Option<String>, _>(at)?),
                Holds::Number => query.bind(row.try_get::<Option<i64>, _>(at)?),
                Holds::Bytes => query.bind(row.try_get::<Option<Vec<u8>>, _>(at)?),
            };
        }
        query.execute(new).await.map(drop)
    }
}
