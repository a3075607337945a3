//! Changing what stands: in full, in part, by whoever saw it last.

use serde_json::json;

use crate::kit::quickbooks::{Office, code, error, invoice, payment, sale};

#[tokio::test]
async fn a_sparse_update_keeps_what_it_does_not_name_and_a_full_one_empties_it() {
    let office = Office::open().await;
    let mut sent = invoice("A", 100.0);
    sent["PrivateNote"] = json!("left at the dock");
    let first = office.save("Invoice", &sent).await;
    let sparse =
        json!({"Id": first["Id"], "SyncToken": "0", "sparse": true, "DueDate": "2026-12-01"});
    let second = office.save("Invoice", &sparse).await;
    assert_eq!(second["PrivateNote"], "left at the dock");
    assert_eq!((&second["DueDate"], &second["SyncToken"]), (&json!("2026-12-01"), &json!("1")));
    let mut full = second.clone();
    full.as_object_mut().unwrap().remove("PrivateNote");
    full["sparse"] = json!(false);
    let third = office.save("Invoice", &full).await;
    assert!(third.get("PrivateNote").is_none());
    assert_eq!(third["TotalAmt"], json!(100.0), "lines that are echoed back stay what they were");
    assert_eq!(third["Line"].as_array().unwrap().len(), 2);
    let cleared = json!({"Id": first["Id"], "SyncToken": "2", "sparse": true, "DocNumber": ""});
    assert!(office.save("Invoice", &cleared).await.get("DocNumber").is_none());
}

#[tokio::test]
async fn lines_of_an_update_replace_all_and_the_ledger_follows() {
    let office = Office::open().await;
    let first = office.save("Invoice", &invoice("A", 100.0)).await;
    let detention = office.item("Detention", "54").await;
    let mut line = sale(40.0);
    line["SalesItemLineDetail"]["ItemRef"]["value"] = detention;
    let sparse = json!({"Id": first["Id"], "SyncToken": "0", "sparse": true, "Line": [line]});
    let second = office.save("Invoice", &sparse).await;
    assert_eq!(second["TotalAmt"], json!(40.0));
    let books = office.books().await;
    assert_eq!(books["trialBalance"]["40000"]["net"], "0.00");
    assert_eq!(books["trialBalance"]["40310"]["net"], "-40.00");
    assert_eq!(books["parties"]["Blue Ridge Foods"], "40.00");
    let entries = books["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 6, "two, their reversal, and two");
    assert_eq!(entries.iter().filter(|it| it["reversal"] == true).count(), 2);
}

#[tokio::test]
async fn who_saw_an_older_state_is_told_so() {
    let office = Office::open().await;
    let first = office.invoice("A").await;
    office.save("Payment", &payment(75.0, &[(&first, 75.0)])).await;
    let late = json!({"Id": first["Id"], "SyncToken": "0", "sparse": true, "PrivateNote": "mine"});
    let (status, reply) = office.post("invoice", &late).await;
    assert_eq!((status, code(&reply)), (400, "5010"));
    assert_eq!(
        error(&reply)["Detail"],
        "Stale Object Error : You and root were working on this at the same time. root finished \
         before you did, so your work was not saved."
    );
}

#[tokio::test]
async fn an_invoice_cannot_fall_below_what_was_paid() {
    let office = Office::open().await;
    let first = office.invoice("A").await;
    office.save("Payment", &payment(1000.0, &[(&first, 1000.0)])).await;
    let less = |amount: f64| json!({"Id": first["Id"], "SyncToken": "1", "sparse": true, "Line": [sale(amount)]});
    assert_eq!(code(&office.post("invoice", &less(999.99)).await.1), "6000");
    let (status, reply) = office.post("invoice", &less(1200.0)).await;
    assert_eq!((status, &reply["Invoice"]["Balance"]), (200, &json!(200.0)));
}
