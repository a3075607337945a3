//! What posting refuses, in Business Central's own words, and that nothing stays behind.

use serde_json::{Value, json};

use crate::kit::{Desk, FREIGHT, account_line, bill, code, id, load, text};

async fn refused(desk: &Desk, set: &str, draft: &Value) -> String {
    let (status, error) = desk.act(set, &id(draft), "post").await;
    assert_eq!(status, 400, "{error}");
    let path = format!("{set}({})", id(draft));
    assert_eq!(desk.get(&path).await["status"], "Draft");
    assert_eq!(desk.books().await["entries"], json!([]));
    text(&error).to_owned()
}

#[tokio::test]
async fn a_bill_needs_the_vendors_number_and_takes_it_once() {
    let desk = Desk::open().await;
    let draft = desk.create("purchaseInvoices", &bill("", &[("51300", 10.0)])).await;
    assert_eq!(
        refused(&desk, "purchaseInvoices", &draft).await,
        "You need to enter the document number of the document from the vendor in the Vendor \
         Invoice No. field, so that this document stays linked to the original."
    );
    let one = desk.create("purchaseInvoices", &bill("T-1", &[("51300", 10.0)])).await;
    let two = desk.create("purchaseInvoices", &bill("T-1", &[("51300", 10.0)])).await;
    assert_eq!(desk.act("purchaseInvoices", &id(&one), "post").await.0, 204);
    let (status, error) = desk.act("purchaseInvoices", &id(&two), "post").await;
    assert_eq!((status, code(&error)), (400, "Application_DialogException"));
    assert_eq!(text(&error), "Purchase Invoice T-1 already exists for this vendor.");
    assert_eq!(desk.net("51300").await, "10.00");
}

#[tokio::test]
async fn a_closed_period_an_empty_invoice_and_a_total_below_zero_are_refused() {
    let desk = Desk::open().await;
    let range = json!({"postingRange": {"from": "2026-10-01", "to": null}});
    desk.control(&format!("companies/{FREIGHT}"), range).await;
    let closed = desk.draft_load("REF-1").await;
    assert_eq!(
        refused(&desk, "salesInvoices", &closed).await,
        "09/16/26 is not within your range of allowed posting dates."
    );
    let empty = json!({"customerNumber": "C00001", "postingDate": "2026-10-05"});
    let empty = desk.create("salesInvoices", &empty).await;
    assert_eq!(
        refused(&desk, "salesInvoices", &empty).await,
        "Please add at least one line item to the invoice."
    );
    let negative = json!({"customerNumber": "C00001", "postingDate": "2026-10-05",
        "salesInvoiceLines": [account_line("40100", "-5.00"), account_line("40200", "4.99")]});
    let negative = desk.create("salesInvoices", &negative).await;
    refused(&desk, "salesInvoices", &negative).await;
}

#[tokio::test]
async fn an_account_that_is_blocked_after_the_draft_stops_the_posting() {
    let desk = Desk::open().await;
    let draft = desk.draft_load("REF-1").await;
    desk.control(&format!("accounts/{FREIGHT}/40200"), json!({"blocked": true})).await;
    assert_eq!(
        refused(&desk, "salesInvoices", &draft).await,
        "Blocked must be equal to 'No'  in G/L Account: No.=40200. Current value is 'Yes'."
    );
    let open = json!({"blocked": false, "number": "40250"});
    desk.control(&format!("accounts/{FREIGHT}/40200"), open).await;
    assert_eq!(desk.act("salesInvoices", &id(&draft), "post").await.0, 204);
    assert_eq!(desk.net("40250").await, "-401.12");
}

