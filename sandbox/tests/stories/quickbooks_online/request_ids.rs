//! `requestid`: the same call twice is done once.

use serde_json::json;

use crate::kit::quickbooks::{Office, code, invoice};

#[tokio::test]
async fn a_repeated_request_gives_the_first_reply_and_does_nothing_again() {
    let office = Office::open().await;
    let path = "invoice?requestid=6dc33a0a78a847738939763df65e9ed8&minorversion=75";
    let (status, first) = office.post(path, &invoice("A", 10.0)).await;
    assert_eq!(status, 200);
    let (status, again) = office.post(path, &invoice("OTHER", 99.0)).await;
    assert_eq!((status, &again), (200, &first), "whatever the body says now");
    assert_eq!(office.net("40000").await, "-10.00");
    let (_, other) = office.post("invoice?requestid=another", &invoice("B", 10.0)).await;
    assert_ne!(other["Invoice"]["Id"], first["Invoice"]["Id"]);
}

#[tokio::test]
async fn a_deleted_object_is_replayed_all_the_same() {
    let office = Office::open().await;
    let path = "invoice?requestid=key";
    let (_, first) = office.post(path, &invoice("A", 10.0)).await;
    let gone = json!({"Id": first["Invoice"]["Id"], "SyncToken": "0"});
    assert_eq!(office.post("invoice?operation=delete", &gone).await.0, 200);
    assert_eq!(office.post(path, &invoice("A", 10.0)).await.1, first);
    assert!(office.rows("Invoice", "select * from Invoice").await.is_empty());
}

#[tokio::test]
async fn a_refusal_is_remembered_and_everything_ends_after_a_day() {
    let office = Office::open().await;
    let mut closed = invoice("A", 10.0);
    closed["TxnDate"] = json!("2025-06-01");
    let path = "invoice?requestid=key";
    assert_eq!(code(&office.post(path, &closed).await.1), "6210");
    assert_eq!(code(&office.post(path, &invoice("A", 10.0)).await.1), "6210");
    office.control("clock", json!({"advance_seconds": 24 * 3600})).await;
    let mut office = office;
    office.tokens = office.connect(crate::kit::quickbooks::DANA, office.realm).await;
    assert_eq!(office.post(path, &invoice("A", 10.0)).await.0, 200);
}

#[tokio::test]
async fn each_item_of_a_batch_is_remembered_under_its_own_id() {
    let office = Office::open().await;
    let item = |id: &str, number: &str| json!({"bId": id, "operation": "create", "Invoice": invoice(number, 10.0)});
    let sent = json!({"BatchItemRequest": [item("1", "A"), item("2", "B")]});
    let (_, first) = office.post("batch?requestid=key", &sent).await;
    let (_, again) = office.post("batch?requestid=key", &sent).await;
    assert_eq!(first["BatchItemResponse"], again["BatchItemResponse"]);
    assert_eq!(office.rows("Invoice", "select * from Invoice").await.len(), 2);
}

#[tokio::test]
async fn an_id_has_a_length() {
    let office = Office::open().await;
    let long = "x".repeat(51);
    let (_, reply) = office.post(&format!("invoice?requestid={long}"), &invoice("A", 1.0)).await;
    assert_eq!(code(&reply), "2130");
    let empty = json!({"BatchItemRequest": []});
    let (_, reply) = office.post(&format!("batch?requestid={}", &long[..37]), &empty).await;
    assert_eq!(code(&reply), "2130");
    let item = json!({"bId": "12345678901", "operation": "create", "Invoice": invoice("A", 1.0)});
    let sent = json!({"BatchItemRequest": [item]});
    let (_, reply) = office.post("batch?requestid=key", &sent).await;
    assert_eq!(code(&reply["BatchItemResponse"][0]), "2130");
}
