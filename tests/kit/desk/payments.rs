//! Payments at the desk: handed in by the source, and what became of each.

use serde_json::{Value, json};
use waypost_core::api::{DriftRow, PaymentRow};
use waypost_core::wire::Payment;
use waypost_server::clock::Clock;
use waypost_server::store::payment::{self, Filter};
use waypost_server::sync::{Retried, retry_payment, take_payment};

use super::Desk;

/// As many as a story has.
const ALL: u32 = 500;

impl Desk {
    /// The source hands a payment in under this id; a row for each of its allocations.
    pub async fn take(&self, id: &str, paid: &Value) -> Vec<PaymentRow> {
        let mut paid = paid.clone();
        paid["id"] = json!(id);
        let paid: Payment = serde_json::from_value(paid).expect("a payment");
        let now = self.clock.now();
        let mut tx = self.store.begin().await.expect("a transaction");
        let taken = take_payment(&mut tx, &self.scope, id, paid, self.ids.as_ref(), now).await;
        tx.commit().await.expect("a commit");
        taken.expect("taken").rows
    }

    /// All payments, a row for each allocation, newest payment first.
    pub async fn payments(&self) -> Vec<PaymentRow> {
        let mut db = self.store.read().await.expect("a connection");
        payment::list(&mut db, &self.scope, &Filter::default(), ALL).await.expect("payments")
    }

    /// The payment of this id at the source.
    pub async fn payment(&self, id: &str) -> PaymentRow {
        let all = self.payments().await;
        all.into_iter().find(|one| one.payment == id).expect("the payment")
    }

    /// The allocations of the payment of this id at the source, in their order.
    pub async fn allocations(&self, id: &str) -> Vec<PaymentRow> {
        let all = self.payments().await;
        all.into_iter().filter(|one| one.payment == id).collect()
    }

    /// A person chooses Retry on a payment.
    pub async fn retry_payment(&self, id: &str) {
        let id = self.payment(id).await.id;
        let mut tx = self.store.begin().await.expect("a transaction");
        let (ids, now) = (self.ids.as_ref(), self.clock.now());
        let retried = retry_payment(&mut tx, &self.scope, &id, ids, now).await;
        assert_eq!(retried.expect("a database"), Retried::Yes);
        tx.commit().await.expect("a commit");
    }

    /// What the books changed after it counted here, newest first.
    pub async fn drifts(&self) -> Vec<DriftRow> {
        let mut db = self.store.read().await.expect("a connection");
        payment::drifts(&mut db, &self.scope, None, ALL).await.expect("drifts")
    }
}
