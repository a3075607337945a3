//! What the books refuse: each with its own reason, words that name the thing, and nothing left
//! half done.

use serde_json::json;
use waypost_core::api::State;
use waypost_sandbox::Config;
use waypost_tests::desk::{COMPANY, Desk, load_numbered};
use waypost_tests::sample;

async fn needs_you(desk: &Desk, id: &str, reason: &str, words: &str) {
    let row = desk.row(id).await;
    assert_eq!((row.state, row.reason.as_deref()), (State::NeedsYou, Some(reason)), "{row:?}");
    let message = row.message.expect("words");
    assert!(message.contains(words), "{message}");
    assert_eq!(desk.held(&row.number).await, (0, 0), "nothing is left in the books");
}

#[tokio::test]
async fn a_closed_period_is_held_and_goes_when_somebody_opens_it_and_retries() {
    let desk = Desk::open().await;
    let company = format!("companies/{COMPANY}");
    desk.ask("POST", &company, &json!({"postingRange": {"from": "2026-10-01", "to": null}})).await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    needs_you(&desk, &id, "closed_period", "closed before 2026-10-01").await;
    desk.ask("POST", &company, &json!({"postingRange": {"from": "2026-01-01", "to": null}})).await;
    desk.retry(&id).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
    assert_eq!(desk.held("REF-1002345").await, (1, 0));
}

/// A user's own range is not what the company's setting says: the books refuse, and nothing stays.
#[tokio::test]
async fn a_period_that_only_the_books_know_is_held_in_their_words() {
    let desk = Desk::open().await;
    let unread = json!({"path": "generalLedgerSetup", "kind": "status", "status": 404});
    desk.fault(unread).await;
    let company = format!("companies/{COMPANY}");
    desk.ask("POST", &company, &json!({"postingRange": {"from": "2026-10-01", "to": null}})).await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    needs_you(&desk, &id, "closed_period", "allowed posting dates").await;
}

#[tokio::test]
async fn an_account_that_is_blocked_after_the_chart_was_read_is_named() {
    let desk = Desk::open().await;
    let account = format!("accounts/{COMPANY}/40100");
    desk.ask("POST", &account, &json!({"blocked": true})).await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    needs_you(&desk, &id, "account_inactive", "40100").await;
    desk.ask("POST", &account, &json!({"blocked": false})).await;
    desk.retry(&id).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
}

#[tokio::test]
async fn tax_that_changes_the_total_holds_the_document_with_both_figures() {
    let desk = Desk::open().await;
    let tax = json!({"tax": {"percent": "10", "account": "21200", "everybody": true}});
    desk.ask("POST", &format!("companies/{COMPANY}"), &tax).await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    needs_you(&desk, &id, "total_differs", "3,298.62").await;
    let message = desk.row(&id).await.message.expect("words");
    assert!(message.contains("3,628.4"), "{message}");
}

#[tokio::test]
async fn two_vendors_of_one_name_need_a_person_and_none_is_made() {
    let desk = Desk::open().await;
    let mut bill = sample::bills()[2].clone();
    bill["party"] = json!({"id": "V-NST", "name": "northern star TRUCKING", "kind": "carrier"});
    let id = desk.push(&bill).await;
    let other = desk.push(&sample::load()).await;
    desk.settle().await;
    needs_you(&desk, &id, "party_ambiguous", "V00002 Northern Star Trucking; V00003").await;
    assert_eq!(desk.state(&other).await.0, State::Posted, "a stuck party delays only its own");
    desk.ask(
        "POST",
        &format!("parties/{COMPANY}/V00003"),
        &json!({"kind": "vendor", "displayName": "Northern Star (old)"}),
    )
    .await;
    desk.retry(&id).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
}

#[tokio::test]
async fn a_vendor_that_is_not_there_is_made_once_for_all_its_bills() {
    let desk = Desk::open().await;
    for number in ["GLT-1", "GLT-2", "GLT-3"] {
        let mut bill = sample::bills()[2].clone();
        bill["id"] = json!(number);
        bill["number"] = json!(number);
        desk.push(&bill).await;
    }
    desk.settle().await;
    let ledger = desk.ledger().await;
    let parties: Vec<&str> = ledger["documents"]
        .as_array()
        .expect("documents")
        .iter()
        .map(|one| one["party"].as_str().expect("a party"))
        .collect();
    assert_eq!(parties.len(), 3);
    assert!(parties.windows(2).all(|two| two[0] == two[1]), "{parties:?}");
}

