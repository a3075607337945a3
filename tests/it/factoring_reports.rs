//! Factor's reports over HTTP: looked at before they count, counting once, and for one subsidiary only.

use serde_json::{Value, json};
use waypost_core::api::{FactoringReview, FactoringReviewRow, Page, PaymentRow};
use waypost_tests::{Client, TestApp, sample};

fn path(subsidiary: &str) -> String {
    format!("/api/v1/subsidiaries/{subsidiary}/factoring-report")
}

fn report(rows: &str, accept: bool) -> Value {
    let columns = json!({"load": "Load", "gross": "Gross", "fee": "Fee", "date": "Date"});
    json!({"csv": format!("Load,Gross,Fee,Date\n{rows}"), "columns": columns, "accept": accept})
}

/// The sample's load under another id and number, of another subsidiary.
fn load(id: &str, number: &str, subsidiary: &str) -> Value {
    let mut load = sample::load();
    load["id"] = json!(id);
    load["number"] = json!(number);
    load["subsidiary"] = json!(subsidiary);
    load
}

/// Keystone's two subsidiaries, and one load of the first.
async fn keystone() -> (TestApp, Client) {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    let brokerage = json!({"id": "S-KB", "name": "Keystone Brokerage LLC"});
    ada.post("/api/v1/subsidiaries", &brokerage).await.expect(201);
    ada.post("/api/v1/documents", &sample::load()).await.expect(200);
    (app, ada)
}

async fn reviewed(
    ada: &Client,
    subsidiary: &str,
    rows: &str,
    accept: bool,
) -> Vec<FactoringReviewRow> {
    let reply = ada.post(&path(subsidiary), &report(rows, accept)).await.expect(200);
    reply.read::<FactoringReview>().rows
}

async fn payments(ada: &Client) -> Vec<PaymentRow> {
    ada.get("/api/v1/payments").await.expect(200).read::<Page<PaymentRow>>().items
}

const ROW: &str = "REF-1002345,3298.62,98.96,2026-10-02\n";

#[tokio::test]
async fn r37_a_row_that_counted_before_is_shown_with_what_became_of_it() {
    let (_app, ada) = keystone().await;
    assert!(!reviewed(&ada, "S-KF", ROW, false).await[0].known);
    assert_eq!(payments(&ada).await.len(), 0, "a look stores nothing");
    let counted = reviewed(&ada, "S-KF", ROW, true).await.remove(0);
    assert_eq!(counted.reason.as_deref(), Some("export_off"), "{counted:?}");
    for accept in [false, true] {
        let again = reviewed(&ada, "S-KF", ROW, accept).await.remove(0);
        assert_eq!(again, FactoringReviewRow { known: true, ..counted.clone() });
    }
    assert_eq!(payments(&ada).await.len(), 1);
}

#[tokio::test]
async fn r37_a_load_of_another_subsidiary_is_refused_by_its_name_and_does_not_count() {
    let (_app, ada) = keystone().await;
    let theirs = load("REF-1002346", "REF-1002346", "S-KB");
    ada.post("/api/v1/documents", &theirs).await.expect(200);
    let rows = format!("{ROW}REF-1002346,3298.62,98.96,2026-10-02\n");
    for accept in [false, true] {
        let rows = reviewed(&ada, "S-KF", &rows, accept).await;
        assert_eq!([rows[0].refused, rows[1].refused], [false, true]);
        assert_eq!(rows[1].reason.as_deref(), Some("other_subsidiary"));
        let words = rows[1].message.as_deref().expect("words");
        assert!(words.contains("billed by Keystone Brokerage LLC"), "{words}");
    }
    let counted = payments(&ada).await;
    assert_eq!(counted.iter().map(|row| row.named.as_str()).collect::<Vec<_>>(), ["REF-1002345"]);
    let own = reviewed(&ada, "S-KB", "REF-1002346,3298.62,98.96,2026-10-02\n", true).await;
    assert!(!own[0].refused && !own[0].known, "{own:?}");
    assert_eq!(payments(&ada).await.len(), 2);
}

#[tokio::test]
async fn r37_two_subsidiaries_that_bill_under_one_number_each_count_their_own() {
    let (_app, ada) = keystone().await;
    let both = json!([load("A-1", "SHARED-7", "S-KF"), load("B-1", "SHARED-7", "S-KB")]);
    ada.post("/api/v1/documents", &both).await.expect(200);
    for (subsidiary, day) in [("S-KF", "2026-10-02"), ("S-KB", "2026-10-03")] {
        let row = format!("SHARED-7,3298.62,98.96,{day}\n");
        let rows = reviewed(&ada, subsidiary, &row, true).await;
        assert!(!rows[0].refused, "{subsidiary}: {rows:?}");
        let counted = payments(&ada).await;
        let counted = counted.iter().find(|row| row.date.as_deref() == Some(day));
        let counted = counted.expect("the payment");
        assert_eq!(counted.subsidiary.as_deref(), Some(subsidiary), "{counted:?}");
    }
}

#[tokio::test]
async fn r37_what_cannot_be_read_is_named_by_line_and_heading() {
    let (_app, ada) = keystone().await;
    let refused = async |rows: &str| {
        let reply = ada.post(&path("S-KF"), &report(rows, true)).await;
        reply.refused(422, "unusable_report").detail()
    };
    let words = refused(&format!("{ROW}REF-1002346,\"3,50\",,2026-10-02\n")).await;
    assert!(words.starts_with("Line 3, Gross: \"3,50\" is not an amount"), "{words}");
    let words = refused("L-1,x,,2026-10-02\nL-2,5.00,,\n").await;
    assert!(words.starts_with("Line 2, Gross: \"x\" is not an amount"), "{words}");
    assert!(words.contains("1 more row cannot be read. Nothing was stored."), "{words}");
    assert_eq!(payments(&ada).await.len(), 0);
}

#[tokio::test]
async fn r37_a_report_may_be_as_large_as_its_rows() {
    let (_app, ada) = keystone().await;
    let mut large = report(ROW, false);
    let memo = "x".repeat(2_000_000);
    large["csv"] = json!(format!("Load,Gross,Fee,Date,Memo\n{},{memo}\n", ROW.trim_end()));
    let reply = ada.post(&path("S-KF"), &large).await.expect(200);
    assert_eq!(reply.read::<FactoringReview>().rows.len(), 1);
}
