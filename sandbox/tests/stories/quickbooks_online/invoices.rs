//! Invoices: what they lead to in the ledger, and what the server adds to them.

use serde_json::json;

use crate::kit::quickbooks::{Office, code, error, invoice, sale};

const RECEIVABLE: &str = "Accounts Receivable (A/R)";

#[tokio::test]
async fn an_invoice_debits_receivables_and_credits_the_account_of_each_item() {
    let office = Office::open().await;
    let linehaul = office.item("Linehaul", "51").await;
    let fuel = office.item("Fuel Surcharge", "52").await;
    let line = |item: &serde_json::Value, quantity: f64, price: f64, amount: f64| {
        json!({"DetailType": "SalesItemLineDetail", "Amount": amount, "Description": "a load",
               "SalesItemLineDetail": {"ItemRef": {"value": item, "name": "whatever"},
                                       "Qty": quantity, "UnitPrice": price}})
    };
    let sent = json!({"CustomerRef": {"value": "1"}, "DocNumber": "REF-1002345",
        "TxnDate": "2026-09-16", "PrivateNote": "FLT 2000110",
        "Line": [line(&linehaul, 1.0, 2450.0, 2450.0), line(&fuel, 872.0, 0.46, 401.12)]});
    let invoice = office.save("Invoice", &sent).await;
    assert_eq!(invoice["TotalAmt"], json!(2851.12));
    assert_eq!(invoice["Balance"], json!(2851.12));
    assert_eq!(invoice["SyncToken"], "0");
    assert_eq!(invoice["DueDate"], "2026-10-16");
    assert_eq!(invoice["CustomerRef"], json!({"value": "1", "name": "Blue Ridge Foods"}));
    assert_eq!(invoice["LinkedTxn"], json!([]));
    let lines = invoice["Line"].as_array().unwrap();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["SalesItemLineDetail"]["ItemRef"]["name"], "Linehaul");
    assert_eq!(lines[0]["SalesItemLineDetail"]["TaxCodeRef"]["value"], "NON");
    assert_eq!(lines[1]["LineNum"], 2);
    assert_eq!(
        lines[2],
        json!({"DetailType": "SubTotalLineDetail", "Amount": 2851.12, "SubTotalLineDetail": {}})
    );
    let books = office.books().await;
    assert_eq!(books["trialBalance"][RECEIVABLE]["net"], "2851.12");
    assert_eq!(books["trialBalance"]["40100"]["net"], "-2450.00");
    assert_eq!(books["trialBalance"]["40200"]["net"], "-401.12");
    assert_eq!(books["parties"]["Blue Ridge Foods"], "2851.12");
    assert_eq!(office.read("Customer", &json!("1")).await["Balance"], json!(2851.12));
}

#[tokio::test]
async fn with_custom_numbers_off_the_company_numbers_and_with_them_on_the_caller_does() {
    let office = Office::open().await;
    assert_eq!(office.invoice("REF-1").await["DocNumber"], "REF-1");
    let mut unnumbered = invoice("", 10.0);
    unnumbered.as_object_mut().unwrap().remove("DocNumber");
    assert!(office.save("Invoice", &unnumbered).await.get("DocNumber").is_none());
    office.settings(json!({"customTxnNumbers": false})).await;
    let (_, preferences) = office.get("preferences").await;
    let forms = &preferences["Preferences"]["SalesFormsPrefs"];
    assert_eq!(forms["CustomTxnNumbers"], false);
    assert_eq!(office.invoice("REF-2").await["DocNumber"], "1001", "the caller's is replaced");
    assert_eq!(office.invoice("REF-2").await["DocNumber"], "1002");
}

#[tokio::test]
async fn a_number_that_is_taken_names_the_invoice_that_has_it() {
    let office = Office::open().await;
    let first = office.invoice("REF-1").await;
    let (status, reply) = office.post("invoice", &invoice("REF-1", 20.0)).await;
    assert_eq!((status, code(&reply)), (400, "6140"));
    assert_eq!(
        error(&reply)["Detail"],
        format!(
            "Duplicate Document Number Error : You must specify a different number. This number \
             has already been used. DocNumber=REF-1 is assigned to TxnType=Invoice with TxnId={}",
            first["Id"].as_str().unwrap()
        )
    );
    let (status, _) =
        office.post("invoice?include=allowduplicatedocnum", &invoice("REF-1", 20.0)).await;
    assert_eq!(status, 200);
    office.settings(json!({"warnDuplicateNumbers": false})).await;
    assert_eq!(office.post("invoice", &invoice("REF-1", 30.0)).await.0, 200);
    assert_eq!(
        office.rows("Invoice", "select * from Invoice where DocNumber = 'REF-1'").await.len(),
        3
    );
}

#[tokio::test]
async fn a_line_without_an_item_is_documentation_and_posts_nothing() {
    let office = Office::open().await;
    let note = json!({"DetailType": "DescriptionOnly", "Description": "Left at 06:00"});
    let priceless = json!({"DetailType": "SalesItemLineDetail", "Amount": 99.0,
                           "SalesItemLineDetail": {}});
    let sent = json!({"CustomerRef": {"value": "1"}, "TxnDate": "2026-09-16",
                      "Line": [sale(10.0), note, priceless]});
    let invoice = office.save("Invoice", &sent).await;
    assert_eq!(invoice["TotalAmt"], json!(10.0));
    assert_eq!(office.net("40000").await, "-10.00");
}

#[tokio::test]
async fn an_invoice_without_a_date_is_of_the_companys_day() {
    // Three in the morning in Greenwich is the evening before at seven hours to the west.
    let office = Office::at("2026-09-17T03:00:00Z").await;
    let sent = json!({"CustomerRef": {"value": "1"}, "Line": [sale(10.0)]});
    let invoice = office.save("Invoice", &sent).await;
    assert_eq!(invoice["TxnDate"], "2026-09-16");
    let created = invoice["MetaData"]["CreateTime"].as_str().unwrap();
    assert!(created.starts_with("2026-09-16T20:00:") && created.ends_with("-07:00"), "{created}");
}

#[tokio::test]
async fn empty_values_say_nothing_as_clients_send_them() {
    let office = Office::open().await;
    let mut sent = invoice("REF-1", 10.0);
    for (name, value) in [
        ("SyncToken", json!(0)),
        ("Id", json!("")),
        ("EmailStatus", json!("NotSet")),
        ("ExchangeRate", json!(1)),
        ("TxnTaxDetail", json!({"TotalTax": 0})),
        ("ClassRef", json!(null)),
        ("CustomField", json!([])),
        ("AllowIPNPayment", json!(false)),
        ("BillEmail", json!({"Address": ""})),
        ("PrivateNote", json!("")),
    ] {
        sent[name] = value;
    }
    let invoice = office.save("Invoice", &sent).await;
    assert!(invoice.get("PrivateNote").is_none());
    assert_eq!(invoice["TotalAmt"], json!(10.0));
}
