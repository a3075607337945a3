//! What is stored is what is read back, in the same order, on both databases.

use serde_json::json;
use waypost_core::api::State;
use waypost_core::wire::{Mapping, System};
use waypost_server::store::mapping::Draft;
use waypost_server::store::{
    Db, Scope, connection, credential, document, idempotency, mapping, sign_in, subsidiary, tenant,
};
use waypost_server::vault::Sealed;
use waypost_tests::desk::{Desk, load_numbered};
use waypost_tests::{Database, On, Setup, TestApp, on_both};

on_both!(
    ids_sort_by_their_bytes_and_not_by_a_language,
    large_numbers_truth_and_bytes_come_back_as_they_were,
    a_taken_sign_in_is_gone,
    answers_are_kept_with_their_status,
    documents_are_found_by_any_part_and_any_sign,
    attempts_of_one_moment_keep_their_order,
);

const NOW: &str = "2026-09-16T08:00:00.000Z";
const LATER: &str = "2026-09-16T09:00:00.000Z";

/// A tenant with one subsidiary and its connection.
async fn founded(db: &mut Db) -> Scope {
    let scope = Scope::of("ten_1");
    tenant::add(db, &scope, "Keystone Freight", NOW).await.expect("a tenant");
    subsidiary::add(db, &scope, "S-KF", "Keystone", NOW).await.expect("a subsidiary");
    connection::add(db, &scope, "con_1", "S-KF", System::BusinessCentral, NOW)
        .await
        .expect("a connection");
    scope
}

async fn ids_sort_by_their_bytes_and_not_by_a_language(on: On) {
    let database = Database::fresh(on).await;
    let store = database.open().await;
    let mut tx = store.begin().await.expect("a transaction");
    let scope = founded(&mut tx).await;
    for id in ["b", "B", "a", "ä", "S-kf", "S_KF"] {
        assert!(subsidiary::add(&mut tx, &scope, id, id, NOW).await.expect("a subsidiary"), "{id}");
    }
    let again = subsidiary::add(&mut tx, &scope, "b", "again", NOW).await.expect("a database");
    assert!(!again, "an id is there once");
    let now = NOW.parse().expect("a time");
    let mut after = String::new();
    let mut seen = Vec::new();
    // Page by page, as a program reads them.
    while let Some(next) =
        subsidiary::list(&mut tx, &scope, &after, 1, now).await.expect("a page").pop()
    {
        after.clone_from(&next.id);
        seen.push(next.id);
    }
    assert_eq!(seen, ["B", "S-KF", "S-kf", "S_KF", "a", "b", "ä"]);
}

async fn large_numbers_truth_and_bytes_come_back_as_they_were(on: On) {
    let database = Database::fresh(on).await;
    let store = database.open().await;
    let mut tx = store.begin().await.expect("a transaction");
    let scope = founded(&mut tx).await;
    for done in [true, false] {
        let draft = Draft {
            revision: 5_000_000_000,
            mapping: Mapping::default(),
            done,
            saved_by: "Ada \u{1F69B} Reyes".to_owned(),
            saved_at: NOW.to_owned(),
        };
        mapping::save_draft(&mut tx, &scope, "con_1", &draft).await.expect("a draft");
        let read = mapping::draft(&mut tx, &scope, "con_1").await.expect("a database");
        assert_eq!(read, Some(draft));
    }
    let sealed = Sealed { key_id: "key-1".to_owned(), bytes: (0..=255).collect() };
    for _ in 0..2 {
        let kept = (&sealed, Some(LATER));
        credential::put(&mut tx, &scope, "con_1", kept, NOW).await.expect("a credential");
    }
    let read = credential::get(&mut tx, &scope, "con_1").await.expect("a database");
    let read = read.expect("a credential");
    assert_eq!((read.sealed.bytes, read.revision), (sealed.bytes.clone(), 1_000_001));
    let replaced = async |db: &mut Db, from| {
        let kept = (&sealed, None);
        credential::replace(db, &scope, "con_1", from, kept, LATER).await.expect("a database")
    };
    let life = async |db: &mut Db| {
        let life = credential::life(db, &scope, "con_1").await.expect("a database");
        let life = life.expect("a credential");
        (life.renewed_at, life.ends_at)
    };
    assert!(!replaced(&mut tx, 1_000_000).await, "somebody else replaced it first");
    assert_eq!(life(&mut tx).await, (NOW.to_owned(), Some(LATER.to_owned())));
    assert!(replaced(&mut tx, 1_000_001).await);
    assert_eq!(life(&mut tx).await, (LATER.to_owned(), None), "nobody says when it ends");
}

