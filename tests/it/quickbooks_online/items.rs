//! One service item for each mapped revenue account: found, else made, remembered, and noticed when a
//! bookkeeper changes it (R14).

use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_tests::desk::{Online, load_numbered};
use waypost_tests::sample;

/// An item of the books.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    id: String,
    name: String,
    account: String,
}

/// The items of the books, as a person sees them one by one.
async fn items(online: &Online) -> Vec<Item> {
    let json = reqwest::header::HeaderValue::from_static("application/json");
    let headers: reqwest::header::HeaderMap =
        [(reqwest::header::CONTENT_TYPE, json)].into_iter().collect();
    let line = online.books.sandbox.line();
    let mut found = Vec::new();
    for id in (1..40).map(|id: u32| id.to_string()) {
        let uri = format!("/control/quickbooks/{}/person", online.realm);
        let look = json!({"entity": "Item", "operation": "update", "id": id, "object": {}});
        let (uri, body) = (uri.parse().expect("an address"), look.to_string().into_bytes());
        let heard = line.call(reqwest::Method::POST, uri, headers.clone(), body).await;
        let item: Value = serde_json::from_slice(&heard.expect("a reply").body).unwrap_or_default();
        let account = item["IncomeAccountRef"]["value"].as_str();
        if let (Some(name), Some(account)) = (item["Name"].as_str(), account) {
            found.push(Item { id, name: name.to_owned(), account: account.to_owned() });
        }
    }
    found
}

fn named<'a>(items: &'a [Item], name: &str) -> &'a Item {
    items.iter().find(|one| one.name == name).unwrap_or_else(|| panic!("no {name}: {items:?}"))
}

#[tokio::test]
async fn an_item_is_made_for_each_mapped_revenue_account_and_found_for_the_next_invoice() {
    let online = Online::open().await;
    online.push(&sample::load()).await;
    online.settle().await;
    let first = items(&online).await;
    let of = |account: &str| first.iter().filter(|one| one.account == account).count();
    for account in ["51", "52", "53", "54", "56"] {
        assert_eq!(of(account), 1, "{first:?}");
    }
    assert_eq!(named(&first, "Linehaul Revenue").account, "51");
    online.push(&load_numbered("REF-2")).await;
    online.settle().await;
    assert_eq!(items(&online).await, first, "nothing is made twice");
}

#[tokio::test]
async fn an_item_that_was_pointed_to_another_account_posts_nothing_there() {
    let online = Online::open().await;
    online.push(&sample::load()).await;
    online.settle().await;
    let id = named(&items(&online).await, "Linehaul Revenue").id.clone();
    online
        .person(&json!({"entity": "Item", "operation": "update", "id": id,
            "object": {"IncomeAccountRef": {"value": "55"}}}))
        .await;
    let second = online.push(&load_numbered("REF-2")).await;
    online.settle().await;
    assert_eq!(online.state(&second).await, (State::Posted, None));
    let balances = online.balances().await;
    assert!(balances.contains(&("40100".to_owned(), "-4900.00".to_owned())), "{balances:?}");
    assert!(balances.iter().all(|(account, _)| account != "40320"), "{balances:?}");
    let all = items(&online).await;
    assert_eq!(named(&all, "40100 Linehaul Revenue").account, "51");
}

#[tokio::test]
async fn an_item_whose_making_was_not_answered_is_found_and_not_made_again() {
    for kind in ["commit_then_drop", "drop_before", "half_reply"] {
        let online = Online::open().await;
        let id = online.push(&sample::load()).await;
        online.fault(json!({"method": "POST", "path": "/item", "kind": kind, "skip": 2})).await;
        online.settle().await;
        assert_eq!(online.state(&id).await, (State::Posted, None), "{kind}");
        let all = items(&online).await;
        let mut names: Vec<&String> = all.iter().map(|one| &one.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all.len(), "{kind}: {all:?}");
    }
}
