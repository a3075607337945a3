//! How a payment's worker asks the books and keeps what came of it.

use jiff::Timestamp;

use super::Way;
use crate::clock::text;
use crate::connectors::{Answer, Ask, Call};
use crate::store::operation::{self, Operation};
use crate::store::payment::{self, Stored};
use crate::store::{attempt, lane::Fenced};
use crate::sync::halt::Halt;
use crate::sync::lane::Under;
use crate::sync::remote::Sent;
use crate::transport::request_text;

impl Way<'_> {
    pub(super) async fn ask(&self, ask: Ask) -> Result<(Answer, Call), Halt> {
        let calls = self.remote.ledger.encode(&self.remote.target, &[ask]);
        let call = calls.into_iter().next().ok_or(Halt::Stopped)?;
        let sent = self.send_call(&call, None).await?;
        Ok((sent.single(), call))
    }

    pub(super) async fn send_call(
        &self,
        call: &Call,
        intended_at: Option<Timestamp>,
    ) -> Result<Sent, Halt> {
        self.lane.keep().await?;
        self.lane.pass(&format!("{}: before the request", call.step))?;
        let under = Under { lane: self.lane, intended_at };
        let sent = self.remote.send(call, Some(&under)).await?;
        self.lane.pass(&format!("{}: after the reply", call.step))?;
        Ok(sent)
    }

    /// Whether the source has it as it was read: nobody changes it until the transaction ends. Where it has
    /// not, the next round looks again.
    pub(super) async fn is_current(&self, tx: &mut Fenced, stored: &Stored) -> Result<bool, Halt> {
        Ok(payment::held(tx.db(), self.scope, &stored.id).await?.as_ref() == Some(stored))
    }

    pub(super) async fn save(&self, tx: &mut Fenced, operation: &Operation) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        operation::save(tx, self.scope, operation, &self.connection.id, now).await?;
        Ok(())
    }

    pub(super) async fn note(
        &self,
        tx: &mut Fenced,
        operation: &Operation,
        call: &Call,
        outcome: &str,
    ) -> Result<(), Halt> {
        let tried = waypost_core::api::Attempt {
            at: text(self.lane.inner.clock.now()),
            step: call.step.to_owned(),
            request: request_text(call),
            reply: None,
            outcome: outcome.to_owned(),
        };
        let id = self.lane.inner.ids.fresh("att");
        attempt::add(tx, self.scope, &id, &operation.id, &tried).await?;
        Ok(())
    }

    pub(super) async fn commit(&self, tx: Fenced, name: &str) -> Result<(), Halt> {
        self.lane.pass(&format!("{name}: before it is durable"))?;
        tx.commit().await?;
        self.lane.pass(&format!("{name}: durable"))
    }
}
