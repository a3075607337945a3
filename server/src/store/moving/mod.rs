//! Moving everything from a SQLite database into an empty PostgreSQL database.
//!
//! Invariant: in one transaction of the target, so an interrupted move leaves it empty and can be
//! repeated; nothing writes to the source meanwhile; and the rows of every table are counted on
//! both sides before the move counts as done.

mod table;

use sqlx::Row as _;

use super::{Address, Db, Store, StoreError};

/// Why nothing was moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// Not this way round.
    #[error(
        "Only a SQLite database can be moved, and only into PostgreSQL. Give \
         --from sqlite:FILE --database postgres://…"
    )]
    Direction,
    /// A worker still holds a lane of the source.
    #[error(
        "A server still works from {from}: it holds {lane} until {until}. Nothing was moved. Stop \
         it and move again; if it was killed, wait until then."
    )]
    AtWork {
        /// The source.
        from: Address,
        /// What it works on.
        lane: String,
        /// How long at most.
        until: String,
    },
    /// The target holds something.
    #[error(
        "The target already holds {rows} rows in {table}. Nothing was moved. Give an empty \
         database."
    )]
    NotEmpty {
        /// Where.
        table: String,
        /// How many.
        rows: i64,
    },
    /// The copy differs from its source.
    #[error(
        "Of {table}, {from} rows were read and {to} arrived. Nothing was moved. Report this with \
         both figures."
    )]
    Lost {
        /// Where.
        table: String,
        /// Rows of the source.
        from: i64,
        /// Rows of the target.
        to: i64,
    },
    /// A row cannot be carried over.
    #[error("A row of {table} cannot be moved: {cause}. Nothing was moved.")]
    Row {
        /// Where.
        table: String,
        /// Why.
        cause: sqlx::Error,
    },
    /// One of the databases does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for MoveError {
    fn from(cause: sqlx::Error) -> MoveError {
        MoveError::Store(cause.into())
    }
}

/// What is moved, and where to. Opens the source and brings its schema up to date.
pub async fn open(from: &Address, to: &Address) -> Result<Store, MoveError> {
    if !from.is_file() || to.is_file() {
        return Err(MoveError::Direction);
    }
    let source = Store::open(&from.as_it_is()).await?;
    source.migrate().await?;
    Ok(source)
}

/// Carries every row of `source` into `target`. Answers the tables and how many rows each has.
pub async fn carry(
    (source, from): (&Store, &Address),
    target: &Store,
    now: &str,
) -> Result<Vec<(String, i64)>, MoveError> {
    // The write lock of the source: nothing in it changes meanwhile.
    let mut old = source.begin().await?;
    at_rest(&mut old, from, now).await?;
    let mut new = target.begin().await?;
    let tables = table::in_order(&mut old).await?;
    for table in &tables {
        let rows = table.count(&mut new).await?;
        if rows > 0 {
            return Err(MoveError::NotEmpty { table: table.name.clone(), rows });
        }
    }
    let mut moved = Vec::with_capacity(tables.len());
    for table in &tables {
        table.carry(&mut old, &mut new).await?;
        let (from, to) = (table.count(&mut old).await?, table.count(&mut new).await?);
        if from != to {
            return Err(MoveError::Lost { table: table.name.clone(), from, to });
        }
        moved.push((table.name.clone(), to));
    }
    new.commit().await?;
    Ok(moved)
}

/// Whoever still works from the source would post beside the target's servers.
async fn at_rest(db: &mut Db, from: &Address, now: &str) -> Result<(), MoveError> {
    let held = "SELECT lane, held_until FROM lanes WHERE held_until > $1 ORDER BY lane LIMIT 1";
    match sqlx::query(held).bind(now).fetch_optional(db).await? {
        None => Ok(()),
        Some(row) => Err(MoveError::AtWork {
            from: from.clone(),
            lane: row.try_get("lane")?,
            until: row.try_get("held_until")?,
        }),
    }
}
