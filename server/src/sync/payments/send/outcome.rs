//! What became of a payment that was sent, or could not be: stored, with when it is tried again (R42).

use jiff::SignedDuration;
use waypost_core::api::State;
use waypost_core::sync::Held;
use waypost_core::sync::failure::pause;
use waypost_core::sync::key::{Outcome, next_attempt};
use waypost_core::sync::limits::Quarantine;

use super::super::retry::confirmed;
use super::super::{differs, judge};
use super::Way;
use crate::clock::{instant, instant_text, moment, text};
use crate::connectors::{Call, Class, Rejection};
use crate::store::intent::{self, Intent};
use crate::store::lane::Fenced;
use crate::store::operation::Operation;
use crate::store::payment::{self, Stored};
use crate::sync::halt::Halt;

/// Pause before what needs a setting of the books is tried again: they do not say when it changes.
const CONFIG_PAUSE: SignedDuration = SignedDuration::from_hours(1);

impl Way<'_> {
    /// It stands in the books.
    pub(super) async fn done(
        &self,
        mut operation: Operation,
        (remote_id, documents): (&str, &[String]),
        call: &Call,
        outcome: &str,
    ) -> Result<(), Halt> {
        operation.clear();
        operation.state = State::Posted;
        operation.tries = 0;
        operation.detail.remote_id = Some(remote_id.to_owned());
        let mut tx = self.lane.begin().await?;
        let way = (operation.subject.as_str(), self.connection.id.as_str());
        payment::held(tx.db(), self.scope, &operation.subject).await?;
        if !payment::sending(tx.db(), self.scope, way, documents).await? {
            // What is adopted was not marked before, and the source changed it: the next round looks again.
            return Ok(());
        }
        payment::sent(tx.db(), self.scope, way, remote_id).await?;
        self.save(&mut tx, &operation).await?;
        intent::end(&mut tx, self.scope, &operation.id).await?;
        self.note(&mut tx, &operation, call, outcome).await?;
        self.lane.succeeded(&mut tx).await?;
        self.judge(&mut tx, &operation).await?;
        self.commit(tx, "payment posted").await
    }

    /// It was sent, did not arrive, and is not to go any more: the try is over.
    pub(super) async fn never_arrived(
        &self,
        operation: &Operation,
        call: &Call,
    ) -> Result<(), Halt> {
        let mut over = operation.anew();
        over.detail.attempt = next_attempt(over.detail.attempt, Outcome::Definite);
        let mut tx = self.lane.begin().await?;
        self.over(&mut tx, &over).await?;
        self.note(&mut tx, &over, call, "It had not arrived, and is not to go any more.").await?;
        self.judge(&mut tx, &over).await?;
        self.commit(tx, "payment not sent").await
    }

    /// The books have one under our id that settles something else: a person looks (R47).
    pub(super) async fn different(
        &self,
        operation: &Operation,
        remote_id: &str,
        call: &Call,
    ) -> Result<(), Halt> {
        let mut held = operation.anew();
        held.detail.attempt = next_attempt(held.detail.attempt, Outcome::Definite);
        held.state = State::NeedsYou;
        held.explain(&found_different(remote_id));
        let mut tx = self.lane.begin().await?;
        self.over(&mut tx, &held).await?;
        self.note(&mut tx, &held, call, "The books have it otherwise.").await?;
        self.judge(&mut tx, &held).await?;
        self.commit(tx, "payment different").await
    }

    /// Nothing of it is on its way any more.
    async fn over(&self, tx: &mut Fenced, operation: &Operation) -> Result<(), Halt> {
        let way = (operation.subject.as_str(), self.connection.id.as_str());
        payment::not_sent(tx.db(), self.scope, way).await?;
        self.save(tx, operation).await?;
        intent::end(tx, self.scope, &operation.id).await?;
        Ok(())
    }

    /// The outcome is certain: what the source did meanwhile counts now.
    async fn judge(&self, tx: &mut Fenced, operation: &Operation) -> Result<(), Halt> {
        let stored = payment::held(tx.db(), self.scope, &operation.subject).await?;
        let Some(stored) = stored else { return Ok(()) };
        let now = self.lane.inner.clock.now();
        let ids = self.lane.inner.ids.as_ref();
        let left = payment::realign(tx.db(), self.scope, &stored, true, &text(now)).await?;
        judge::decide_changed(tx.db(), self.scope, &stored, &left, ids, &text(now)).await?;
        differs::note(tx.db(), self.scope, &stored, ids, now).await?;
        Ok(())
    }

    /// Nothing was made: the class decides (R42).
    pub(super) async fn refused(
        &self,
        stored: &Stored,
        operation: &mut Operation,
        call: &Call,
        why: &Rejection,
    ) -> Result<(), Halt> {
        let next = match why.class {
            Class::NeedsConfig => Some(text(self.lane.inner.clock.now() + CONFIG_PAUSE)),
            Class::NeedsPerson | Class::Permanent => None,
            Class::Transient | Class::RateLimited | Class::Auth => {
                Some(self.after_pause(operation.tries + 1))
            }
        };
        operation.state = if next.is_some() { State::Waiting } else { State::NeedsYou };
        operation.explain(&why.clone().into());
        operation.next_try_at = next;
        let mut tx = self.lane.begin().await?;
        if !self.is_current(&mut tx, stored).await? {
            // What the source has by now was not refused.
            *operation = operation.anew();
        }
        self.over(&mut tx, operation).await?;
        self.note(&mut tx, operation, call, &why.message).await?;
        self.judge(&mut tx, operation).await?;
        self.commit(tx, "payment refused").await?;
        self.stop_for(why).await
    }

    pub(super) async fn later(
        &self,
        operation: &mut Operation,
        why: &Rejection,
    ) -> Result<(), Halt> {
        operation.next_try_at = Some(self.after_pause(operation.tries + 1));
        operation.explain(&why.clone().into());
        let mut tx = self.lane.begin().await?;
        self.save(&mut tx, operation).await?;
        self.commit(tx, "payment later").await
    }

    /// It is not sent: for now, for good where the books show it already, or until a person did something.
    pub(super) async fn hold(
        &self,
        stored: &Stored,
        operation: &mut Operation,
        held: &Held,
    ) -> Result<(), Halt> {
        let person = !held.class.retries() && held.class != Class::NeedsConfig;
        let mut tx = self.lane.begin().await?;
        if !self.is_current(&mut tx, stored).await? {
            return Ok(());
        }
        if person && payment::confirmed(tx.db(), self.scope, &operation.id).await? {
            *operation = operation.anew();
            operation.state = State::Skipped;
            operation.explain(&confirmed());
            self.save(&mut tx, operation).await?;
            return self.commit(tx, "payment confirmed").await;
        }
        operation.state = if person { State::NeedsYou } else { State::Waiting };
        operation.next_try_at = (!person).then(|| self.after_pause(6));
        operation.explain(held);
        self.save(&mut tx, operation).await?;
        self.commit(tx, "payment held").await
    }

    pub(super) async fn quarantine(
        &self,
        operation: &mut Operation,
        intent: &Intent,
    ) -> Result<(), Halt> {
        let now = instant(self.lane.inner.clock.now());
        let written = moment(&intent.written_at).unwrap_or(now);
        operation.state = State::Checking;
        operation.next_try_at = Some(instant_text(self.quarantine_length().ends(written)));
        operation.explain(&unanswered());
        let mut tx = self.lane.begin().await?;
        self.save(&mut tx, operation).await?;
        self.commit(tx, "payment quarantine").await
    }

    pub(super) fn quarantine_length(&self) -> Quarantine {
        self.remote.ledger.capabilities().limits.quarantine
    }

    pub(super) fn after_pause(&self, failures: u32) -> String {
        text(self.lane.inner.clock.now() + pause(failures))
    }

    /// Ends the round where the remote as a whole, or the sign-in, is at fault.
    pub(super) async fn stop_for(&self, why: &Rejection) -> Result<(), Halt> {
        if why.remote_wide {
            let mut tx = self.lane.begin().await?;
            let limits = self.remote.ledger.capabilities().limits;
            self.lane.close(&mut tx, why, limits).await?;
            tx.commit().await?;
            return Err(Halt::LaneClosed);
        }
        if why.class == Class::Auth { Err(Halt::LaneClosed) } else { Ok(()) }
    }
}

pub(super) fn unanswered() -> Held {
    Held::for_now(
        "no_answer",
        "Sent, and not answered. The books are asked whether it arrived once they can no longer be \
         working on it; until then nothing is sent again."
            .to_owned(),
    )
}

fn found_different(remote_id: &str) -> Held {
    Held::person(
        "found_different",
        format!(
            "The books have this payment as {remote_id}, on other invoices than it was sent for. Look at it \
             there: apply it to what it pays here, or void it; then choose Retry."
        ),
    )
}
