//! Customer payments go into the books: each under an intent that is durable before its request leaves,
//! looked up before it is sent, recognised by the remote when it is sent again (R40, R41).

mod line;
mod look;
mod outcome;
mod prepare;
mod revisit;

use serde::{Deserialize, Serialize};
use waypost_core::api::State;
use waypost_core::sync::{Class, Held};

use crate::clock::text;
use crate::connectors::{NewPayment, Once};
use crate::hash::sha256_hex;
use crate::store::Scope;
use crate::store::connection::Connection;
use crate::store::intent;
use crate::store::operation::{self, Operation};
use crate::store::payment::{self, Stored};
use crate::sync::halt::Halt;
use crate::sync::lane::Lane;
use crate::sync::remote::Remote;

pub(super) async fn send(lane: &Lane, scope: &Scope, connection: &Connection) -> Result<(), Halt> {
    let due = {
        let now = text(lane.inner.clock.now());
        let mut db = lane.inner.store.read().await?;
        let which = (connection.subsidiary.as_str(), connection.id.as_str());
        payment::to_send(&mut db, scope, which, &now, super::AT_ONCE).await?
    };
    if due.is_empty() {
        return Ok(());
    }
    lane.open().await?;
    let Some(remote) = Remote::new(&lane.inner, scope, connection) else { return Ok(()) };
    let way = Way { lane, scope, connection, remote };
    for (stored, operation) in due {
        way.go(stored, operation).await?;
    }
    Ok(())
}

/// What waited for a setting is tried again at once: the settings changed (R42).
pub(super) async fn redo(lane: &Lane, scope: &Scope, connection: &Connection) -> Result<(), Halt> {
    let now = lane.inner.clock.now();
    let mut tx = lane.begin().await?;
    for waiting in operation::waiting_payments(tx.db(), scope, &connection.id).await? {
        if waiting.detail.class == Some(Class::NeedsConfig) && waiting.next_try_at.is_some() {
            let due = Operation { next_try_at: None, ..waiting };
            operation::place(tx.db(), scope, &due, State::Waiting, now).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// The way of one connection's payments.
struct Way<'a> {
    lane: &'a Lane,
    scope: &'a Scope,
    connection: &'a Connection,
    remote: Remote<'a>,
}

/// What a worker must know to go on after a crash.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Content {
    payment: NewPayment,
    once: Once,
    /// Our ids of the documents that it settles.
    #[serde(default)]
    documents: Vec<String>,
}

/// A payment that may go.
struct Ready {
    payment: NewPayment,
    /// Our ids of the documents that it settles.
    documents: Vec<String>,
    /// Less is open there than it would pay.
    short: Option<Held>,
}

/// Part of the payment stands in the books: the rest of it is another payment there.
fn another(operation: &Operation) -> Operation {
    let mut another = operation.anew();
    another.detail.generation += 1;
    another.detail.attempt = 1;
    another
}

/// What is known before the books are asked whether they have a payment.
enum Before {
    /// It was sent, and not answered.
    Sent,
    /// It was not. Where less is open than it would pay, that keeps it from being sent, unless it is
    /// what paid.
    Unsent(Option<Held>),
}

impl Way<'_> {
    async fn go(&self, stored: Stored, operation: Option<Operation>) -> Result<(), Halt> {
        let mut operation = match operation {
            Some(operation) => operation,
            None => self.owe(&stored).await?,
        };
        let begun = {
            let mut db = self.lane.inner.store.read().await?;
            intent::of_operation(&mut db, self.scope, &operation.id).await?
        };
        match (operation.state, begun) {
            // A run of the worker ended between intent and outcome.
            (State::Sending, Some(intent)) => self.quarantine(&mut operation, &intent).await,
            (State::Checking, Some(intent)) => {
                let content: Content = serde_json::from_str(&intent.content)?;
                self.look(&stored, operation, content, Before::Sent).await
            }
            (State::NeedsYou, _) => self.revisit(&stored, operation).await,
            (state, _) => {
                if state == State::Posted {
                    operation = another(&operation);
                }
                match self.prepare(&stored).await? {
                    Ok(Ready { payment, documents, short }) => {
                        let content = Content { once: self.once(&operation), payment, documents };
                        self.look(&stored, operation, content, Before::Unsent(short)).await
                    }
                    Err(held) => self.hold(&stored, &mut operation, &held).await,
                }
            }
        }
    }

    async fn owe(&self, stored: &Stored) -> Result<Operation, Halt> {
        let now = self.lane.inner.clock.now();
        let ids = self.lane.inner.ids.as_ref();
        let owed = (stored.id.as_str(), self.connection.id.as_str());
        let mut tx = self.lane.begin().await?;
        let operation = operation::owe_payment(tx.db(), self.scope, owed, now, ids).await?;
        tx.commit().await?;
        Ok(operation)
    }

    fn once(&self, operation: &Operation) -> Once {
        let key = operation::key(&self.connection.id, &operation.subject, &operation.detail);
        let request = sha256_hex(key.as_bytes()).chars().take(32).collect();
        Once { request, part: "p".to_owned(), again: false }
    }
}
