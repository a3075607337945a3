//! Payment, unapplying, credit and cancelling, and what the wire shows of them.

use serde_json::{Value, json};

use crate::kit::{Desk, FREIGHT, account_line, bill, id, text};

async fn settle(desk: &Desk, kind: &str, invoice: &str, action: &str, amount: Option<&str>) {
    let sent = json!({"company": FREIGHT, "kind": kind, "invoice": invoice, "action": action,
                      "amount": amount});
    desk.control("payments", sent).await;
}

#[tokio::test]
async fn a_partial_payment_does_not_move_the_time_and_the_last_one_does() {
    let desk = Desk::open().await;
    desk.control("clock", json!({"set": "2026-09-20T08:00:00Z", "stopped": true})).await;
    let draft = desk.draft_load("REF-1").await;
    let path = format!("salesInvoices({})", id(&draft));
    desk.act("salesInvoices", &id(&draft), "post").await;
    let posted = desk.get(&path).await;
    assert_eq!(posted["lastModifiedDateTime"], "2026-09-20T08:00:00Z");

    desk.control("clock", json!({"advance_seconds": 3000})).await;
    settle(&desk, "sales", &id(&draft), "pay", Some("851.12")).await;
    let part = desk.get(&path).await;
    assert_eq!((&part["status"], &part["remainingAmount"]), (&json!("Open"), &json!(2000)));
    assert_eq!(part["lastModifiedDateTime"], posted["lastModifiedDateTime"]);
    assert_eq!(part["@odata.etag"], posted["@odata.etag"]);

    settle(&desk, "sales", posted["number"].as_str().unwrap(), "pay", None).await;
    let paid = desk.get(&path).await;
    assert_eq!((&paid["status"], &paid["remainingAmount"]), (&json!("Paid"), &json!(0)));
    assert_eq!(paid["lastModifiedDateTime"], "2026-09-20T08:50:00Z");
    assert_eq!(
        (desk.net("11000").await.as_str(), desk.net("10100").await.as_str()),
        ("0.00", "2851.12")
    );
    let feed = "salesInvoices?$filter=status eq 'Paid' and lastModifiedDateTime gt \
                2026-09-20T08:10:00Z&$orderby=lastModifiedDateTime";
    assert_eq!(desk.get(feed).await["value"][0]["id"], draft["id"]);

    settle(&desk, "sales", &id(&draft), "unapply", Some("51.12")).await;
    let open = desk.get(&path).await;
    assert_eq!((&open["status"], &open["remainingAmount"]), (&json!("Open"), &json!(51.12)));
}

#[tokio::test]
async fn a_cancelled_invoice_leaves_the_accounts_as_they_were() {
    let desk = Desk::open().await;
    let draft = desk.draft_load("REF-1").await;
    let (status, error) = desk.act("salesInvoices", &id(&draft), "cancel").await;
    assert_eq!(
        (status, text(&error)),
        (400, "The action can be applied to a posted invoice only.")
    );
    desk.act("salesInvoices", &id(&draft), "post").await;
    assert_eq!(desk.act("salesInvoices", &id(&draft), "cancel").await.0, 204);
    let cancelled = desk.get(&format!("salesInvoices({})", id(&draft))).await;
    assert_eq!(cancelled["status"], "Canceled");
    assert_eq!(cancelled["remainingAmount"], 0);
    for account in ["11000", "40100", "40200"] {
        assert_eq!(desk.net(account).await, "0.00");
    }
    let (_, again) = desk.act("salesInvoices", &id(&draft), "cancel").await;
    assert_eq!(
        text(&again),
        "The invoice cannot be canceled because it has already been canceled."
    );
}

#[tokio::test]
async fn a_partial_credit_spreads_over_the_lines_to_the_cent() {
    let desk = Desk::open().await;
    let sent = bill("T-1", &[("51300", 10.0), ("51400", 20.0)]);
    let draft = desk.create("purchaseInvoices", &sent).await;
    desk.act("purchaseInvoices", &id(&draft), "post").await;
    settle(&desk, "purchase", &id(&draft), "credit", Some("10.00")).await;
    assert_eq!(desk.net("20000").await, "-20.00");
    assert_eq!(desk.net("51300").await, "6.67");
    assert_eq!(desk.net("51400").await, "13.33");
    settle(&desk, "purchase", &id(&draft), "credit", None).await;
    let paid = desk.get(&format!("purchaseInvoices({})", id(&draft))).await;
    assert_eq!(paid["status"], "Paid");
    assert_eq!(desk.books().await["balanced"], true);
}

/// A credit memo over that invoice.
fn memo(invoice: &Value, amount: &str) -> Value {
    json!({
        "externalDocumentNumber": "REF-1-W1",
        "creditMemoDate": "2026-10-20",
        "postingDate": "2026-10-20",
        "customerNumber": "C00001",
        "invoiceId": invoice["id"],
        "salesCreditMemoLines": [account_line("40300", amount)],
    })
}

#[tokio::test]
async fn a_credit_memo_takes_its_lines_off_the_invoice_that_it_names() {
    let desk = Desk::open().await;
    let draft = desk.draft_load("REF-1").await;
    desk.act("salesInvoices", &id(&draft), "post").await;
    let made = desk.create("salesCreditMemos", &memo(&draft, "51.12")).await;
    assert_eq!(
        (&made["status"], &made["totalAmountIncludingTax"]),
        (&json!("Draft"), &json!(51.12))
    );
    assert_eq!(desk.net("11000").await, "2851.12", "a draft posts nothing");

    assert_eq!(desk.act("salesCreditMemos", &id(&made), "post").await.0, 204);
    let posted = desk.get(&format!("salesCreditMemos({})", id(&made))).await;
    assert_eq!((&posted["status"], &posted["id"]), (&json!("Paid"), &made["id"]));
    assert_ne!(posted["number"], made["number"]);
    let invoice = desk.get(&format!("salesInvoices({})", id(&draft))).await;
    assert_eq!((&invoice["status"], &invoice["remainingAmount"]), (&json!("Open"), &json!(2800)));
    assert_eq!(desk.net("11000").await, "2800.00");
    assert_eq!(desk.net("40300").await, "51.12");
    assert_eq!(desk.books().await["balanced"], true);
    let (_, again) = desk.act("salesCreditMemos", &id(&made), "post").await;
    assert_eq!(text(&again), "The action can be applied to a draft credit memo only.");
}

#[tokio::test]
async fn a_credit_memo_closes_an_invoice_and_is_refused_once_that_is_closed() {
    let desk = Desk::open().await;
    let draft = desk.draft_load("REF-1").await;
    desk.act("salesInvoices", &id(&draft), "post").await;
    settle(&desk, "sales", &id(&draft), "pay", Some("2800.00")).await;
    let made = desk.create("salesCreditMemos", &memo(&draft, "51.12")).await;
    desk.act("salesCreditMemos", &id(&made), "post").await;
    let paid = desk.get(&format!("salesInvoices({})", id(&draft))).await;
    assert_eq!((&paid["status"], &paid["remainingAmount"]), (&json!("Paid"), &json!(0)));

    let late = desk.create("salesCreditMemos", &memo(&draft, "1.00")).await;
    assert_eq!(desk.act("salesCreditMemos", &id(&late), "post").await.0, 400);
    let path = format!("salesCreditMemos({})", id(&late));
    let (status, _) = desk.send(reqwest::Method::DELETE, &path, &json!({})).await;
    assert_eq!(status, 204, "a draft goes");
    assert_eq!(desk.net("11000").await, "0.00");
}
