//! Faults strike here as in the other system, also a single operation of a batch.

use reqwest::Method;
use serde_json::json;

use crate::kit::{
    body,
    quickbooks::{Office, code, error, invoice},
};

#[tokio::test]
async fn a_lost_reply_is_found_again_under_its_request_id() {
    let office = Office::open().await;
    let fault = json!({"method": "POST", "path": "/invoice", "kind": "commit_then_drop"});
    office.control("faults", fault).await;
    let path = "invoice?requestid=key";
    let lost = office.request(Method::POST, path).json(&invoice("A", 10.0)).send().await;
    assert!(lost.is_err());
    let (status, reply) = office.post(path, &invoice("A", 10.0)).await;
    assert_eq!((status, &reply["Invoice"]["DocNumber"]), (200, &json!("A")));
    assert_eq!(office.net("40000").await, "-10.00");
}

#[tokio::test]
async fn a_fault_is_worded_as_this_system_words_it() {
    let office = Office::open().await;
    let faults = json!([
        {"path": "/preferences", "kind": "status", "status": 503},
        {"path": "/preferences", "kind": "status", "status": 429, "retry_after_seconds": 7,
         "skip": 1},
    ]);
    office.control("faults", faults).await;
    let reply = office.request(Method::GET, "preferences").send().await.unwrap();
    assert_eq!(reply.status(), 503);
    let reply = body(reply).await;
    assert_eq!((code(&reply), &reply["Fault"]["type"]), ("10000", &json!("SystemFault")));
    assert!(error(&reply)["Detail"].as_str().unwrap().starts_with("System Failure Error: "));
    let reply = office.request(Method::GET, "preferences").send().await.unwrap();
    assert_eq!(
        (reply.status().as_u16(), &reply.headers()["retry-after"]),
        (429, &"7".parse().unwrap())
    );
    assert!(reply.headers().contains_key("intuit_tid"));
    assert_eq!(code(&body(reply).await), "3001");
}

#[tokio::test]
async fn an_error_after_the_work_is_not_the_truth() {
    let office = Office::open().await;
    let fault = json!({"path": "/invoice", "kind": "error_after_commit", "status": 500});
    office.control("faults", fault).await;
    assert_eq!(office.post("invoice", &invoice("A", 10.0)).await.0, 500);
    assert_eq!(office.net("40000").await, "-10.00");
}

#[tokio::test]
async fn one_operation_of_a_batch_is_struck_alone() {
    let office = Office::open().await;
    let faults = json!([
        {"path": "/invoice", "body": "STRUCK", "kind": "status", "status": 500},
        {"path": "/invoice", "body": "HIDDEN", "kind": "error_after_commit", "status": 500},
    ]);
    office.control("faults", faults).await;
    let item = |id: &str, number: &str| json!({"bId": id, "operation": "create", "Invoice": invoice(number, 10.0)});
    let items = [item("1", "STRUCK"), item("2", "B"), item("3", "HIDDEN")];
    let sent = json!({"BatchItemRequest": items});
    let (status, reply) = office.post("batch?requestid=key", &sent).await;
    assert_eq!(status, 200);
    let replies = &reply["BatchItemResponse"];
    assert_eq!((code(&replies[0]), code(&replies[2])), ("10000", "10000"));
    assert_eq!(replies[1]["Invoice"]["DocNumber"], "B");
    assert_eq!(office.net("40000").await, "-20.00", "the hidden one was done");
    let (_, again) = office.post("batch?requestid=key", &sent).await;
    let replies = &again["BatchItemResponse"];
    assert_eq!(replies[0]["Invoice"]["DocNumber"], "STRUCK", "it was never done");
    assert_eq!(replies[2]["Invoice"]["DocNumber"], "HIDDEN", "it is remembered");
    assert_eq!(office.net("40000").await, "-30.00");
}
