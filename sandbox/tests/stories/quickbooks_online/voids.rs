//! Voiding and deleting: what is left in the books, and what a caller sees of it.

use serde_json::{Value, json};

use crate::kit::quickbooks::{Office, bill_payment, code, error, payment};

fn which(record: &Value) -> Value {
    json!({"Id": record["Id"], "SyncToken": record["SyncToken"], "sparse": true})
}

#[tokio::test]
async fn a_voided_invoice_stays_with_amounts_of_zero() {
    let office = Office::open().await;
    let mut invoice = office.invoice("A").await;
    let noted =
        json!({"Id": invoice["Id"], "SyncToken": "0", "sparse": true, "PrivateNote": "dock 4"});
    invoice = office.save("Invoice", &noted).await;
    let (status, reply) = office.post("invoice?operation=void", &which(&invoice)).await;
    assert_eq!(status, 200, "{reply}");
    let void = &reply["Invoice"];
    assert_eq!((&void["TotalAmt"], &void["Balance"]), (&json!(0), &json!(0)));
    assert!(void["PrivateNote"].as_str().unwrap().starts_with("Voided"));
    assert!(void["PrivateNote"].as_str().unwrap().ends_with("dock 4"));
    assert_eq!((&void["DocNumber"], &void["SyncToken"]), (&json!("A"), &json!("2")));
    assert_eq!(void["Line"][0]["Amount"], json!(0));
    assert_eq!(office.net("40000").await, "0.00");
    assert_eq!(office.net("Accounts Receivable (A/R)").await, "0.00");
}

#[tokio::test]
async fn voiding_a_paid_invoice_leaves_the_money_with_the_customer() {
    let office = Office::open().await;
    let invoice = office.invoice("A").await;
    let paid = office.save("Payment", &payment(1875.0, &[(&invoice, 1875.0)])).await;
    let invoice = office.read("Invoice", &invoice["Id"]).await;
    assert_eq!(office.post("invoice?operation=void", &which(&invoice)).await.0, 200);
    let after = office.read("Payment", &paid["Id"]).await;
    assert_eq!((&after["UnappliedAmt"], &after["Line"]), (&json!(1875.0), &json!([])));
    assert_eq!(office.books().await["parties"]["Blue Ridge Foods"], "-1875.00");
}

#[tokio::test]
async fn a_voided_payment_opens_what_it_paid() {
    let office = Office::open().await;
    let invoice = office.invoice("A").await;
    let paid = office.save("Payment", &payment(1875.0, &[(&invoice, 1875.0)])).await;
    let (_, reply) = office.post("payment?operation=update&include=void", &which(&paid)).await;
    let void = &reply["Payment"];
    assert_eq!((&void["TotalAmt"], &void["Line"]), (&json!(0), &json!([])));
    assert_eq!((&void["PrivateNote"], &void["SyncToken"]), (&json!("Voided"), &json!("1")));
    assert_eq!(office.read("Invoice", &invoice["Id"]).await["Balance"], json!(1875.0));
    assert_eq!(office.net("Undeposited Funds").await, "0.00");
    let bill = office.bill("T-1").await;
    let paid = office.save("BillPayment", &bill_payment(1965.0, &[(&bill, 1965.0)])).await;
    let path = "billpayment?operation=update&include=void";
    assert_eq!(office.post(path, &which(&paid)).await.0, 200);
    assert_eq!(office.read("Bill", &bill["Id"]).await["Balance"], json!(1965.0));
    assert_eq!(office.net("10100").await, "0.00");
}

#[tokio::test]
async fn what_is_deleted_is_gone_and_says_so() {
    let office = Office::open().await;
    let bill = office.bill("T-1").await;
    let paid = office.save("BillPayment", &bill_payment(100.0, &[(&bill, 100.0)])).await;
    let now = office.read("Bill", &bill["Id"]).await;
    let (_, reply) = office.post("bill?operation=delete", &which(&now)).await;
    assert_eq!(code(&reply), "800", "the payment must go first");
    let (status, reply) = office.post("billpayment?operation=delete", &which(&paid)).await;
    assert_eq!(status, 200);
    assert_eq!(
        reply["BillPayment"],
        json!({"status": "Deleted", "domain": "QBO", "Id": paid["Id"]})
    );
    let now = office.read("Bill", &bill["Id"]).await;
    assert_eq!(now["Balance"], json!(1965.0));
    assert_eq!(office.post("bill?operation=delete", &which(&now)).await.0, 200);
    let (status, reply) = office.get(&format!("bill/{}", bill["Id"].as_str().unwrap())).await;
    assert_eq!((status, code(&reply)), (400, "610"));
    assert_eq!(
        error(&reply)["Detail"],
        "Object Not Found : Another user has deleted this transaction."
    );
    assert_eq!(office.net("51200").await, "0.00");
    assert_eq!(
        office.save("Bill", &crate::kit::quickbooks::bill("T-1")).await["Balance"],
        json!(1965.0)
    );
}

#[tokio::test]
async fn what_cannot_be_voided_or_deleted_is_refused_by_name() {
    let office = Office::open().await;
    let bill = office.bill("T-1").await;
    assert_eq!(code(&office.post("bill?operation=void", &which(&bill)).await.1), "500");
    let customer = office.read("Customer", &json!("1")).await;
    assert_eq!(code(&office.post("customer?operation=delete", &which(&customer)).await.1), "500");
}
