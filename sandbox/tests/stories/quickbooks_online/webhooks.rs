//! Webhooks: both forms, signed, told again until they are taken.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::mpsc};

use crate::kit::{
    body,
    quickbooks::{FLEET, Office, payment},
};

const VERIFIER: &str = "00000000-0000-4000-8000-000000000000";

/// What the receiver got: content type, signature and body.
type Heard = (String, String, String);

/// A delivery that does not come is a failure, not a test without end.
async fn within<T>(waiting: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("in time")
}

/// A receiver whose answer the test changes.
struct Ear {
    address: String,
    answer: Arc<Mutex<u16>>,
    heard: mpsc::UnboundedReceiver<Heard>,
}

impl Ear {
    async fn open() -> Self {
        let (tell, heard) = mpsc::unbounded_channel();
        let answer = Arc::new(Mutex::new(200));
        let given = Arc::clone(&answer);
        let hear = async move |headers: HeaderMap, sent: Bytes| {
            let header = |name: &str| headers[name].to_str().unwrap_or_default().to_owned();
            let text = String::from_utf8_lossy(&sent).into_owned();
            tell.send((header("content-type"), header("intuit-signature"), text)).unwrap();
            StatusCode::from_u16(*given.lock().unwrap()).unwrap()
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().route("/hook", post(hear));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, answer, heard }
    }

    async fn next(&mut self) -> (Heard, Value) {
        let heard = within(self.heard.recv()).await.expect("a delivery");
        let value = serde_json::from_str(&heard.2).expect("JSON");
        (heard, value)
    }
}

fn signed(body: &str) -> String {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(VERIFIER.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

async fn listen(office: &Office, ear: &Ear, form: &str, twice: bool) {
    let hook =
        json!({"address": ear.address, "verifierToken": VERIFIER, "form": form, "twice": twice});
    office.control("quickbooks/webhooks", hook).await;
}

async fn deliveries(office: &Office) -> Value {
    let url = format!("{}/quickbooks/webhooks", office.sandbox.control());
    body(office.client.get(url).send().await.unwrap()).await
}

#[tokio::test]
async fn a_payment_and_the_invoice_that_it_changes_are_told_signed() {
    let office = Office::at("2026-10-05T21:42:19Z").await;
    let invoice = office.invoice("A").await;
    let mut ear = Ear::open().await;
    listen(&office, &ear, "notifications", false).await;
    let paid = office.save("Payment", &payment(1875.0, &[(&invoice, 1875.0)])).await;
    let ((content, signature, sent), told) = ear.next().await;
    assert_eq!((content.as_str(), signature), ("application/json", signed(&sent)));
    let at = "2026-10-05T14:42:19-0700";
    assert_eq!(
        told,
        json!({"eventNotifications": [{"realmId": FLEET, "dataChangeEvent": {"entities": [
            {"name": "Invoice", "id": invoice["Id"], "operation": "Update", "lastUpdated": at},
            {"name": "Payment", "id": paid["Id"], "operation": "Create", "lastUpdated": at},
        ]}}]})
    );
    let which = json!({"Id": paid["Id"], "SyncToken": "0", "sparse": true});
    office.post("payment?operation=update&include=void", &which).await;
    let (_, told) = ear.next().await;
    let entities = &told["eventNotifications"][0]["dataChangeEvent"]["entities"];
    assert_eq!(entities[1]["operation"], "Void");
}

#[tokio::test]
async fn the_new_form_is_an_array_of_cloud_events() {
    let office = Office::open().await;
    let mut ear = Ear::open().await;
    listen(&office, &ear, "cloud_events", false).await;
    let bill = office.bill("T-1").await;
    let ((content, signature, sent), told) = ear.next().await;
    assert_eq!((content.as_str(), signature), ("application/cloudevents+json", signed(&sent)));
    let event = &told[0];
    assert_eq!(
        (&event["specversion"], &event["type"]),
        (&json!("1.0"), &json!("qbo.bill.created.v1"))
    );
    assert_eq!((&event["intuitentityid"], &event["intuitaccountid"]), (&bill["Id"], &json!(FLEET)));
    assert!(event["time"].as_str().is_some_and(|it| it.ends_with('Z') && it.len() == 27));
    let gone = json!({"Id": bill["Id"], "SyncToken": "0"});
    office.post("bill?operation=delete", &gone).await;
    let (_, told) = ear.next().await;
    assert_eq!(told[0]["type"], "qbo.bill.deleted.v1");
    assert_ne!(told[0]["id"], event["id"]);
}

#[tokio::test]
async fn what_is_not_taken_is_told_again_whole_when_the_pause_is_over() {
    let office = Office::open().await;
    let mut ear = Ear::open().await;
    *ear.answer.lock().unwrap() = 500;
    listen(&office, &ear, "notifications", false).await;
    office.bill("T-1").await;
    let ((_, _, first), _) = ear.next().await;
    *ear.answer.lock().unwrap() = 200;
    office.control("clock", json!({"advance_seconds": 61})).await;
    let ((_, _, again), _) = ear.next().await;
    assert_eq!(first, again);
    // The receiver hears before the sandbox notes how it was answered.
    let told = within(async {
        loop {
            let told = deliveries(&office).await;
            if told[0]["taken"] == true {
                break told;
            }
        }
    })
    .await;
    assert_eq!((&told[0]["tries"], &told[0]["due"]), (&json!([500, 200]), &Value::Null));
    assert_eq!(told.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn at_least_once_may_be_twice_and_a_person_is_heard_too() {
    let office = Office::open().await;
    let mut ear = Ear::open().await;
    listen(&office, &ear, "notifications", true).await;
    let act = json!({"entity": "Vendor", "operation": "create", "object": {"DisplayName": "New"}});
    office.control(&format!("quickbooks/{FLEET}/person"), act).await;
    let ((_, _, one), _) = ear.next().await;
    let ((_, _, two), _) = ear.next().await;
    assert_eq!(one, two);
    let refused = office.post("vendor", &json!({"DisplayName": "New"})).await;
    assert_eq!(refused.0, 400);
    assert_eq!(deliveries(&office).await.as_array().unwrap().len(), 2, "nothing happened");
}
