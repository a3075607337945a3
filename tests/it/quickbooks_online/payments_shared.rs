//! One check for several invoices: one payment in the books of each company, with all that it pays there. The
//! sandbox's books are the judge.

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;
use waypost_core::api::{Page, PaymentRow, SignInAddress, State};
use waypost_core::wire::Chart;
use waypost_tests::desk::{FLEET, LOGISTICS, by_number, load_numbered};
use waypost_tests::{Office, On, on_both, sample};

use super::payments::{FIVE_MINUTES, decided, in_books, open};

on_both!(a_check_goes_in_one_piece_once_all_that_it_pays_is_in_the_books);

/// A check for these invoices, and how much of each.
pub(super) fn check(amount: &str, pays: &[(&str, &str)]) -> Value {
    let of = |(document, amount): &(&str, &str)| json!({"document": document, "amount": amount});
    let allocations: Vec<Value> = pays.iter().map(of).collect();
    json!({"direction": "customer", "origin": "manual", "amount": amount,
        "allocations": allocations, "date": "2026-10-01", "reference": "CHECK 5501"})
}

/// Totals of the books' payments with the numbers of their invoices, those that are not void.
pub(super) fn paid(transactions: &[Value]) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let standing = transactions.iter().filter(|one| one["total"] != "0.00");
    standing
        .map(|one| {
            let links = one["links"].as_array().expect("links");
            let mut numbers: Vec<String> = links.iter().map(|link| text(&link["number"])).collect();
            numbers.sort();
            (text(&one["total"]), numbers)
        })
        .collect()
}

/// R33: what could go waits for the rest.
async fn a_check_goes_in_one_piece_once_all_that_it_pays_is_in_the_books(on: On) {
    let online = open(on).await;
    online.push(&load_numbered("L-1")).await;
    online.settle().await;
    let both = check("6597.24", &[("L-1", "3298.62"), ("L-2", "3298.62")]);
    let told = online.take("P-1", &both).await;
    for row in &told {
        assert_eq!(decided(row), "wait invoice_not_exported", "{:?}", row.message);
    }
    let words = told[0].message.clone().unwrap_or_default();
    assert!(words.contains("rest of the check") && words.contains("L-2"), "{words}");
    assert!(told[0].completed, "it pays L-1 in full");
    online.work().await;
    assert_eq!(in_books(&online).await.len(), 0, "nothing goes in part");

    online.push(&load_numbered("L-2")).await;
    online.settle().await;
    online.clock.advance(FIVE_MINUTES);
    online.work().await;
    let rows = online.allocations("P-1").await;
    assert_eq!(rows.len(), 2);
    for row in &rows {
        assert_eq!((row.state, row.exported), (Some(State::Posted), true), "{:?}", row.message);
        assert_eq!(row.remote_id, rows[0].remote_id, "they are one payment there");
    }
    let all = paid(&in_books(&online).await);
    assert_eq!(all, [("6597.24".to_owned(), vec!["L-1".to_owned(), "L-2".to_owned()])]);
    for number in ["L-1", "L-2"] {
        assert_eq!(online.held(number).await[0]["open"], "0.00", "{number}");
    }
    online.clock.advance(SignedDuration::from_hours(13));
    online.work().await;
    assert_eq!((in_books(&online).await.len(), online.drifts().await.len()), (1, 0));
}

/// R31 and R33: only what is paid in full is sent, and the row of the rest says that it was not.
#[tokio::test]
async fn a_part_stays_here_when_the_rest_of_its_check_is_sent_and_goes_by_itself_once_it_is_full() {
    let online = open(On::default()).await;
    for number in ["L-1", "L-2"] {
        online.push(&load_numbered(number)).await;
    }
    online.settle().await;
    online.take("P-1", &check("4298.62", &[("L-1", "3298.62"), ("L-2", "1000.00")])).await;
    online.work().await;
    let rows = online.allocations("P-1").await;
    assert_eq!((decided(&rows[0]).as_str(), rows[0].state), ("export", Some(State::Posted)));
    assert_eq!((decided(&rows[1]).as_str(), rows[1].state), ("skip partial", None));
    assert_eq!((rows[0].exported, rows[1].exported), (true, false));
    assert_eq!(rows[1].remote_id, None, "it stands nowhere");
    assert_eq!(paid(&in_books(&online).await), [("3298.62".to_owned(), vec!["L-1".to_owned()])]);

    // The source corrects what goes to the second: of the same customer, day and total as the first.
    online.take("P-1", &check("6597.24", &[("L-1", "3298.62"), ("L-2", "3298.62")])).await;
    online.clock.advance(FIVE_MINUTES);
    online.work().await;
    let rows = online.allocations("P-1").await;
    assert!(rows.iter().all(|row| row.exported && row.state == Some(State::Posted)), "{rows:?}");
    assert_ne!(rows[0].remote_id, rows[1].remote_id);
    let mut all = paid(&in_books(&online).await);
    all.sort();
    let one = |number: &str| ("3298.62".to_owned(), vec![number.to_owned()]);
    assert_eq!(all, [one("L-1"), one("L-2")]);
    assert_eq!(online.drifts().await.len(), 0);
}

