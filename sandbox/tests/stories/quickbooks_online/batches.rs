//! Batches: thirty operations at most, each for itself.

use serde_json::{Value, json};

use crate::kit::quickbooks::{Office, bill, code, invoice};

fn batch(items: &[Value]) -> Value {
    json!({"BatchItemRequest": items})
}

#[tokio::test]
async fn operations_are_done_in_their_order_and_fail_alone() {
    let office = Office::open().await;
    let items = [
        json!({"bId": "1", "operation": "create", "Invoice": invoice("A", 10.0)}),
        json!({"bId": "2", "operation": "create", "Invoice": invoice("A", 20.0)}),
        json!({"bId": "3", "operation": "create", "Bill": bill("T-1")}),
        json!({"bId": "4", "Query": "select * from Invoice maxresults 10"}),
        json!({"bId": "5", "operation": "create", "CreditMemo": {}}),
    ];
    let (status, reply) = office.post("batch", &batch(&items)).await;
    assert_eq!(status, 200);
    let replies = reply["BatchItemResponse"].as_array().unwrap();
    let ids: Vec<&Value> = replies.iter().map(|it| &it["bId"]).collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5"]);
    assert_eq!(replies[0]["Invoice"]["DocNumber"], "A");
    assert_eq!(code(&replies[1]), "6140");
    assert_eq!(replies[2]["Bill"]["TotalAmt"], json!(1965.0));
    assert_eq!(replies[3]["QueryResponse"]["Invoice"].as_array().unwrap().len(), 1);
    assert_eq!(code(&replies[4]), "5030");
    assert_eq!(office.net("40000").await, "-10.00");
}

#[tokio::test]
async fn a_batch_updates_voids_and_deletes() {
    let office = Office::open().await;
    let (one, two) = (office.invoice("A").await, office.invoice("B").await);
    let bill = office.bill("T-1").await;
    let which = |it: &Value| json!({"Id": it["Id"], "SyncToken": "0", "sparse": true});
    let mut noted = which(&one);
    noted["PrivateNote"] = json!("seen");
    let items = [
        json!({"bId": "1", "operation": "update", "Invoice": noted}),
        json!({"bId": "2", "operation": "update", "optionsData": "void", "Invoice": which(&two)}),
        json!({"bId": "3", "operation": "delete", "Bill": which(&bill)}),
    ];
    let (_, reply) = office.post("batch", &batch(&items)).await;
    let replies = &reply["BatchItemResponse"];
    assert_eq!(replies[0]["Invoice"]["PrivateNote"], "seen");
    assert_eq!(replies[1]["Invoice"]["TotalAmt"], json!(0));
    assert_eq!(replies[2]["Bill"]["status"], "Deleted");
    assert_eq!(office.net("40000").await, "-1875.00");
    assert_eq!(office.net("51200").await, "0.00");
}

#[tokio::test]
async fn the_thirty_first_operation_refuses_the_batch() {
    let office = Office::open().await;
    let item = |at: usize| {
        json!({"bId": at.to_string(), "operation": "create",
                                  "Customer": {"DisplayName": format!("Customer {at}")}})
    };
    let many: Vec<Value> = (0..31).map(item).collect();
    let (status, reply) = office.post("batch", &batch(&many)).await;
    assert_eq!((status, code(&reply)), (400, "1040"));
    assert_eq!(office.rows("Customer", "select * from Customer").await.len(), 4);
    let (status, reply) = office.post("batch", &batch(&many[..30])).await;
    assert_eq!(status, 200);
    assert_eq!(reply["BatchItemResponse"].as_array().unwrap().len(), 30);
    assert_eq!(office.rows("Customer", "select * from Customer").await.len(), 34);
}
