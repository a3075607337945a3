//! The company itself: what a connection check reads of it.

use serde_json::json;

use crate::kit::quickbooks::{FLEET, LOGISTICS, Office, code, invoice, roomy};

#[tokio::test]
async fn the_company_says_who_it_is_and_how_it_keeps_its_books() {
    let office = Office::open().await;
    let (_, info) = office.get(&format!("companyinfo/{FLEET}")).await;
    assert_eq!(info["CompanyInfo"]["CompanyName"], "Keystone Fleet");
    assert_eq!(info["CompanyInfo"]["Country"], "US");
    assert!(info["time"].as_str().unwrap().ends_with("-07:00"));
    let (_, preferences) = office.get("preferences").await;
    let preferences = &preferences["Preferences"];
    assert_eq!(preferences["SalesFormsPrefs"]["CustomTxnNumbers"], true);
    assert_eq!(preferences["AccountingInfoPrefs"]["BookCloseDate"], "2025-12-31");
    assert_eq!(
        preferences["CurrencyPrefs"],
        json!({"MultiCurrencyEnabled": false, "HomeCurrency": {"value": "USD"}})
    );
    assert_eq!(office.rows("CompanyInfo", "select * from CompanyInfo").await.len(), 1);
    let (_, reply) = office.post("preferences", &json!({"Id": "1", "SyncToken": "0"})).await;
    assert_eq!(code(&reply), "5030");
}

#[tokio::test]
async fn closed_books_are_closed_on_the_old_day_and_on_the_new() {
    let office = Office::open().await;
    let mut closed = invoice("A", 10.0);
    closed["TxnDate"] = json!("2025-12-31");
    let (status, reply) = office.post("invoice", &closed).await;
    assert_eq!((status, code(&reply)), (400, "6210"));
    let error = crate::kit::quickbooks::error(&reply);
    assert_eq!(error["Message"], "Account Period Closed, Cannot Update Through Services API");
    assert!(
        error["Detail"].as_str().unwrap().ends_with("use the QBO website to make these changes.")
    );
    let open = office.save("Invoice", &invoice("A", 10.0)).await;
    let moved =
        json!({"Id": open["Id"], "SyncToken": "0", "sparse": true, "TxnDate": "2025-06-01"});
    assert_eq!(code(&office.post("invoice", &moved).await.1), "6210");
    office.settings(json!({"bookCloseDate": "2026-09-30", "closePassword": false})).await;
    let which = json!({"Id": open["Id"], "SyncToken": "0"});
    for path in ["invoice?operation=delete", "invoice?operation=void"] {
        assert_eq!(code(&office.post(path, &which).await.1), "6200", "{path}");
    }
    let paid = crate::kit::quickbooks::payment(10.0, &[(&open, 10.0)]);
    assert_eq!(office.post("payment", &paid).await.0, 200, "paid in an open month");
    office.settings(json!({"bookCloseDate": null})).await;
    assert_eq!(office.post("invoice", &closed).await.0, 400, "the number is taken");
    closed["DocNumber"] = json!("B");
    assert_eq!(office.post("invoice", &closed).await.0, 200);
}

#[tokio::test]
async fn an_ended_subscription_and_a_person_who_only_reads_can_still_read() {
    let mut office = Office::open().await;
    office.settings(json!({"subscriptionEnded": true})).await;
    assert_eq!(code(&office.post("invoice", &invoice("A", 1.0)).await.1), "6190");
    assert_eq!(office.get("preferences").await.0, 200);
    office.settings(json!({"subscriptionEnded": false})).await;
    let reader = ("kim@keystone-freight.example", "sandbox-kim");
    office.tokens = office.connect(reader, FLEET).await;
    let (status, reply) = office.post("invoice", &invoice("A", 1.0)).await;
    assert_eq!((status, code(&reply)), (400, "120"));
    assert_eq!(office.get("preferences").await.0, 200);
}

#[tokio::test]
async fn two_companies_do_not_know_of_each_other() {
    let office = Office::with(roomy(), LOGISTICS).await;
    let sent = json!({"CustomerRef": {"value": "1"}, "Line": [crate::kit::quickbooks::sale(5.0)],
                      "TxnDate": "2026-09-16"});
    assert_eq!(office.save("Invoice", &sent).await["DocNumber"], "1001");
    assert_eq!(office.net("40000").await, "-5.00");
    let url = format!("{}/quickbooks/{FLEET}/books", office.sandbox.control());
    let books = crate::kit::body(office.client.get(url).send().await.unwrap()).await;
    assert_eq!(books["transactions"], json!([]));
}
