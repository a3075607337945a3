//! What was posted beside Business Central's ledger: it agrees after posting, and whatever a bookkeeper
//! does to a document of ours is found to the cent, with its document. Judged by the sandbox's books.

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use waypost_core::api::{Deviation, Reconciled, Reconciliation};
use waypost_tests::desk::{COMPANY, load_numbered};
use waypost_tests::{Office, sample};

const PATH: &str = "/api/v1/subsidiaries/S-KF/reconciliation";

/// September, in which the sample's documents were posted.
fn september() -> Value {
    json!({"from": "2026-09-01", "to": "2026-09-30"})
}

/// The sample's four documents, posted; their numbers in the books.
async fn posted(office: &Office) -> Vec<String> {
    let [trip, statement, carrier] = sample::bills();
    let mut ids = Vec::new();
    for document in [sample::load(), trip, statement, carrier] {
        ids.push(office.push(&document).await);
    }
    office.settle().await;
    let mut numbers = Vec::new();
    for id in ids {
        numbers.push(office.detail(&id).await.row.remote_number.expect("a number"));
    }
    numbers
}

async fn shown(office: &Office) -> Reconciliation {
    let path = format!("{PATH}?from=2026-09-01&to=2026-09-30&days=true");
    office.ada.get(&path).await.expect(200).read()
}

/// The books are read once more.
async fn read(office: &Office) -> Reconciled {
    office.ada.post(PATH, &september()).await.expect(200);
    office.settle().await;
    let shown = shown(office).await;
    assert_eq!(shown.reading, None, "the reading has ended");
    let result = shown.result.expect("a result");
    balanced(&result);
    result
}

/// Each side's debits are its credits, and days add up to their account.
fn balanced(result: &Reconciled) {
    let totals = result.totals;
    assert_eq!(totals.our_debit, totals.our_credit, "ours");
    assert_eq!(totals.their_debit, totals.their_credit, "the books");
    for account in &result.accounts {
        let days: i64 = account.days.iter().map(|day| day.sums.difference.cents()).sum();
        assert_eq!(days, account.sums.difference.cents(), "{}", account.name);
    }
}

/// Number and difference of each account that differs.
fn differences(result: &Reconciled) -> Vec<(String, String)> {
    let differing = result.accounts.iter().filter(|one| !one.sums.difference.is_zero());
    let named = |number: &Option<String>| number.clone().unwrap_or_default();
    differing.map(|one| (named(&one.number), one.sums.difference.to_string())).collect()
}

#[tokio::test]
async fn what_was_posted_agrees_to_the_cent_with_the_trial_balance() {
    let office = Office::open().await;
    posted(&office).await;
    let never = shown(&office).await;
    assert_eq!((never.reading, never.result), (None, None), "never read");
    let result = read(&office).await;
    assert_eq!(result.message, "All 4 documents agree to the cent.");
    assert!(!result.outdated && result.differing.is_empty());
    for account in &result.accounts {
        let number = account.number.as_deref().expect("a number");
        assert_eq!(account.sums.theirs().to_string(), office.net(number).await, "{number}");
    }
}

#[tokio::test]
async fn a_correction_of_the_bookkeeper_is_found_to_the_cent_with_its_document() {
    let office = Office::open().await;
    let numbers = posted(&office).await;
    let body = json!({"company": COMPANY, "kind": "sales", "invoice": numbers[0],
        "debit": "40100", "credit": "40300", "amount": "0.01"});
    office.control(Method::POST, "corrections", &body).await;
    let result = read(&office).await;
    assert_eq!(
        differences(&result),
        [("40100".to_owned(), "0.01".to_owned()), ("40300".to_owned(), "-0.01".to_owned())]
    );
    assert_eq!(result.differing.len(), 1);
    let found = &result.differing[0];
    assert_eq!((found.number.as_str(), found.deviation), ("REF-1002345", Deviation::Changed));
    assert!(found.message.contains("40100"), "{}", found.message);
}

