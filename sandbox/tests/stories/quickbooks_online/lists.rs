//! Accounts, names and items: made, found, renamed, put to rest.

use serde_json::json;

use crate::kit::quickbooks::{Office, bill, code, error, invoice};

#[tokio::test]
async fn an_account_gets_its_class_from_its_type() {
    let office = Office::open().await;
    let account =
        office.save("Account", &json!({"Name": "Scale Fees", "AccountType": "Expense"})).await;
    assert_eq!(account["Classification"], "Expense");
    assert_eq!(account["AccountSubType"], "Travel");
    assert_eq!((&account["Active"], &account["CurrentBalance"]), (&json!(true), &json!(0)));
    let by_sub_type = json!({"Name": "Permits", "AccountSubType": "VehicleRegistration",
                             "ParentRef": {"value": "78"}});
    let account = office.save("Account", &by_sub_type).await;
    assert_eq!(account["AccountType"], "Other Expense");
    assert_eq!(account["FullyQualifiedName"], "Vehicle Registration:Permits");
    assert_eq!(account["SubAccount"], true);
}

#[tokio::test]
async fn a_name_is_taken_across_customers_and_vendors_and_free_again_when_inactive() {
    let office = Office::open().await;
    let (_, reply) = office.post("vendor", &json!({"DisplayName": "blue ridge foods"})).await;
    assert_eq!(code(&reply), "6240");
    assert_eq!(error(&reply)["Message"], "Duplicate Name Exists Error");
    assert_eq!(
        error(&reply)["Detail"],
        "The name supplied already exists. : Another customer, vendor or employee is already \
         using this name. \nPlease use a different name."
    );
    let rename =
        json!({"Id": "20", "SyncToken": "0", "sparse": true, "DisplayName": "Blue Ridge Foods"});
    let (_, reply) = office.post("customer", &rename).await;
    assert!(error(&reply)["Detail"].as_str().unwrap().contains(": Another customer is already"));
    let rest = json!({"Id": "1", "SyncToken": "0", "sparse": true, "Active": false});
    let resting = office.save("Customer", &rest).await;
    assert_eq!(resting["DisplayName"], "Blue Ridge Foods (deleted)");
    assert_eq!(office.rows("Customer", "select * from Customer where Id = '1'").await.len(), 0);
    let all = "select * from Customer where Id = '1' and Active in (true, false)";
    assert_eq!(office.rows("Customer", all).await.len(), 1);
    let vendor = office.save("Vendor", &json!({"DisplayName": "Blue Ridge Foods"})).await;
    let back = json!({"Id": "1", "SyncToken": "1", "sparse": true, "Active": true});
    assert_eq!(code(&office.post("customer", &back).await.1), "6240");
    let renamed = json!({"Id": vendor["Id"], "SyncToken": "0", "sparse": true,
                         "DisplayName": "Blue Ridge Carriers"});
    office.save("Vendor", &renamed).await;
    assert_eq!(office.save("Customer", &back).await["DisplayName"], "Blue Ridge Foods");
}

#[tokio::test]
async fn what_is_inactive_takes_no_transaction() {
    let office = Office::open().await;
    let rest = |id: &str| json!({"Id": id, "SyncToken": "0", "sparse": true, "Active": false});
    let detail = |reply: &serde_json::Value| error(reply)["Detail"].as_str().unwrap().to_owned();
    office.save("Account", &rest("63")).await;
    let (_, reply) = office.post("bill", &bill("T-1")).await;
    assert_eq!(code(&reply), "2500");
    assert!(detail(&reply).ends_with("made inactive. Check the fields with accounts."));
    office.save("Item", &rest("1")).await;
    let (_, reply) = office.post("invoice", &invoice("A", 1.0)).await;
    assert_eq!(code(&reply), "2500");
    assert!(detail(&reply).ends_with("Check the fields with items."));
    let item = json!({"Id": "1", "SyncToken": "1", "sparse": true, "Active": true});
    office.save("Item", &item).await;
    office.save("Account", &rest("50")).await;
    assert_eq!(code(&office.post("invoice", &invoice("A", 1.0)).await.1), "2500");
    office.save("Customer", &rest("1")).await;
    assert_eq!(code(&office.post("invoice", &invoice("A", 1.0)).await.1), "2500");
}

#[tokio::test]
async fn a_name_with_a_balance_and_an_account_that_is_needed_cannot_rest() {
    let office = Office::open().await;
    office.invoice("A").await;
    let rest = |id: &str| json!({"Id": id, "SyncToken": "0", "sparse": true, "Active": false});
    assert_eq!(code(&office.post("customer", &rest("1")).await.1), "6220");
    assert_eq!(code(&office.post("account", &rest("4")).await.1), "6000");
}

#[tokio::test]
async fn an_item_is_sold_to_an_income_account() {
    let office = Office::open().await;
    let item = json!({"Name": "Layover", "Type": "Service", "IncomeAccountRef": {"value": "55"}});
    let item = office.save("Item", &item).await;
    assert_eq!(item["IncomeAccountRef"]["name"], "Layover Revenue");
    assert_eq!(item["FullyQualifiedName"], "Layover");
    let wrong = json!({"Name": "Fuel", "Type": "Service", "IncomeAccountRef": {"value": "70"}});
    assert_eq!(code(&office.post("item", &wrong).await.1), "6430");
    let again = json!({"Name": "LAYOVER", "Type": "Service", "IncomeAccountRef": {"value": "55"}});
    assert_eq!(code(&office.post("item", &again).await.1), "6240");
}

#[tokio::test]
async fn a_customer_keeps_what_is_written_about_it() {
    let office = Office::open().await;
    let sent = json!({"GivenName": "Ada", "FamilyName": "Moore", "CompanyName": "Moore Timber",
        "PrimaryEmailAddr": {"Address": "ada@moore.example"},
        "PrimaryPhone": {"FreeFormNumber": "555-0100"},
        "BillAddr": {"Line1": "1 Mill Road", "City": "Salem", "CountrySubDivisionCode": "OR",
                     "PostalCode": "97301"}});
    let customer = office.save("Customer", &sent).await;
    assert_eq!(customer["DisplayName"], "Ada Moore");
    assert_eq!(customer["BillAddr"]["City"], "Salem");
    assert_eq!(customer["CurrencyRef"]["value"], "USD");
    let found = "select * from Customer where PrimaryEmailAddr = 'ada@moore.example'";
    assert_eq!(office.rows("Customer", found).await.len(), 1);
}
