//! Drafts change; posted invoices do not.

use reqwest::Method;
use serde_json::{Value, json};

use crate::kit::{Desk, account_line, body, code, id, text};

#[tokio::test]
async fn a_stale_etag_loses_and_a_missing_one_is_refused() {
    let desk = Desk::open().await;
    let draft = desk.draft_load("REF-1").await;
    let path = format!("salesInvoices({})", id(&draft));
    let etag = draft["@odata.etag"].as_str().unwrap();
    let patch = |etag: &str| {
        let request = desk.request(Method::PATCH, &path).json(&json!({"dueDate": "2026-11-01"}));
        request.header("If-Match", etag.to_owned())
    };
    let changed = patch(etag).send().await.unwrap();
    assert_eq!(changed.status(), 200);
    assert_eq!(body(changed).await["dueDate"], "2026-11-01");

    let stale = patch(etag).send().await.unwrap();
    assert_eq!(stale.status(), 409);
    assert_eq!(code(&body(stale).await), "Request_EntityChanged");
    let malformed = patch("abc").send().await.unwrap();
    assert_eq!(malformed.status(), 400);
    assert_eq!(code(&body(malformed).await), "BadRequest_InvalidToken");
    assert_eq!(patch("*").send().await.unwrap().status(), 200);
    let (status, missing) = desk.send(Method::PATCH, &path, &json!({})).await;
    assert_eq!((status, code(&missing)), (400, "BadRequest_InvalidToken"));
}

#[tokio::test]
async fn lines_are_added_changed_and_taken_away_and_the_total_follows() {
    let desk = Desk::open().await;
    let draft = desk.draft_load("REF-2").await;
    let invoice = format!("salesInvoices({})", id(&draft));
    let line = desk
        .create(&format!("{invoice}/salesInvoiceLines"), &account_line("40310", "150.00"))
        .await;
    assert_eq!(line["sequence"], 30_000);
    assert_eq!(desk.get(&invoice).await["totalAmountIncludingTax"], json!(3001.12));

    let path = format!("salesInvoiceLines({})", id(&line));
    let etag = line["@odata.etag"].as_str().unwrap().to_owned();
    let changed = desk
        .request(Method::PATCH, &path)
        .header("If-Match", etag)
        .json(&json!({"quantity": 2.5, "unitPrice": 60}))
        .send()
        .await
        .unwrap();
    assert_eq!(body(changed).await["amountExcludingTax"], 150);
    let renamed = desk
        .request(Method::PATCH, &path)
        .header("If-Match", "*")
        .json(&json!({"lineObjectNumber": "40100"}))
        .send()
        .await
        .unwrap();
    let renamed = body(renamed).await;
    assert_eq!(text(&renamed), "The value for \"lineObjectNumber\" cannot be modified.");

    let gone = desk.request(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(gone.status(), 204);
    assert_eq!(desk.get(&invoice).await["totalAmountIncludingTax"], json!(2851.12));
    let lines = desk.get(&format!("salesInvoiceLines?$filter=documentId eq {}", id(&draft))).await;
    assert_eq!(lines["value"].as_array().unwrap().len(), 2);
    let all = desk.request(Method::GET, "salesInvoiceLines").send().await.unwrap();
    assert_eq!(all.status(), 400);
    assert_eq!(text(&body(all).await), "You must specify an Id or a Document Id to get the lines.");
}

#[tokio::test]
async fn a_posted_invoice_is_neither_changed_nor_deleted() {
    let desk = Desk::open().await;
    let draft = desk.draft_load("REF-3").await;
    desk.act("salesInvoices", &id(&draft), "post").await;
    let path = format!("salesInvoices({})", id(&draft));
    for request in [
        desk.request(Method::PATCH, &path).json(&json!({"dueDate": "2026-11-01"})),
        desk.request(Method::DELETE, &path),
        desk.request(Method::POST, &format!("{path}/salesInvoiceLines"))
            .json(&account_line("40310", "1.00")),
    ] {
        let reply = request.header("If-Match", "*").send().await.unwrap();
        assert_eq!(reply.status(), 400);
        assert_eq!(
            text(&body(reply).await),
            "The invoice has been posted and can no longer be modified."
        );
    }
    assert_eq!(desk.net("11000").await, "2851.12");
}

#[tokio::test]
async fn a_customer_is_created_changed_and_deleted_but_not_with_documents() {
    let desk = Desk::open().await;
    let customer =
        desk.create("customers", &json!({"displayName": "Ridge & Sons", "city": "Macon"})).await;
    assert_eq!(customer["blocked"], "_x0020_");
    assert_eq!(customer["city"], "Macon");
    let path = format!("customers({})", id(&customer));
    let (_, unnamed) = desk.post("customers", &json!({"city": "Macon"})).await;
    assert_eq!(text(&unnamed), "A \"displayName\" must be provided.");
    let (_, numbered) = desk.post("customers", &json!({"displayName": "A", "number": "X1"})).await;
    assert_eq!(code(&numbered), "Application_DialogException");
    let (_, long) = desk.post("customers", &json!({"displayName": "A".repeat(101)})).await;
    assert_eq!(code(&long), "Application_StringExceededLength");
    assert!(text(&long).starts_with(
        "The length of the string is 101, but it must be less than or equal to 100 characters."
    ));
    assert_eq!(desk.request(Method::DELETE, &path).send().await.unwrap().status(), 204);
    assert_eq!(desk.request(Method::GET, &path).send().await.unwrap().status(), 404);

    desk.draft_load("REF-4").await;
    let known: Value = desk.get("customers?$filter=displayName eq 'Blue Ridge Foods Inc'").await;
    let path = format!("customers({})", id(&known["value"][0]));
    assert_eq!(desk.request(Method::DELETE, &path).send().await.unwrap().status(), 400);
}
