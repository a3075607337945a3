//! Asking the books whether they have a payment, and sending it where they do not.

use std::collections::BTreeSet;

use waypost_core::api::State;
use waypost_core::sync::key::{Outcome, next_attempt};

use super::super::judge;
use super::outcome::unanswered;
use super::{Before, Content, Way};
use crate::clock::{instant, instant_text, text};
use crate::connectors::{Answer, Ask, Call, RemotePayment};
use crate::hash::sha256_hex;
use crate::store::intent::{self, Intent, Step};
use crate::store::operation::{self, Operation};
use crate::store::payment::{self, Stored};
use crate::sync::halt::Halt;

impl Way<'_> {
    /// Asks the books whether they have it, then sends it, or takes what is there.
    pub(super) async fn look(
        &self,
        stored: &Stored,
        mut operation: Operation,
        content: Content,
        before: Before,
    ) -> Result<(), Halt> {
        let (answer, call) = self.ask(Ask::FindPayment(content.payment.clone())).await?;
        let found = match answer {
            Answer::Payments(found) => found,
            Answer::Rejected(why) | Answer::Unknown(why) => {
                self.stop_for(&why).await?;
                return self.later(&mut operation, &why).await;
            }
            _ => return Err(Halt::Unread),
        };
        let known = self.known(stored).await?;
        let ours = |one: &RemotePayment| {
            one.our_id.as_deref() == Some(stored.id.as_str()) && !known.contains(&one.id)
        };
        let found: Vec<RemotePayment> = found.into_iter().filter(ours).collect();
        if let Some(same) = found.iter().find(|one| is_same(one, &content)) {
            let made = (same.id.as_str(), content.documents.as_slice());
            return self.done(operation, made, &call, "It was in the books: adopted.").await;
        }
        if let Some(other) = found.first() {
            return self.different(&operation, &other.id, &call).await;
        }
        if matches!(before, Before::Sent) && !self.still_goes(stored, &content).await? {
            return self.never_arrived(&operation, &call).await;
        }
        let outcome = match before {
            Before::Unsent(Some(short)) => return self.hold(stored, &mut operation, &short).await,
            Before::Unsent(None) => "Not in the books yet.",
            Before::Sent => "It had not arrived.",
        };
        if !self.intend(stored, &mut operation, &content, (&call, outcome)).await? {
            return Ok(());
        }
        self.create(stored, operation, content).await
    }

    /// The ids under which the books hold other parts of it.
    async fn known(&self, stored: &Stored) -> Result<BTreeSet<String>, Halt> {
        let mut db = self.lane.inner.store.read().await?;
        let parts = payment::parts(&mut db, self.scope, &stored.id).await?;
        Ok(parts.into_iter().filter_map(|part| part.remote_id).collect())
    }

    /// Whether it is to go to the books as things stand now, just as it was sent.
    async fn still_goes(&self, stored: &Stored, content: &Content) -> Result<bool, Halt> {
        let mut db = self.lane.inner.store.read().await?;
        Ok(judge::goes(&mut db, self.scope, stored, &content.documents).await?)
    }

    /// Makes the intent durable. False when the source changed the payment since it was read: the next round
    /// decides anew.
    async fn intend(
        &self,
        stored: &Stored,
        operation: &mut Operation,
        content: &Content,
        (looked, outcome): (&Call, &str),
    ) -> Result<bool, Halt> {
        let now = self.lane.inner.clock.now();
        operation.state = State::Sending;
        operation.lane = self.lane.name().to_owned();
        operation.clear();
        let payload = serde_json::to_string(&content.payment)?;
        let connection = &self.connection.id;
        let intent = Intent {
            operation: operation.id.clone(),
            key: operation::key(connection, &operation.subject, &operation.detail),
            payload_hash: sha256_hex(payload.as_bytes()),
            payload,
            content: serde_json::to_string(content)?,
            step: Step::Creating,
            remote_id: None,
            written_at: text(now),
        };
        let mut tx = self.lane.begin().await?;
        let way = (stored.id.as_str(), connection.as_str());
        if !self.is_current(&mut tx, stored).await?
            || !payment::sending(tx.db(), self.scope, way, &content.documents).await?
        {
            return Ok(false);
        }
        operation::save(&mut tx, self.scope, operation, connection, now).await?;
        intent::put(&mut tx, self.scope, &intent, now).await?;
        self.note(&mut tx, operation, looked, outcome).await?;
        self.commit(tx, "payment intent").await?;
        Ok(true)
    }

    async fn create(
        &self,
        stored: &Stored,
        mut operation: Operation,
        content: Content,
    ) -> Result<(), Halt> {
        let intended_at = self.lane.inner.clock.now();
        let documents = content.documents;
        let ask = Ask::Pay(content.payment, content.once);
        let calls = self.remote.ledger.encode(&self.remote.target, &[ask]);
        let call = calls.first().ok_or(Halt::Stopped)?;
        let sent = self.send_call(call, Some(intended_at)).await?;
        match sent.single() {
            Answer::Payments(mut made) if made.len() == 1 => {
                let Some(made) = made.pop() else { return Err(Halt::Stopped) };
                let made = (made.id.as_str(), documents.as_slice());
                self.done(operation, made, call, "Accepted: in the books.").await
            }
            Answer::Rejected(why) => {
                let attempt = &mut operation.detail.attempt;
                *attempt = next_attempt(*attempt, Outcome::Definite);
                self.refused(stored, &mut operation, call, &why).await
            }
            Answer::Unknown(why) => {
                let now = instant(self.lane.inner.clock.now());
                operation.state = State::Checking;
                operation.next_try_at = Some(instant_text(self.quarantine_length().ends(now)));
                operation.explain(&unanswered());
                let mut tx = self.lane.begin().await?;
                self.save(&mut tx, &operation).await?;
                self.note(&mut tx, &operation, call, &why.message).await?;
                self.commit(tx, "payment unanswered").await?;
                self.stop_for(&why).await
            }
            _ => Err(Halt::Unread),
        }
    }
}

/// Whether a payment of the books settles just what was sent (R47).
fn is_same(found: &RemotePayment, content: &Content) -> bool {
    let (mut theirs, mut ours) = (found.settles.clone(), content.payment.settles.clone());
    theirs.sort();
    ours.sort();
    theirs == ours
}
