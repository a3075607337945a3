//! A payment that the books do not take is a person's: what stands in the way is mended there, and Retry sends
//! it. The sandbox's books are the judge.

use reqwest::Method;
use serde_json::{Value, json};
use waypost_core::api::{Page, PaymentRow, Role, State};
use waypost_tests::desk::FLEET;
use waypost_tests::{Office, On, on_both, sample};

use super::payments::{FIVE_MINUTES, by_hand, decided};

on_both!(what_needs_a_person_goes_once_it_is_mended_and_a_biller_retries_the_payment);

/// The one payment that was entered at the source.
async fn paid(office: &Office) -> PaymentRow {
    let page: Page<PaymentRow> = office.ada.get("/api/v1/payments").await.expect(200).read();
    let mut ours = page.items.into_iter().filter(|row| row.payment == "P-1");
    ours.next().expect("the payment")
}

async fn in_books(office: &Office) -> Vec<Value> {
    let path = format!("quickbooks/{FLEET}/books");
    let books = office.control(Method::GET, &path, &Value::Null).await;
    let all = books["transactions"].as_array().expect("transactions");
    all.iter().filter(|one| one["kind"] == "Payment").cloned().collect()
}

/// Who retried which payment.
async fn audited(office: &Office) -> Vec<(String, String)> {
    let mut db = office.app.store.read().await.expect("a connection");
    sqlx::query_as("SELECT actor, subject FROM audit WHERE action = 'payment.retry'")
        .fetch_all(&mut *db)
        .await
        .expect("the audit log")
}

/// R42 and R52.
async fn what_needs_a_person_goes_once_it_is_mended_and_a_biller_retries_the_payment(on: On) {
    let office = Office::fleet(on).await;
    office.push(&sample::load()).await;
    office.settle().await;
    let wrong = json!({"kind": "invoice", "document": "REF-1002345", "amount": "1000.00",
        "date": "2026-10-01"});
    let path = format!("quickbooks/{FLEET}/payments");
    let wrong = office.control(Method::POST, &path, &wrong).await;
    let mut payment = by_hand("REF-1002345", "3298.62");
    payment["id"] = json!("P-1");
    office.ada.post("/api/v1/payments", &payment).await.expect(200);
    office.app.sync().activate_once().await.expect("an activation");
    let held = paid(&office).await;
    assert_eq!(decided(&held), "export paid_in_books", "{:?}", held.message);
    assert_eq!(held.state, Some(State::NeedsYou));

    let biller = office.app.person(Role::Biller).await;
    let retry = format!("/api/v1/payments/{}/retry", held.id);
    let rows: Page<PaymentRow> = biller.post(&retry, &Value::Null).await.expect(200).read();
    assert_eq!(rows.items[0].state, Some(State::Waiting));
    office.app.sync().activate_once().await.expect("an activation");
    assert_eq!(decided(&paid(&office).await), "export paid_in_books", "nothing was mended");

    let void = json!({"entity": "Payment", "operation": "void", "id": wrong["Id"]});
    office.control(Method::POST, &format!("quickbooks/{FLEET}/person"), &void).await;
    biller.post(&retry, &Value::Null).await.expect(200);
    office.clock.advance(FIVE_MINUTES);
    office.app.sync().activate_once().await.expect("an activation");
    let sent = paid(&office).await;
    assert_eq!((sent.state, sent.exported), (Some(State::Posted), true), "{:?}", sent.message);
    let full = in_books(&office).await.iter().filter(|one| one["total"] == "3298.62").count();
    assert_eq!(full, 1, "{:?}", in_books(&office).await);
    let kept = audited(&office).await;
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|(_, subject)| *subject == held.id), "{kept:?}");
    biller.post("/api/v1/payments/pay_nobody/retry", &Value::Null).await.refused(404, "not_found");
}
