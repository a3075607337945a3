//! Tax changes the total, and only where it is set up.

use serde_json::json;

use crate::kit::{Desk, FREIGHT, id, load};

#[tokio::test]
async fn a_taxed_customer_owes_more_and_the_tax_goes_to_its_own_account() {
    let desk = Desk::open().await;
    let tax = json!({"tax": {"percent": "8.25", "account": "22900"}});
    desk.control(&format!("companies/{FREIGHT}"), tax).await;
    let untaxed = desk.draft_load("REF-1").await;
    assert_eq!(untaxed["totalTaxAmount"], 0);
    let mut sent = load("REF-2");
    sent["customerNumber"] = json!("C00003");
    let taxed = desk.create("salesInvoices", &sent).await;
    assert_eq!(taxed["totalAmountExcludingTax"], json!(2851.12));
    assert_eq!(taxed["totalTaxAmount"], json!(235.22));
    assert_eq!(taxed["totalAmountIncludingTax"], json!(3086.34));
    assert_eq!(desk.act("salesInvoices", &id(&taxed), "post").await.0, 204);
    assert_eq!(desk.net("22900").await, "-235.22");
    assert_eq!(desk.net("11000").await, "3086.34");
    assert_eq!(desk.books().await["entries"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn another_posting_group_leads_to_another_control_account() {
    let desk = Desk::open().await;
    let groups = json!({"customerPostingGroups": {"DOMESTIC": "11000", "FACTORED": "11900"}});
    desk.control(&format!("companies/{FREIGHT}"), groups).await;
    let factored = json!({"kind": "customer", "postingGroup": "FACTORED"});
    desk.control(&format!("parties/{FREIGHT}/C00001"), factored).await;
    let draft = desk.draft_load("REF-1").await;
    desk.act("salesInvoices", &id(&draft), "post").await;
    assert_eq!(desk.net("11900").await, "2851.12");
    assert_eq!(desk.net("11000").await, "0.00");
}
