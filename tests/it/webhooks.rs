//! Webhooks to the TMS: every change once or more, in order, signed; whatever the receiver does.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use waypost_core::api::{AddedWebhook, Delivery, DeliveryState, Page, Webhook};
use waypost_server::clock::text;
use waypost_server::sync::Options;
use waypost_tests::clock::TestClock;
use waypost_tests::receiver::{Answers, Receiver};
use waypost_tests::{Client, On, Setup, TestApp, on_both, sample};

on_both!(each_change_of_a_document_is_posted_in_order_and_signed);

const HOOKS: &str = "/api/v1/webhooks";
/// What becomes of a load whose subsidiary has no books.
const ARRIVED: [&str; 2] = ["document.waiting", "document.needs_you"];

struct House {
    app: TestApp,
    clock: Arc<TestClock>,
}

impl House {
    async fn open(on: On) -> House {
        let clock = Arc::new(TestClock::at(Timestamp::now()));
        let patience = Duration::from_millis(500);
        let options = Options { request_limit: patience, ..Options::default() };
        let setup = Setup { on, clock: clock.clone(), options, ..Setup::default() };
        let app = TestApp::start_with(setup, None).await;
        sample::add_subsidiary(&app.admin().await).await;
        House { app, clock }
    }

    /// The administrator; signed in anew, since time passes.
    async fn ada(&self) -> Client {
        self.app.admin().await
    }

    async fn add(&self, receiver: &Receiver) -> AddedWebhook {
        let body = json!({"url": receiver.url(), "description": "TMS production"});
        self.ada().await.post(HOOKS, &body).await.expect(201).read()
    }

    /// A load; our id.
    async fn push(&self, id: &str) -> String {
        let mut load = sample::load();
        load["id"] = json!(id);
        load["number"] = json!(id);
        let receipts = self.ada().await.post("/api/v1/documents", &load).await.expect(200).json();
        receipts[0]["id"].as_str().expect("an id").to_owned()
    }

    async fn skip(&self, document: &str) {
        let path = format!("/api/v1/documents/{document}/skip");
        self.ada().await.post(&path, &json!({"reason": "not ours"})).await.expect(200);
    }