async fn a_taken_sign_in_is_gone(on: On) {
    let database = Database::fresh(on).await;
    let store = database.open().await;
    let mut tx = store.begin().await.expect("a transaction");
    let scope = founded(&mut tx).await;
    let begun = sign_in::SignIn {
        state_hash: "state".to_owned(),
        connection: "con_1".to_owned(),
        session_hash: "session".to_owned(),
        environment: "production".to_owned(),
        verifier: Sealed { key_id: "key-1".to_owned(), bytes: vec![0, 255] },
        expires_at: LATER.to_owned(),
    };
    sign_in::begin(&mut tx, &scope, &begun, NOW).await.expect("a sign-in");
    let take = async |db: &mut Db, session: &str| {
        sign_in::take(db, &scope, "state", session).await.expect("a database")
    };
    assert!(take(&mut tx, "another").await.is_none());
    let taken = take(&mut tx, "session").await.expect("the sign-in");
    assert_eq!(taken.verifier.bytes, [0, 255]);
    assert!(take(&mut tx, "session").await.is_none());
}

async fn answers_are_kept_with_their_status(on: On) {
    let database = Database::fresh(on).await;
    let store = database.open().await;
    let mut tx = store.begin().await.expect("a transaction");
    let scope = founded(&mut tx).await;
    let before = ("2026-09-16T07:00:00.000Z", "2026-09-15T08:00:00.000Z");
    let claim = async |db: &mut Db, hash: &str| {
        idempotency::claim(db, &scope, "key", hash, NOW, before).await.expect("a database")
    };
    assert_eq!(claim(&mut tx, "one").await, idempotency::Claim::Ours);
    idempotency::answer(&mut tx, &scope, "key", 201, "{}").await.expect("a database");
    let answered = idempotency::Claim::Answered { status: 201, reply: "{}".to_owned() };
    assert_eq!(claim(&mut tx, "one").await, answered);
    assert_eq!(claim(&mut tx, "other").await, idempotency::Claim::Other);
}

async fn documents_are_found_by_any_part_and_any_sign(on: On) {
    let desk = Desk::bare_on(on, waypost_sandbox::Config::default()).await;
    for number in ["REF-50%", "REF-50A", "REF_7", "REF-77"] {
        desk.push(&load_numbered(number)).await;
    }
    let mut db = desk.store.read().await.expect("a connection");
    let mut numbers = async |filter: document::Filter| {
        let rows = document::list(&mut db, &desk.scope, &filter, 10).await.expect("a list");
        let mut numbers: Vec<String> = rows.into_iter().map(|row| row.number).collect();
        numbers.sort();
        numbers
    };
    let q = |text: &str| document::Filter { q: Some(text.to_owned()), ..Default::default() };
    assert_eq!(numbers(q("50%")).await, ["REF-50%"]);
    assert_eq!(numbers(q("ref_7")).await, ["REF_7"]);
    assert_eq!(numbers(q("rEf-5")).await, ["REF-50%", "REF-50A"]);
    let held = document::Filter { states: vec![State::NeedsYou], ..q("77") };
    assert_eq!(numbers(held).await, ["REF-77"], "no connection yet: a person has to act");
    let posted = document::Filter { states: vec![State::Posted], ..Default::default() };
    assert_eq!(numbers(posted).await, Vec::<String>::new());
}

async fn attempts_of_one_moment_keep_their_order(on: On) {
    let desk = Desk::on(on).await;
    let mut load = load_numbered("REF-1");
    load["party"]["name"] = json!("Blue Ridge Foods");
    let id = desk.push(&load).await;
    // The story's clock stands still: every step has the same time.
    desk.work().await;
    let steps = desk.steps(&id).await;
    assert!(steps.ends_with(&["create", "post", "re_read", "compare_ledger"].map(str::to_owned)));
}

/// PostgreSQL has no text with the sign NUL: it stops at the door, on both alike.
#[tokio::test]
async fn the_sign_nul_is_refused_in_words_and_never_reaches_a_database() {
    for on in [On::Sqlite, On::Postgres] {
        let app = TestApp::start_with(Setup { on, ..Setup::default() }, None).await;
        let ada = app.admin().await;
        let new = json!({"id": "S-1", "name": "Key\u{0}stone"});
        ada.post("/api/v1/subsidiaries", &new).await.refused(422, "unusable_value");
        ada.get("/api/v1/documents?q=a%00b").await.refused(400, "unusable_parameter");
        ada.get("/api/v1/subsidiaries/S%00").await.refused(404, "no_route");
        let fine = json!({"id": "S-1", "name": "C:\\u0000"});
        ada.post("/api/v1/subsidiaries", &fine).await.expect(201);
    }
}
