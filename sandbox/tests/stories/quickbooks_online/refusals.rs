//! Every code that the books give for these objects, provoked, with its message; and both forms.

use reqwest::Method;
use serde_json::{Value, json};

use crate::kit::quickbooks::{
    Office, bill, bill_payment, charge, code, error, invoice, payment, sale,
};

/// What is sent where, and the code and the element of the refusal.
struct Case {
    path: &'static str,
    sent: Value,
    code: &'static str,
    element: &'static str,
}

fn case(path: &'static str, sent: Value, code: &'static str, element: &'static str) -> Case {
    Case { path, sent, code, element }
}

fn changed(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

fn wrong_kinds() -> Vec<Case> {
    let with = |name: &str, value: Value| changed(invoice("A", 10.0), name, value);
    vec![
        case("invoice", with("Colour", json!("red")), "2010", "Colour"),
        case("invoice", with("DocNumber", json!("x".repeat(22))), "2050", "DocNumber"),
        case("invoice", with("PrivateNote", json!("x".repeat(4001))), "2050", "PrivateNote"),
        case("invoice", with("TxnDate", json!("16.09.2026")), "2060", "TxnDate"),
        case("invoice", with("TxnDate", json!("2026-02-31")), "2070", "TxnDate"),
        case("invoice", with("EmailStatus", json!("Maybe")), "2170", "EmailStatus"),
        case(
            "invoice",
            with("BillEmail", json!({"Address": "nobody"})),
            "2210",
            "BillEmail.Address",
        ),
        case("invoice", with("CurrencyRef", json!({"value": "CAD"})), "2220", ""),
        case("invoice", with("ClassRef", json!({"value": "1"})), "5030", ""),
        case("invoice", with("Id", json!("seven")), "2030", "Id"),
        case("customer", json!({"DisplayName": "A:B"}), "2040", "DisplayName"),
        case("customer", json!({"DisplayName": "A", "Active": "maybe"}), "2230", "Active"),
        case("account", json!({"Name": "A \"B\"", "AccountType": "Bank"}), "2040", "Name"),
        case("payment", changed(payment(1.0, &[]), "TotalAmt", json!("much")), "2080", "TotalAmt"),
    ]
}

fn missing_and_wrong() -> Vec<Case> {
    let lines = |lines: Value| changed(invoice("A", 10.0), "Line", lines);
    let product = |amount: f64| {
        json!([{"DetailType": "SalesItemLineDetail", "Amount": amount,
                "SalesItemLineDetail": {"ItemRef": {"value": "1"}, "Qty": 3, "UnitPrice": 0.335}}])
    };
    let taxed = |code: &str| {
        let mut line = sale(1.0);
        line["SalesItemLineDetail"]["TaxCodeRef"] = json!({"value": code});
        lines(json!([line]))
    };
    let mut nothing = sale(1.0);
    nothing["SalesItemLineDetail"]["ItemRef"]["value"] = json!("999");
    let item = "Line.SalesItemLineDetail.ItemRef";
    vec![
        case("invoice", lines(json!([])), "2020", "Line"),
        case("invoice", json!({"Line": [sale(1.0)]}), "2020", "CustomerRef"),
        case("invoice", lines(json!([{"Amount": 1}])), "2020", "Line.DetailType"),
        case("invoice", lines(product(1000.0)), "6070", "Line.Amount"),
        case("invoice", lines(taxed("TAX")["Line"].clone()), "5030", ""),
        case("invoice", taxed("VAT"), "6100", ""),
        case("invoice", lines(json!([nothing])), "2500", item),
        case("invoice", lines(json!([sale(-1.0)])), "6000", ""),
        case(
            "invoice",
            changed(invoice("A", 1.0), "CustomerRef", json!({"value": "99"})),
            "2500",
            "CustomerRef",
        ),
        case(
            "bill",
            changed(bill("A"), "Line", json!([charge("999", 1.0)])),
            "2500",
            "Line.AccountBasedExpenseLineDetail.AccountRef",
        ),
        case("bill", changed(bill("A"), "Line", json!([charge("84", 1.0)])), "6430", ""),
        case("bill", changed(bill("A"), "APAccountRef", json!({"value": "35"})), "6430", ""),
        case("bill", json!({"VendorRef": {"value": "30"}}), "2020", "Line"),
        case("payment", json!({"CustomerRef": {"value": "1"}}), "2020", "TotalAmt"),
        case("payment", payment(0.0, &[]), "6000", ""),
        case("payment", payment(-1.0, &[]), "2290", ""),
        case(
            "payment",
            changed(payment(1.0, &[]), "DepositToAccountRef", json!({"value": "51"})),
            "6430",
            "",
        ),
        case("billpayment", changed(bill_payment(1.0, &[]), "PayType", json!("Cash")), "2170", ""),
        case(
            "billpayment",
            changed(bill_payment(1.0, &[]), "PayType", json!("")),
            "2020",
            "PayType",
        ),
    ]
}

fn lists_and_operations() -> Vec<Case> {
    vec![
        case("account", json!({"Name": "A"}), "6010", ""),
        case("account", json!({"AccountType": "Bank"}), "2020", "Name"),
        case("account", json!({"Name": "A", "AccountType": "Money"}), "2170", ""),
        case("account", json!({"Name": "Linehaul Revenue", "AccountType": "Income"}), "6240", ""),
        case("customer", json!({"CompanyName": "Only Inc."}), "6080", ""),
        case("item", json!({"Name": "A", "Type": "Service"}), "2020", "IncomeAccountRef"),
        case("item", json!({"Name": "A", "Type": "Inventory"}), "5030", ""),
        case(
            "deposit",
            json!({"DepositToAccountRef": {"value": "35"}, "Line": []}),
            "2020",
            "Line",
        ),
        case("invoice?operation=delete", json!({}), "2020", "Id"),
        case("customer", json!({"Id": "1", "DisplayName": "A"}), "2020", "SyncToken"),
        case("customer", json!({"Id": "77", "SyncToken": "0", "DisplayName": "A"}), "610", ""),
        case("creditmemo", json!({}), "5030", ""),
        case("load", json!({}), "500", ""),
        case("invoice?operation=send", json!({}), "500", ""),
        case("invoice?minorversion=99", json!({}), "5030", ""),
    ]
}

#[tokio::test]
async fn each_wrong_request_has_its_code_and_leaves_nothing() {
    let office = Office::open().await;
    for case in wrong_kinds().into_iter().chain(missing_and_wrong()).chain(lists_and_operations()) {
        let (status, reply) = office.post(case.path, &case.sent).await;
        let sent = &case.sent;
        assert_eq!((status, code(&reply)), (400, case.code), "{} {sent}: {reply}", case.path);
        assert_eq!(error(&reply)["element"], case.element, "{} {sent}: {reply}", case.path);
        assert_eq!(reply["Fault"]["type"], "ValidationFault");
        assert!(!error(&reply)["Message"].as_str().unwrap().is_empty(), "{reply}");
    }
    assert_eq!(office.books().await["transactions"], json!([]));
}

#[tokio::test]
async fn texts_are_the_vendors() {
    let office = Office::open().await;
    let product = json!([{"DetailType": "SalesItemLineDetail", "Amount": 1000,
        "SalesItemLineDetail": {"ItemRef": {"value": "1"}, "Qty": 2, "UnitPrice": 3}}]);
    for (path, sent, message, detail) in [
        (
            "invoice",
            changed(invoice("A", 1.0), "Line", product),
            "Amount calculation incorrect in the request",
            "Amount calculation incorrect in the request: Amount is not equal to UnitPrice * Qty. \
             Supplied value:1,000",
        ),
        (
            "invoice",
            json!({"CustomerRef": {"value": "1"}}),
            "Required param missing, need to supply the required value for the API",
            "Required parameter Line is missing in the request",
        ),
        (
            "invoice",
            json!({"Colour": 1}),
            "Request has invalid or unsupported property",
            "Property Name:Colour specified is unsupported or invalid",
        ),
        (
            "invoice",
            changed(invoice("A", 1.0), "Id", json!("seven")),
            "Invalid ID",
            "Id should be a valid number. Supplied value:seven",
        ),
        (
            "payment",
            payment(0.0, &[]),
            "A business validation error has occurred while processing your request",
            "Business Validation Error: You must set a transaction amount.",
        ),
        ("load", json!({}), "Unsupported Operation", "Operation load is not supported."),
        (
            "invoice",
            changed(invoice("A", 1.0), "DocNumber", json!("1234567890123456789012345")),
            "Invalid String Length",
            "Min: 0, Max: 21, Supplied length: 25",
        ),
    ] {
        let (_, reply) = office.post(path, &sent).await;
        assert_eq!(error(&reply)["Message"], message);
        assert_eq!(error(&reply)["Detail"], detail);
    }
}

#[tokio::test]
async fn without_being_asked_for_json_a_refusal_is_xml() {
    let office = Office::open().await;
    let url = format!("{}/v3/company/{}/bill/7", office.sandbox.quickbooks_base(), office.realm);
    let get = |url: &str| office.client.get(url).bearer_auth(office.access()).send();
    let reply = get(&url).await.unwrap();
    assert_eq!(reply.status(), 400);
    assert_eq!(reply.headers()["content-type"], "application/xml;charset=UTF-8");
    let text = reply.text().await.unwrap();
    assert!(
        text.contains("<IntuitResponse xmlns=\"http://schema.intuit.com/finance/v3\" time=\""),
        "{text}"
    );
    assert!(text.contains("<Fault type=\"ValidationFault\"><Error code=\"5030\""), "{text}");
    let denied = office.client.get(&url).bearer_auth("x").send().await.unwrap();
    assert_eq!(denied.status(), 401);
    let text = denied.text().await.unwrap();
    assert!(
        text.contains("<Fault type=\"AUTHENTICATION\"><Error code=\"3200\"><Message>"),
        "{text}"
    );
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused_whatever_it_is() {
    let office = Office::open().await;
    for (content, body, expected) in [
        ("application/json", b"{".to_vec(), "2010"),
        ("application/json", b"[]".to_vec(), "2010"),
        ("application/json", b"{\"DocNumber\": {\"a\": 1}}".to_vec(), "2010"),
        ("application/json", b"{\"Line\": 7}".to_vec(), "2010"),
        ("application/json", vec![b'"', 0xff, b'"'], "500"),
        ("application/xml", b"<Invoice/>".to_vec(), "1050"),
    ] {
        let request = office.request(Method::POST, "invoice").header("content-type", content);
        let reply = request.body(body.clone()).send().await.unwrap();
        assert_eq!(reply.status(), 400);
        let reply = crate::kit::body(reply).await;
        assert_eq!(code(&reply), expected, "{body:?}: {reply}");
    }
}