#[tokio::test]
async fn a_party_must_exist_have_a_posting_group_and_not_be_blocked() {
    let desk = Desk::open().await;
    let nobody = json!({"salesInvoiceLines": []});
    let (_, error) = desk.post("salesInvoices", &nobody).await;
    assert_eq!(text(&error), "A \"customerNumber\" or a \"customerId\" must be provided.");
    let (_, error) = desk.post("salesInvoices", &json!({"customerNumber": "C9"})).await;
    assert_eq!(text(&error), "The sell-to customer cannot be found.");
    let (_, error) = desk.post("purchaseInvoices", &json!({"vendorNumber": "V9"})).await;
    assert_eq!(text(&error), "The vendor cannot be found.");
    let mut blocked = load("REF-1");
    blocked["customerNumber"] = json!("C00004");
    let blocked = desk.create("salesInvoices", &blocked).await;
    assert!(refused(&desk, "salesInvoices", &blocked).await.contains("C00004 is blocked"));
    let none = json!({"kind": "customer", "postingGroup": ""});
    desk.control(&format!("parties/{FREIGHT}/C00001"), none).await;
    let (_, error) = desk.post("salesInvoices", &load("REF-2")).await;
    assert_eq!(code(&error), "Application_FieldValidationException");
    assert_eq!(
        text(&error),
        "Customer Posting Group must have a value in Customer: No.=C00001. It cannot be zero or \
         empty."
    );
}

#[tokio::test]
async fn a_line_has_an_account_and_an_amount_that_can_be_counted() {
    let desk = Desk::open().await;
    let with = |line: Value| json!({"customerNumber": "C00001", "salesInvoiceLines": [line]});
    for (line, expected) in [
        (
            json!({"lineType": "Item", "lineObjectNumber": "1000"}),
            "BadRequest_MethodNotImplemented",
        ),
        (json!({"lineType": "Account", "accountId": "zzz"}), "Application_InvalidGUID"),
        (json!({"lineType": "Acount"}), "BadRequest"),
        (
            json!({"lineType": "Account", "lineObjectNumber": "40100", "quantity": 1e9,
                   "unitPrice": 1e9}),
            "Application_EvaluateException",
        ),
        (
            json!({"lineType": "Account", "lineObjectNumber": "40100", "description": "x".repeat(101)}),
            "Application_StringExceededLength",
        ),
        (json!({"lineType": "Account", "lineObjectNumber": "40100", "colour": 1}), "BadRequest"),
    ] {
        let (_, error) = desk.post("salesInvoices", &with(line.clone())).await;
        assert_eq!(code(&error), expected, "{line}");
    }
    let missing = json!({"lineType": "Account",
                         "accountId": "7d943839-4319-ee11-9cc4-6045bdc8dcac"});
    let (_, error) = desk.post("salesInvoices", &with(missing)).await;
    assert_eq!(text(&error), "Account does not exist.");
    let halves = json!({"lineType": "Account", "lineObjectNumber": "40100", "quantity": 3,
                        "unitPrice": 0.335});
    let draft = desk.create("salesInvoices", &with(halves)).await;
    assert_eq!(draft["totalAmountIncludingTax"], json!(1.01), "half a cent goes away from zero");
}

#[tokio::test]
async fn a_person_without_permission_is_told_so() {
    let desk = Desk::open().await;
    let mut desk = desk;
    desk.token =
        crate::stories::sign_in::person(&desk, "lee@keystone-freight.example", "sandbox-lee").await
            ["access_token"]
            .as_str()
            .unwrap()
            .to_owned();
    let brokerage = waypost_sandbox::company_id("KEYSTONE-BRK");
    let url = format!("{}/companies({brokerage})/accounts", desk.root());
    let reply = desk.request(reqwest::Method::GET, &url).send().await.unwrap();
    assert_eq!(reply.status(), 403);
    assert!(code(&crate::kit::body(reply).await).starts_with("Authorization_"));
    assert!(!desk.get("accounts").await["value"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_seed_that_names_an_account_it_lacks_does_not_start() {
    let mut seed = waypost_sandbox::Seed::keystone().unwrap();
    seed.companies[0].bank_account = "10999".to_owned();
    let config = waypost_sandbox::Config { seed: Some(seed), ..Default::default() };
    let error = waypost_sandbox::Sandbox::start(config).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the seed does not fit together: KEYSTONE-FRT has no account 10999."
    );
}
