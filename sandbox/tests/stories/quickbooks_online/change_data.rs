//! Change data capture: what changed since, what is gone, and how far back it looks.

use serde_json::{Value, json};

use crate::kit::quickbooks::{Office, code, payment};

async fn since(office: &Office, entities: &str, since: &str) -> (u16, Value) {
    let path = format!("cdc?entities={entities}&changedSince={since}");
    office.get(&path).await
}

/// The group of a kind among those of a reply.
fn group<'a>(reply: &'a Value, entity: &str) -> &'a Value {
    let groups = reply["CDCResponse"][0]["QueryResponse"].as_array().expect("groups");
    groups.iter().find(|it| it.get(entity).is_some()).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn what_changed_comes_whole_with_the_deleted_behind() {
    let office = Office::at("2026-10-01T12:00:00Z").await;
    let old = office.invoice("OLD").await;
    let invoice = office.invoice("A").await;
    office.control("clock", json!({"advance_seconds": 3000})).await;
    let paid = office.save("Payment", &payment(1875.0, &[(&invoice, 1875.0)])).await;
    let other = office.save("Payment", &payment(5.0, &[])).await;
    let gone = json!({"Id": other["Id"], "SyncToken": "0"});
    office.post("payment?operation=delete", &gone).await;
    let (status, reply) = since(&office, "Invoice,Payment,Bill", "2026-10-01T12:30:00Z").await;
    assert_eq!(status, 200);
    let groups = reply["CDCResponse"][0]["QueryResponse"].as_array().unwrap();
    assert_eq!((groups.len(), &groups[2]), (3, &json!({})));
    let invoices = group(&reply, "Invoice")["Invoice"].as_array().unwrap();
    assert_eq!(invoices.len(), 1, "the payment changed its invoice, not the other");
    assert_eq!((&invoices[0]["Id"], &invoices[0]["Balance"]), (&invoice["Id"], &json!(0)));
    assert_ne!(invoices[0]["Id"], old["Id"]);
    let payments = group(&reply, "Payment");
    assert_eq!(payments["maxResults"], 2);
    assert_eq!(payments["Payment"][0]["Id"], paid["Id"]);
    assert_eq!(
        payments["Payment"][1],
        json!({"domain": "QBO", "status": "Deleted", "Id": other["Id"],
               "MetaData": {"LastUpdatedTime": "2026-10-01T05:50:00-07:00"}})
    );
    let (_, same) = since(&office, "Payment", "2026-10-01T05:50:00-07:00").await;
    assert_eq!(group(&same, "Payment")["maxResults"], 2, "offsets are read");
}

#[tokio::test]
async fn it_looks_thirty_days_back_and_no_further() {
    let office = Office::at("2026-10-31T12:00:00Z").await;
    assert_eq!(since(&office, "Bill", "2026-10-01T12:00:00Z").await.0, 200);
    let (status, reply) = since(&office, "Bill", "2026-10-01T11:59:59Z").await;
    assert_eq!((status, code(&reply)), (400, "2190"));
    for (entities, expected) in [("TaxCode", "2000"), ("Load", "2000"), ("CreditMemo", "5030")] {
        assert_eq!(code(&since(&office, entities, "2026-10-30").await.1), expected, "{entities}");
    }
    assert_eq!(code(&since(&office, "Bill", "yesterday").await.1), "2060");
    assert_eq!(code(&office.get("cdc?entities=Bill").await.1), "2020");
}

#[tokio::test]
async fn a_thousand_objects_are_told_at_once_in_all() {
    let office = Office::at("2026-10-31T12:00:00Z").await;
    let customer = |at: usize| {
        json!({"bId": at.to_string(), "operation": "create",
                                      "Customer": {"DisplayName": format!("Customer {at}")}})
    };
    for first in (0..1020).step_by(30) {
        let items: Vec<Value> = (first..first + 30).map(customer).collect();
        office.post("batch", &json!({"BatchItemRequest": items})).await;
    }
    let (_, reply) = since(&office, "Vendor,Customer", "2026-10-31").await;
    let told = |entity: &str| group(&reply, entity)["maxResults"].as_u64().unwrap_or_default();
    assert_eq!(told("Vendor") + told("Customer"), 1000);
}