    /// As if each first change had come 1,500 times more.
    async fn repeat(&self) {
        let mut tx = self.app.store.begin().await.expect("a transaction");
        sqlx::query(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) \
             INSERT INTO changes (id, tenant_id, subject, nth, kind, mark, body, at) \
             SELECT c.id || '-' || n.i, c.tenant_id, c.subject, 0, c.kind, c.mark, c.body, c.at \
             FROM changes c JOIN n ON c.nth = 1",
        )
        .execute(&mut *tx)
        .await
        .expect("changes");
        tx.commit().await.expect("a commit");
    }

    /// How many changes are left when what is old was forgotten.
    async fn left(&self) -> i64 {
        self.app.sync().forget_changes().await.expect("a database");
        let mut db = self.app.store.read().await.expect("a connection");
        sqlx::query_scalar("SELECT COUNT(*) FROM changes")
            .fetch_one(&mut *db)
            .await
            .expect("a count")
    }

    async fn hook(&self, id: &str) -> Webhook {
        hook(&self.ada().await, id).await
    }

    /// Waits until nothing is owed, while time moves on.
    async fn settled(&self, id: &str) {
        let ada = self.ada().await;
        for _ in 0..400 {
            if hook(&ada, id).await.waiting == 0 {
                return;
            }
            self.app.sync().deliver_once().await.expect("deliveries");
            self.clock.advance(SignedDuration::from_secs(10));
        }
        panic!("still owed: {:?}", deliveries(&ada, id).await);
    }

    /// Waits until a try was noted that `holds`.
    async fn tried(&self, id: &str, holds: impl Fn(&Delivery) -> bool) -> Delivery {
        let ada = self.ada().await;
        for _ in 0..400 {
            self.app.sync().deliver_once().await.expect("deliveries");
            if let Some(found) = deliveries(&ada, id).await.into_iter().find(|one| holds(one)) {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("never tried so: {:?}", deliveries(&ada, id).await);
    }
}

/// A payment on a document that nobody knows.
async fn pay(ada: &Client, id: &str) {
    let payment = json!({"id": id, "direction": "customer", "origin": "manual",
        "document": "REF-UNKNOWN", "amount": "10.00", "date": "2026-10-01"});
    ada.post("/api/v1/payments", &payment).await.expect(200);
}

async fn hook(ada: &Client, id: &str) -> Webhook {
    let all: Page<Webhook> = ada.get(HOOKS).await.expect(200).read();
    all.items.into_iter().find(|one| one.id == id).expect("the webhook")
}

async fn deliveries(ada: &Client, id: &str) -> Vec<Delivery> {
    let path = format!("{HOOKS}/{id}/deliveries");
    let page: Page<Delivery> = ada.get(&path).await.expect(200).read();
    page.items
}

async fn each_change_of_a_document_is_posted_in_order_and_signed(on: On) {
    let house = House::open(on).await;
    let receiver = Receiver::open().await;
    let added = house.add(&receiver).await;
    assert!(added.secret.starts_with("whsec_"));
    let document = house.push("REF-1").await;
    house.skip(&document).await;
    let posted = receiver.wait_for(3).await;
    assert_eq!(receiver.types(), [ARRIVED[0], ARRIVED[1], "document.skipped"]);
    for one in &posted {
        assert!(one.is_signed(&added.secret), "{one:?}");
        let body = one.json();
        assert_eq!(body["data"]["id"], document.as_str());
        assert_eq!(
            body["type"],
            format!("document.{}", body["data"]["state"].as_str().expect("a state"))
        );
        assert!(body["timestamp"].is_string() && one.body.len() < 2_000, "{body}");
    }
    let mut ids: Vec<&str> = posted.iter().map(|one| one.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3, "each change has an id of its own");
    // The same document again is no change.
    house.push("REF-1").await;
    house.settled(&added.webhook.id).await;
    assert_eq!(receiver.posted().len(), 3);
}

#[tokio::test]
async fn the_signature_is_the_one_that_is_published_as_an_example() {
    let example = waypost_tests::receiver::Posted {
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek".to_owned(),
        timestamp: "1614265330".to_owned(),
        signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=".to_owned(),
        body: r#"{"test": 2432232314}"#.to_owned(),
    };
    assert!(example.is_signed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
}

#[tokio::test]
async fn a_receiver_that_refuses_gets_the_same_again_and_nothing_of_that_document_before_it() {
    let house = House::open(On::default()).await;
    let receiver = Receiver::open().await;
    let hook = house.add(&receiver).await.webhook.id;
    receiver.answers(Answers::Status(500));
    let document = house.push("REF-1").await;
    house.skip(&document).await;
    let first = receiver.wait_for(1).await.remove(0);
    let tried = house.tried(&hook, |one| !one.attempts.is_empty()).await;
    assert_eq!((tried.id.as_str(), tried.state), (first.id.as_str(), DeliveryState::Waiting));
    let words = &tried.attempts[0].outcome;
    assert!(words.contains("500") && words.contains("Words of the receiver"), "{words}");
    assert!(house.hook(&hook).await.failing_since.is_some());

    receiver.answers(Answers::Status(200));
    house.settled(&hook).await;
    let posted = receiver.posted();
    assert_eq!(posted.iter().filter(|one| one.id == first.id).count(), 2);
    assert_eq!(receiver.types(), [ARRIVED[0], ARRIVED[0], ARRIVED[1], "document.skipped"]);
    assert_eq!(posted[0].body, posted[1].body, "to the byte");
    assert_eq!(house.hook(&hook).await.failing_since, None);
}

#[tokio::test]
async fn a_receiver_that_refuses_some_changes_gets_all_others_at_once() {
    let house = House::open(On::default()).await;
    let receiver = Receiver::open().await;
    let hook = house.add(&receiver).await.webhook.id;
    receiver.answers(Answers::NoPayments);
    let ada = house.ada().await;
    for number in 1..=10 {
        pay(&ada, &format!("P-{number}")).await;
    }
    receiver.wait_for(10).await;
    house.push("REF-1").await;
    receiver.wait_for(12).await;
    assert_eq!(receiver.types()[10..], ARRIVED);
    assert_eq!(house.hook(&hook).await.failing_since, None);
}

#[tokio::test]
async fn a_slow_receiver_is_cut_off_and_delays_no_other() {
    let house = House::open(On::default()).await;
    let (slow, quick) = (Receiver::open().await, Receiver::open().await);
    slow.answers(Answers::Nothing);
    let hook = house.add(&slow).await.webhook.id;
    house.add(&quick).await;
    for number in 1..=3 {
        house.push(&format!("REF-{number}")).await;
    }
    quick.wait_for(6).await;
    let tried = house.tried(&hook, |one| !one.attempts.is_empty()).await;
    assert_eq!(tried.attempts[0].status, None);
    assert!(tried.attempts[0].outcome.starts_with("There was no answer"), "{tried:?}");
}

#[tokio::test]
async fn a_receiver_that_is_gone_and_comes_back_gets_all_of_it() {
    let house = House::open(On::default()).await;
    let receiver = Receiver::open().await;
    let hook = house.add(&receiver).await.webhook.id;
    let address = receiver.address();
    drop(receiver);
    house.push("REF-1").await;
    house.push("REF-2").await;
    house.tried(&hook, |one| !one.attempts.is_empty()).await;
    house.clock.advance(SignedDuration::from_hours(5));
    let back = Receiver::at(address).await;
    house.settled(&hook).await;
    for document in ["REF-1", "REF-2"] {
        let of =
            |one: &&waypost_tests::receiver::Posted| one.json()["data"]["document"] == document;
        let kinds: Vec<String> = back.posted().iter().filter(of).map(|one| one.kind()).collect();
        assert_eq!(kinds, ARRIVED, "{document}");
    }
}

#[tokio::test]
async fn after_three_days_it_is_given_up_in_words_and_begins_anew_when_it_is_turned_on() {
    let house = House::open(On::default()).await;
    let receiver = Receiver::open().await;
    let hook = house.add(&receiver).await.webhook.id;
    receiver.answers(Answers::Status(503));
    let since = text(house.clock.now_is());
    house.push("REF-1").await;
    house.tried(&hook, |one| !one.attempts.is_empty()).await;
    house.clock.advance(SignedDuration::from_hours(73));
    house.tried(&hook, |one| one.state == DeliveryState::GivenUp).await;
    let stopped = house.hook(&hook).await.stopped.expect("words");
    assert!(stopped.contains("turn the webhook on"), "{stopped}");
    // What changes while nothing is sent is kept, and sent again when somebody asks for it.
    house.push("REF-2").await;
    let ada = house.ada().await;
    let replay = format!("{HOOKS}/{hook}/replay");
    ada.post(&replay, &json!({"since": since})).await.refused(409, "webhook_off");

    receiver.answers(Answers::Status(200));
    let before = receiver.posted().len();
    let on = json!({"url": receiver.url(), "description": "TMS", "enabled": true});
    ada.put(&format!("{HOOKS}/{hook}"), &on).await.expect(200);
    let again = ada.post(&replay, &json!({"since": since})).await.expect(200).json();
    assert_eq!(again, json!({"changes": 4}));
    house.settled(&hook).await;
    // What it was turned on with may have gone before it was owed again.
    let mut ids: Vec<String> =
        receiver.posted().split_off(before).into_iter().map(|one| one.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    ada.post(&replay, &json!({"since": "yesterday"})).await.refused(422, "unusable_value");
}

#[tokio::test]
async fn all_that_is_old_is_forgotten_and_more_when_nobody_is_told_any_more() {
    let house = House::open(On::default()).await;
    let receiver = Receiver::open().await;
    let hook = house.add(&receiver).await.webhook.id;
    house.push("REF-1").await;
    house.settled(&hook).await;
    house.repeat().await;
    assert_eq!(house.left().await, 1_502);
    house.clock.advance(SignedDuration::from_hours(31 * 24));
    assert_eq!(house.left().await, 1, "the next is told apart from it");
    house.ada().await.delete(&format!("{HOOKS}/{hook}")).await.expect(204);
    assert_eq!(house.left().await, 0);
}

#[tokio::test]
async fn what_fails_at_the_old_address_delays_nothing_at_the_new_one() {
    let house = House::open(On::default()).await;
    let (old, new) = (Receiver::open().await, Receiver::open().await);
    let hook = house.add(&old).await.webhook.id;
    old.answers(Answers::Nothing);
    let ada = house.ada().await;
    house.push("REF-1").await;
    old.wait_for(1).await;
    // The try is still under way, and ends without an answer; or it has ended so, and all rests.
    house.clock.advance(SignedDuration::from_secs(1));
    let put = |to: &Receiver| json!({"url": to.url(), "description": "", "enabled": true});
    ada.put(&format!("{HOOKS}/{hook}"), &put(&new)).await.expect(200);
    new.wait_for(2).await;
    assert_eq!(new.types(), ARRIVED);
    assert_eq!(house.hook(&hook).await.failing_since, None);

    new.answers(Answers::Status(503));
    house.push("REF-2").await;
    house.tried(&hook, |one| one.attempts.last().is_some_and(|it| it.status == Some(503))).await;
    old.answers(Answers::Status(200));
    ada.put(&format!("{HOOKS}/{hook}"), &put(&old)).await.expect(200);
    let third = old.wait_for(3).await;
    assert_eq!(third[1].kind(), ARRIVED[0], "posted at once, without the pause of the other");
}

#[tokio::test]
async fn a_receiver_that_says_it_is_gone_is_asked_no_more() {
    let house = House::open(On::default()).await;
    let receiver = Receiver::open().await;
    let hook = house.add(&receiver).await.webhook.id;
    receiver.answers(Answers::Status(410));
    house.push("REF-1").await;
    house.tried(&hook, |one| !one.attempts.is_empty()).await;
    let stopped = house.hook(&hook).await.stopped.expect("words");
    assert!(stopped.contains("410"), "{stopped}");
}

#[tokio::test]
async fn what_changed_while_it_was_off_is_sent_again_under_the_same_ids() {
    let house = House::open(On::default()).await;
    let receiver = Receiver::open().await;
    let hook = house.add(&receiver).await.webhook.id;
    let since = text(house.clock.now_is());
    house.push("REF-1").await;
    let first = receiver.wait_for(2).await;
    house.settled(&hook).await;
    let put = |enabled: bool| json!({"url": receiver.url(), "description": "", "enabled": enabled});
    let path = format!("{HOOKS}/{hook}");
    let ada = house.ada().await;
    ada.put(&path, &put(false)).await.expect(200);
    house.push("REF-2").await;
    ada.put(&path, &put(true)).await.expect(200);
    ada.post(&format!("{path}/replay"), &json!({"since": since})).await.expect(200);
    let all = receiver.wait_for(6).await;
    for one in first {
        let again: Vec<_> = all.iter().filter(|it| it.id == one.id).collect();
        assert_eq!(again.len(), 2, "{one:?}");
        assert_eq!(again[0].body, again[1].body);
    }
    ada.delete(&path).await.expect(204);
    ada.delete(&path).await.refused(404, "not_found");
    house.push("REF-3").await;
    house.app.sync().deliver_once().await.expect("deliveries");
    assert_eq!(receiver.posted().len(), 6);
}

#[tokio::test]
async fn a_payment_is_told_with_its_row() {
    let house = House::open(On::default()).await;
    let receiver = Receiver::open().await;
    house.add(&receiver).await;
    pay(&house.ada().await, "P-1").await;
    let told: Value = receiver.wait_for(1).await[0].json();
    assert!(told["type"].as_str().unwrap().starts_with("payment."), "{told}");
    assert_eq!(told["data"]["payment"], "P-1");
    assert_eq!(told["data"]["amount"], "10.00");
}

#[tokio::test]
async fn addresses_that_are_private_to_the_servers_network_are_refused_in_words() {
    let house = House::open(On::default()).await;
    let ada = house.ada().await;
    for address in [
        "http://tms.example.com/hooks",
        "https://10.0.0.5/hooks",
        "https://169.254.169.254/latest/meta-data",
        "https://[fd00::1]/hooks",
        "https://ann:secret@tms.example.com/hooks",
        "nowhere",
    ] {
        let reply = ada.post(HOOKS, &json!({"url": address})).await;
        let reply = reply.refused(422, "webhook_address_refused");
        assert_eq!(reply.json()["path"], "url", "{address}");
        assert!(!reply.body.contains("ann:secret"), "{}", reply.body);
    }
    assert_eq!(ada.get(HOOKS).await.json()["items"], json!([]));
}

#[tokio::test]
async fn the_secret_of_a_webhook_is_shown_once_even_to_the_same_request() {
    let house = House::open(On::default()).await;
    let receiver = Receiver::open().await;
    let ada = house.ada().await.with("idempotency-key", "add-1");
    let body = json!({"url": receiver.url()});
    let added = ada.post(HOOKS, &body).await.expect(201).json();
    let reply = ada.post(HOOKS, &body).await.refused(409, "key_shown_once");
    let secret = added["secret"].as_str().unwrap();
    assert!(!reply.body.contains(secret));
    assert!(!ada.get(HOOKS).await.body.contains(secret));
    let plain = house.ada().await;
    for _ in 1..10 {
        plain.post(HOOKS, &body).await.expect(201);
    }
    plain.post(HOOKS, &body).await.refused(409, "too_many_webhooks");
}
