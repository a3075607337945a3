//! The list of payments: a row for each allocation, page by page.

use serde_json::{Value, json};
use waypost_core::api::{Page, PaymentRow};
use waypost_tests::{Client, On, Setup, TestApp, on_both, sample};

on_both!(r33_each_allocation_is_listed_once_however_short_the_pages);

/// A payment of 10.00 on each of `documents`.
fn paid(id: &str, documents: &[&str]) -> Value {
    let on = |document: &&str| json!({"document": document, "amount": "10.00"});
    let allocations: Vec<Value> = documents.iter().map(on).collect();
    json!({"id": id, "direction": "customer", "origin": "manual", "date": "2026-10-01",
        "amount": format!("{}0.00", documents.len()), "allocations": allocations})
}

/// Payment and document of every row, read with pages of `limit`.
async fn listed(ada: &Client, limit: usize) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("/api/v1/payments?limit={limit}{after}");
        let page: Page<PaymentRow> = ada.get(&path).await.expect(200).read();
        assert!((1..=limit).contains(&page.items.len()), "a page of {}", page.items.len());
        rows.extend(page.items.into_iter().map(|row| (row.payment, row.named)));
        assert!(rows.len() <= 5, "{rows:?}");
        match page.next {
            Some(next) => after = format!("&cursor={next}"),
            None => return rows,
        }
    }
}

async fn r33_each_allocation_is_listed_once_however_short_the_pages(on: On) {
    let app = TestApp::start_with(Setup { on, ..Setup::default() }, None).await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    for payment in
        [paid("P-1", &["L-1"]), paid("P-2", &["L-2", "L-3", "L-4"]), paid("P-3", &["L-5"])]
    {
        ada.post("/api/v1/payments", &payment).await.expect(200);
    }
    let whole = listed(&ada, 500).await;
    let mut named: Vec<&str> = whole.iter().map(|(_, named)| named.as_str()).collect();
    named.sort_unstable();
    assert_eq!(named, ["L-1", "L-2", "L-3", "L-4", "L-5"]);
    for limit in [1, 2, 3] {
        assert_eq!(listed(&ada, limit).await, whole, "pages of {limit}");
    }
}
