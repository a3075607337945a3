//! The schema: one text for both databases, in `server/migrations`, written in SQLite's words.
//!
//! PostgreSQL reads the same text with three words changed, so that both keep the same values and
//! sort them alike: its INTEGER holds 32 bits only, its name for BLOB is BYTEA, and its text would
//! sort by the language of the machine it was installed on.

use std::borrow::Cow;

use sqlx::migrate::{Migration, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::address::Engine;

/// The migrations in the words of `engine`.
pub(super) fn migrations(engine: Engine) -> Migrator {
    let written = sqlx::migrate!();
    match engine {
        Engine::Sqlite => written,
        Engine::Postgres => {
            Migrator::with_migrations(written.iter().map(for_postgres).collect::<Vec<_>>())
        }
    }
}

fn for_postgres(written: &Migration) -> Migration {
    Migration::new(
        written.version,
        Cow::Owned(written.description.clone().into_owned()),
        written.migration_type,
        AssertSqlSafe(in_postgres_words(written.sql.as_str())).into_sql_str(),
        written.no_tx,
    )
}

fn in_postgres_words(sql: &str) -> String {
    let mut words = String::with_capacity(sql.len() * 2);
    for word in sql.split_inclusive(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_') {
        let (name, end) = match word.char_indices().next_back() {
            Some((at, sign)) if !sign.is_ascii_alphanumeric() && sign != '_' => word.split_at(at),
            _ => (word, ""),
        };
        words += match name {
            "INTEGER" => "BIGINT",
            "BLOB" => "BYTEA",
            "TEXT" => "TEXT COLLATE \"C\"",
            other => other,
        };
        words += end;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::in_postgres_words;

    #[test]
    fn three_words_differ_and_no_others() {
        assert_eq!(
            in_postgres_words("CREATE TABLE t (id TEXT PRIMARY KEY,\n n INTEGER, text BLOB);"),
            "CREATE TABLE t (id TEXT COLLATE \"C\" PRIMARY KEY,\n n BIGINT, text BYTEA);"
        );
    }
}