#[tokio::test]
async fn a_blocked_customer_is_named_with_the_way_out() {
    let desk = Desk::open().await;
    let mut load = sample::load();
    load["party"]["name"] = json!("Old Mill Bakery");
    load["party"]["id"] = json!("C-900");
    let id = desk.push(&load).await;
    desk.settle().await;
    needs_you(&desk, &id, "party_blocked", "Retry").await;
}

#[tokio::test]
async fn a_customer_without_posting_group_names_the_group() {
    let mut seed = waypost_sandbox::Seed::keystone().expect("the seed");
    seed.companies[0].customers[0].posting_group = Some(String::new());
    let desk = Desk::open_with(Config { seed: Some(seed), ..Config::default() }).await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    needs_you(&desk, &id, "posting_group_missing", "Customer Posting Group").await;
}

#[tokio::test]
async fn a_different_receivable_account_is_reported_with_its_number() {
    let mut seed = waypost_sandbox::Seed::keystone().expect("the seed");
    let company = &mut seed.companies[0];
    company.customer_posting_groups.insert("DOMESTIC".to_owned(), "11900".to_owned());
    let desk = Desk::open_with(Config { seed: Some(seed), ..Config::default() }).await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await.0, State::Posted);
    let differences = desk.posting(&id).await.expect("a posting").posted.differences;
    let accounts: Vec<(&str, &str, &str)> = differences
        .iter()
        .map(|one| (one.account.as_str(), one.expected.as_str(), one.found.as_str()))
        .collect();
    assert_eq!(accounts.len(), 2, "{accounts:?}");
    assert!(accounts.contains(&("11000", "3298.62", "0.00")), "{accounts:?}");
    assert!(accounts.contains(&("11900", "0.00", "3298.62")), "{accounts:?}");
}

#[tokio::test]
async fn a_vendor_invoice_number_that_is_taken_shows_both_documents() {
    let desk = Desk::open().await;
    let first = desk.push(&sample::bills()[2]).await;
    desk.settle().await;
    assert_eq!(desk.state(&first).await.0, State::Posted);
    let mut second = sample::bills()[2].clone();
    second["id"] = json!("T-OTHER");
    second["date"] = json!("2026-09-17");
    let second = desk.push(&second).await;
    desk.settle().await;
    assert_eq!(desk.state(&second).await, (State::NeedsYou, Some("number_collision".to_owned())));
    assert_eq!(desk.held("T-1002388-1").await, (1, 0));
}

#[tokio::test]
async fn what_the_books_already_hold_is_adopted_and_not_doubled() {
    let mut desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    // Yesterday's backup: the books know the document, we do not.
    let mut tx = desk.store.begin().await.expect("a transaction");
    use waypost_server::store::operation;
    let posted = operation::of_document(&mut tx, &desk.scope, &id).await.expect("a database");
    let operation = posted.expect("an operation");
    for table in ["DELETE FROM postings", "DELETE FROM attempts", "DELETE FROM intents"] {
        sqlx::query(sqlx::AssertSqlSafe(table)).execute(&mut *tx).await.expect("a delete");
    }
    sqlx::query("UPDATE operations SET state = 'waiting', detail = '{\"generation\":1,\"attempt\":1}' WHERE id = $1")
        .bind(&operation.id)
        .execute(&mut *tx)
        .await
        .expect("an update");
    tx.commit().await.expect("a commit");
    desk.start_again(Default::default());
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
    assert_eq!(desk.held("REF-1002345").await, (1, 0));
    assert!(!desk.steps(&id).await.contains(&"create".to_owned()));
}

#[tokio::test]
async fn a_long_number_is_shortened_the_same_way_every_time() {
    let desk = Desk::open().await;
    let long = "SUMMARY-INVOICE-BLUE-RIDGE-FOODS-2026-09-0001";
    let id = desk.push(&load_numbered(long)).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await.0, State::Posted);
    let sent = desk.ledger().await["documents"][0]["externalDocumentNumber"].clone();
    let sent = sent.as_str().expect("a number");
    assert_eq!(sent.chars().count(), 35);
    assert!(long.starts_with(&sent[..29]), "{sent}");
}