/// R33 and R43: of a check for invoices of two companies, each company's books get their part, also where one
/// answer is lost.
#[tokio::test]
async fn a_check_for_two_companies_stands_in_the_books_of_each_once() {
    for lost in [None, Some(FLEET), Some(LOGISTICS)] {
        let office = Office::fleet(On::default()).await;
        beside(&office).await;
        office.push(&load_numbered("L-1")).await;
        let mut other = load_numbered("C-1");
        other["subsidiary"] = json!("S-KL");
        office.push(&other).await;
        office.settle().await;
        if let Some(realm) = lost {
            let fault = json!({"method": "POST", "path": format!("{realm}/payment"),
                "kind": "commit_then_drop"});
            office.control(Method::POST, "faults", &fault).await;
        }
        let mut both = check("6597.24", &[("L-1", "3298.62"), ("C-1", "3298.62")]);
        both["id"] = json!("P-1");
        office.ada.post("/api/v1/payments", &both).await.expect(200);
        for _ in 0..4 {
            office.app.sync().activate_once().await.expect("an activation");
            office.clock.advance(SignedDuration::from_secs(400));
        }
        for realm in [FLEET, LOGISTICS] {
            let books = office
                .control(Method::GET, &format!("quickbooks/{realm}/books"), &Value::Null)
                .await;
            let all = books["transactions"].as_array().expect("transactions");
            let payments = all.iter().filter(|one| one["kind"] == "Payment").cloned();
            let payments: Vec<Value> = payments.collect();
            assert_eq!(paid(&payments).len(), 1, "{lost:?} {realm}");
            assert_eq!(paid(&payments)[0].0, "3298.62", "{lost:?} {realm}");
        }
        let page: Page<PaymentRow> = office.ada.get("/api/v1/payments").await.expect(200).read();
        assert_eq!(page.items.len(), 2, "{lost:?}");
        for row in &page.items {
            assert_eq!((row.state, row.exported), (Some(State::Posted), true), "{row:?}");
        }
        let ids: Vec<_> = page.items.iter().map(|row| row.remote_id.clone()).collect();
        assert!(ids.iter().all(Option::is_some) && ids[0] != ids[1], "{ids:?}");
    }
}

/// Keystone Logistics, whose books are another company file of the same sign-in.
async fn beside(office: &Office) {
    let below = |rest: &str| format!("/api/v1/subsidiaries/S-KL/{rest}");
    let new = json!({"id": "S-KL", "name": "Keystone Logistics LLC"});
    office.ada.post("/api/v1/subsidiaries", &new).await.expect(201);
    office.ada.put(&below("catalog"), &sample::catalog()).await.expect(200);
    let begin = json!({"system": "quickbooks_online", "environment": ""});
    let page = office.ada.post(&below("connection/sign-in"), &begin).await.expect(200);
    let page: SignInAddress = page.read();
    let back = office.books.consent_at_intuit(&page.url, "dana", LOGISTICS).await;
    let query = Serializer::new(String::new()).extend_pairs(&back).finish();
    office.ada.get(&format!("/oauth/quickbooks-online/callback?{query}")).await.expect(303);
    let mapping = json!({
        "version": 1,
        "transaction_types": ["revenue", "expense"],
        "defaults": {
            "accounts_receivable": "a-11000", "revenue": "a-40000",
            "accounts_payable": "a-20000", "expense": "a-50000", "liability": "a-22000",
        },
        "customer_payments": {"export": true, "deposit_account": "a-14990"},
    });
    let chart: Chart = office.ada.get(&below("connection/chart")).await.expect(200).read();
    let seen = office.ada.get(&below("mapping")).await.expect(200).revision();
    let mapping = by_number(&mapping, &chart);
    office.ada.if_match(seen).put(&below("mapping/draft"), &mapping).await.expect(200);
    let submit = below("mapping/submit");
    office.ada.if_match(seen + 1).post(&submit, &json!({})).await.expect(200);
}