#[tokio::test]
async fn a_cancelled_document_is_named_and_its_whole_amount_differs() {
    let office = Office::open().await;
    let numbers = posted(&office).await;
    office.settle_in_books("sales", &numbers[0], "cancel").await;
    let result = read(&office).await;
    assert_eq!(result.message, "1 of 4 documents differs.");
    let found = &result.differing[0];
    assert_eq!((found.number.as_str(), found.deviation), ("REF-1002345", Deviation::Voided));
    assert!(differences(&result).contains(&("11000".to_owned(), "-3298.62".to_owned())));
}

#[tokio::test]
async fn what_somebody_else_entered_does_not_count() {
    let office = Office::open().await;
    posted(&office).await;
    let keeper = office.bookkeeper();
    let customer = keeper.id_of("customers", "displayName", "Blue Ridge Foods Inc").await;
    let account = keeper.id_of("accounts", "number", "40100").await;
    let invoice = json!({"externalDocumentNumber": "OWN-1", "customerId": customer,
        "invoiceDate": "2026-09-16", "postingDate": "2026-09-16", "salesInvoiceLines": [{
            "lineType": "Account", "accountId": account, "quantity": 1, "unitPrice": 100}]});
    keeper.enter("salesInvoices", &invoice, true).await;
    let result = read(&office).await;
    assert_eq!(result.message, "All 4 documents agree to the cent.");
}

#[tokio::test]
async fn what_was_read_stays_while_it_is_read_again_and_says_when_it_is_outdated() {
    let office = Office::open().await;
    posted(&office).await;
    let first = read(&office).await;
    office.clock.advance(SignedDuration::from_mins(1));
    office.push(&load_numbered("REF-2")).await;
    office.settle().await;
    assert!(shown(&office).await.result.expect("the first").outdated);
    office.ada.post(PATH, &september()).await.expect(200);
    // The same again is the same reading.
    office.ada.post(PATH, &september()).await.expect(200);
    let between = shown(&office).await;
    assert!(between.reading.is_some());
    assert_eq!(between.result.expect("the first").read_at, first.read_at);
    office.settle().await;
    let after = shown(&office).await.result.expect("the second");
    assert_eq!((after.documents, after.outdated), (5, false));
}

#[tokio::test]
async fn a_reading_that_the_books_stop_goes_on_where_it_was() {
    let office = Office::open().await;
    posted(&office).await;
    let down = json!({"kind": "status", "status": 503});
    office.control(Method::POST, "faults", &down).await;
    office.ada.post(PATH, &september()).await.expect(200);
    office.app.sync().activate_once().await.expect("an activation");
    let waiting = shown(&office).await.reading.expect("a reading");
    assert_eq!((waiting.done, waiting.of), (0, 4));
    office.control(Method::DELETE, "faults", &Value::Null).await;
    office.settle().await;
    assert_eq!(shown(&office).await.result.expect("a result").documents, 4);
}

#[tokio::test]
async fn two_hundred_documents_are_read_a_few_at_a_time() {
    let office = Office::open().await;
    let all: Vec<Value> = (0..200).map(|n| load_numbered(&format!("REF-{n:04}"))).collect();
    for some in all.chunks(100) {
        office.ada.post("/api/v1/documents", &json!(some)).await.expect(200);
    }
    office.settle().await;
    office.control(Method::DELETE, "requests", &Value::Null).await;
    let result = read(&office).await;
    assert_eq!(result.message, "All 200 documents agree to the cent.");
    let requests = office.control(Method::GET, "requests", &Value::Null).await;
    let text = requests.to_string();
    assert_eq!(text.matches("generalLedgerEntries").count(), 8, "twenty-five at a time");
}

#[tokio::test]
async fn days_that_are_out_of_order_or_too_many_are_refused() {
    let office = Office::open().await;
    let body = json!({"from": "2026-09-30", "to": "2026-09-01"});
    office.ada.post(PATH, &body).await.refused(422, "unusable_value");
    let path = format!("{PATH}?from=2024-01-01&to=2026-09-01");
    office.ada.get(&path).await.refused(400, "unusable_parameter");
    let none: Reconciliation =
        office.ada.get(&format!("{PATH}?to=2026-08-31")).await.expect(200).read();
    assert_eq!(none.period.from.to_string(), "2026-08-01");
}
