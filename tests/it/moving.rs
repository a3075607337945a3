//! A SQLite database moves to PostgreSQL: everything, once, or nothing.

use std::process::{Command, Output};

use serde_json::Value;
use sqlx::{AssertSqlSafe, Row};
use waypost_core::api::State;
use waypost_server::clock::{Clock, MachineClock, text};
use waypost_server::store::moving::{self, MoveError};
use waypost_server::store::{Db, Store, lane};
use waypost_tests::desk::{Desk, load_numbered};
use waypost_tests::{Database, On, sample};

use crate::kill::program;

/// A desk with documents that are posted, that wait and that a person has to see.
async fn worked() -> (Desk, Vec<String>) {
    let desk = Desk::open().await;
    let mut ids = vec![desk.push(&sample::load()).await];
    for bill in sample::bills() {
        ids.push(desk.push(&bill).await);
    }
    let mut unmapped = load_numbered("REF-X");
    unmapped["currency"] = "CAD".into();
    ids.push(desk.push(&unmapped).await);
    desk.settle().await;
    ids.push(desk.push(&load_numbered("REF-W \u{1F69B} 'x'")).await);
    (desk, ids)
}

fn migrate(from: &str, to: &str) -> Output {
    let mut waypost = Command::new(program());
    waypost.args(["migrate", "--from", from, "--database", to]);
    waypost.output().expect("the program")
}

/// Every row of every table, as text.
async fn everything(store: &Store, tables: &[String]) -> Vec<(String, Vec<String>)> {
    let mut db = store.read().await.expect("a connection");
    let mut all = Vec::new();
    for table in tables {
        all.push((table.clone(), rows(&mut db, table).await));
    }
    all
}

async fn rows(db: &mut Db, table: &str) -> Vec<String> {
    let sql = AssertSqlSafe(format!("SELECT * FROM {table}"));
    let found = sqlx::query(sql).fetch_all(db).await.expect("rows");
    let value = |row: &waypost_server::store::Row, at: usize| {
        let text = row.try_get::<Option<String>, _>(at).map(|it| format!("{it:?}"));
        let number = || row.try_get::<Option<i64>, _>(at).map(|it| format!("{it:?}"));
        let bytes = || row.try_get::<Option<Vec<u8>>, _>(at).map(|it| format!("{it:?}"));
        text.or_else(|_| number()).or_else(|_| bytes()).expect("a value")
    };
    let mut rows: Vec<String> = found
        .iter()
        .map(|row| (0..row.len()).map(|at| value(row, at)).collect::<Vec<_>>().join("|"))
        .collect();
    rows.sort();
    rows
}

async fn tables(store: &Store) -> Vec<String> {
    let mut db = store.read().await.expect("a connection");
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> '_sqlx_migrations'";
    let found = sqlx::query(sql).fetch_all(&mut *db).await.expect("tables");
    found.iter().map(|row| row.try_get("name").expect("a name")).collect()
}

#[tokio::test]
async fn a_moved_database_holds_every_row_and_the_work_goes_on_where_it_was() {
    let (mut desk, ids) = worked().await;
    let target = Database::fresh(On::Postgres).await;
    let done = migrate(desk.database.url(), target.url());
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    assert!(said.contains("        6 documents\n"), "{said}");
    let names = tables(&desk.store).await;
    assert!(names.len() > 15, "{names:?}");
    let moved = target.open().await;
    assert_eq!(everything(&desk.store, &names).await, everything(&moved, &names).await);

    // The same worker on the other database: what was posted stays, what waited is posted.
    let before: Value = desk.ledger().await;
    desk.store = moved;
    desk.start_again(waypost_server::sync::Options::default());
    desk.settle().await;
    let documents = |ledger: &Value| ledger["documents"].as_array().expect("documents").len();
    assert_eq!(documents(&desk.ledger().await), documents(&before) + 1);
    assert_eq!(desk.state(&ids[5]).await, (State::Posted, None));
}

#[tokio::test]
async fn what_cannot_be_moved_is_refused_and_nothing_has_changed() {
    let (desk, _) = worked().await;
    let target = Database::fresh(On::Postgres).await;
    let refused = |from: &str, to: &str, words: &str| {
        let done = migrate(from, to);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(!done.status.success() && said.contains(words), "{words}: {said}");
    };
    let from = desk.database.url();
    refused(target.url(), from, "only into PostgreSQL");
    refused(from, from, "only into PostgreSQL");
    refused("sqlite:/nowhere/waypost.db", target.url(), "unable to open");
    let now = MachineClock.now();
    let hold = lane::claim(&desk.store, "books", "run_1", now).await.expect("a database");
    refused(from, target.url(), "Stop it and move again");
    lane::release(&desk.store, &hold.expect("a free lane")).await.expect("a database");
    assert!(migrate(from, target.url()).status.success());
    refused(from, target.url(), "The target already holds");
}

#[tokio::test]
async fn an_interrupted_move_leaves_the_target_empty_and_is_repeated() {
    let (desk, _) = worked().await;
    let target = Database::at_the_end_of_a_line().await;
    let store = target.open().await;
    let (from, now) = (desk.database.address(), text(MachineClock.now()));
    let carry = async || moving::carry((&desk.store, &from), &store, &now).await;
    target.line().cut_after(40_000);
    let cut = carry().await;
    assert!(matches!(cut, Err(MoveError::Row { .. } | MoveError::Store(_))), "{cut:?}");
    target.line().mend();
    // Had anything been left behind, the target would not be empty.
    let moved = carry().await.expect("a move");
    let documents = moved.iter().find(|(table, _)| table == "documents");
    assert_eq!(documents, Some(&("documents".to_owned(), 6)));
}
