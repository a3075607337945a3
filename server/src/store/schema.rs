//! The schema: one text for both databases, in `server/migrations`, written in SQLite's words.
//!
//! PostgreSQL reads the same text with three words changed, so that both keep the same values and
//! sort them alike: its INTEGER holds 32 bits only, its name for BLOB is BYTEA, and its text would
//! sort by the language of the machine it was installed on.

use include_dir::{Dir, File, include_dir};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::address::Engine;

static WRITTEN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// The migrations in the words of `engine`.
pub(super) fn migrations(engine: Engine) -> Migrator {
    let each = WRITTEN.files().filter_map(|file| migration(file, engine));
    Migrator::with_migrations(each.collect())
}

/// What `0083_reconciliations.sql` holds: its number, what it is about, and the text.
fn migration(file: &'static File<'static>, engine: Engine) -> Option<Migration> {
    let name = file.path().to_str()?.strip_suffix(".sql")?;
    let (number, about) = name.split_once('_')?;
    let written = file.contents_utf8()?;
    let sql = match engine {
        Engine::Sqlite => written.into_sql_str(),
        Engine::Postgres => AssertSqlSafe(in_postgres_words(written)).into_sql_str(),
    };
    let about = about.replace('_', " ").into();
    Some(Migration::new(number.parse().ok()?, about, MigrationType::Simple, sql, false))
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
    use super::{Engine, WRITTEN, in_postgres_words, migrations};

    #[test]
    fn every_file_is_a_migration() {
        let files = WRITTEN.files().count();
        assert!(files > 0);
        for engine in [Engine::Sqlite, Engine::Postgres] {
            assert_eq!(migrations(engine).iter().count(), files);
        }
    }

    #[test]
    fn three_words_differ_and_no_others() {
        assert_eq!(
            in_postgres_words("CREATE TABLE t (id TEXT PRIMARY KEY,\n n INTEGER, text BLOB);"),
            "CREATE TABLE t (id TEXT COLLATE \"C\" PRIMARY KEY,\n n BIGINT, text BYTEA);"
        );
    }
}
