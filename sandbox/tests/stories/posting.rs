//! From a draft to the ledger.

use serde_json::json;

use crate::kit::{Desk, account_line, bill, code, id, text};

#[tokio::test]
async fn a_posted_load_keeps_its_id_gets_a_new_number_and_reaches_every_account() {
    let desk = Desk::open().await;
    let draft = desk.draft_load("REF-1002345").await;
    assert_eq!(draft["status"], "Draft");
    assert_eq!(draft["totalAmountIncludingTax"], json!(2851.12));
    assert_eq!(draft["remainingAmount"], json!(2851.12));
    assert_eq!(desk.books().await["entries"], json!([]));

    let (status, _) = desk.act("salesInvoices", &id(&draft), "Post").await;
    assert_eq!(status, 204);

    let posted = desk.get(&format!("salesInvoices({})", id(&draft))).await;
    assert_eq!(posted["status"], "Open");
    assert_eq!(posted["id"], draft["id"]);
    assert_ne!(posted["number"], draft["number"]);
    assert_eq!(posted["externalDocumentNumber"], "REF-1002345");
    assert_eq!(desk.net("11000").await, "2851.12");
    assert_eq!(desk.net("40100").await, "-2450.00");
    assert_eq!(desk.net("40200").await, "-401.12");
    let number = posted["number"].as_str().unwrap();
    let entries = desk
        .get(&format!("generalLedgerEntries?$filter=documentNumber eq '{number}'&$expand=account"))
        .await;
    assert_eq!(entries["value"].as_array().unwrap().len(), 3);
    assert_eq!(entries["value"][0]["account"]["displayName"], "Linehaul Revenue");
    assert_eq!(entries["value"][0]["creditAmount"], json!(2450));

    let (status, again) = desk.act("salesInvoices", &id(&draft), "post").await;
    assert_eq!((status, code(&again)), (400, "Application_DialogException"));
    assert_eq!(text(&again), "The action can be applied to a draft invoice only.");
    desk.sandbox.stop().await;
}

#[tokio::test]
async fn a_carrier_bill_with_a_deduction_credits_payables_with_what_is_owed() {
    let desk = Desk::open().await;
    let lines = [("51300", 1950.0), ("51500", -500.0), ("40000", -15.0)];
    let draft = desk.create("purchaseInvoices", &bill("T-1002388-1", &lines)).await;
    let (status, _) = desk.act("purchaseInvoices", &id(&draft), "post").await;
    assert_eq!(status, 204);
    assert_eq!(desk.net("20000").await, "-1435.00");
    assert_eq!(desk.net("51300").await, "1950.00");
    assert_eq!(desk.net("51500").await, "-500.00");
    assert_eq!(desk.net("40000").await, "-15.00");
    assert_eq!(desk.books().await["balanced"], true);
}

#[tokio::test]
async fn a_line_cannot_use_a_heading_a_blocked_account_or_a_control_account() {
    let desk = Desk::open().await;
    for (account, refusal) in [
        (
            "49999",
            "Account Type must be equal to 'Posting'  in G/L Account: No.=49999. Current value is \
             'Total'.",
        ),
        (
            "58000",
            "Blocked must be equal to 'No'  in G/L Account: No.=58000. Current value is 'Yes'.",
        ),
        (
            "11000",
            "Direct Posting must be equal to 'Yes'  in G/L Account: No.=11000. Current value is \
             'No'.",
        ),
    ] {
        let invoice = json!({"customerNumber": "C00001",
                             "salesInvoiceLines": [account_line(account, "10.00")]});
        let (status, error) = desk.post("salesInvoices", &invoice).await;
        assert_eq!((status, code(&error)), (400, "Application_FieldValidationException"));
        assert_eq!(text(&error), refusal);
    }
    let unknown = json!({"customerNumber": "C00001",
                         "salesInvoiceLines": [account_line("4444", "10.00")]});
    let (status, error) = desk.post("salesInvoices", &unknown).await;
    assert_eq!((status, code(&error)), (400, "Internal_InvalidTableRelation"));
    assert_eq!(
        text(&error),
        "The field No. of table Sales Line contains a value (4444) that cannot be found in the \
         related table (G/L Account)."
    );
    assert_eq!(desk.get("salesInvoices").await["value"], json!([]), "nothing stays behind");
}
