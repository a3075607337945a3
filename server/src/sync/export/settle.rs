//! Storing what became of a document: held, skipped, tried again later, checked later. Each in one
//! transaction with the attempt that led to it.

use jiff::SignedDuration;
use waypost_core::api::{self, State};

use super::round::{Round, Try};
use super::work::{Held, Work};
use crate::clock::text;
use crate::connectors::{Class, Rejection};
use crate::store::lane::Fenced;
use crate::store::operation::{self, Due, Operation};
use crate::store::{attempt, intent};
use crate::sync::halt::Halt;
use crate::sync::lane::pause;

/// Failures of one operation, while others succeed, after which a person decides (R42).
const TRIES: u32 = 5;

impl Round<'_> {
    /// A document that has no intent yet waits for a person, or is skipped.
    pub(super) async fn hold(&self, due: &Due, state: State, held: &Held) -> Result<(), Halt> {
        let mut due = due.clone();
        let from = due.operation.state;
        self.mark_held(&mut due.operation, state, held);
        self.decide(&due, from).await?;
        Ok(())
    }

    /// A document that has no intent yet waits until `wait` is over.
    pub(super) async fn wait(
        &self,
        due: &Due,
        wait: SignedDuration,
        why: &Held,
    ) -> Result<(), Halt> {
        let mut due = due.clone();
        let from = due.operation.state;
        due.operation.state = State::Waiting;
        due.operation.reason = Some(why.reason.clone());
        due.operation.detail.message = Some(why.message.clone());
        due.operation.next_try_at = Some(text(self.lane.inner.clock.now() + wait));
        self.decide(&due, from).await?;
        Ok(())
    }

    /// A document that has no intent yet was refused by the remote.
    pub(super) async fn refuse(&self, due: &Due, why: &Rejection) -> Result<(), Halt> {
        if why.remote_wide {
            return self.close(why).await;
        }
        match why.class {
            Class::Auth => Err(Halt::LaneClosed),
            class if class.retries() => {
                let mut due = due.clone();
                let from = due.operation.state;
                self.count_failure(&mut due.operation, why).await?;
                self.decide(&due, from).await?;
                Ok(())
            }
            _ => self.hold(due, State::NeedsYou, &why.clone().into()).await,
        }
    }

    /// The remote as a whole failed: the lane pauses.
    pub(super) async fn close(&self, why: &Rejection) -> Result<(), Halt> {
        let mut tx = self.lane.begin().await?;
        self.lane.close(&mut tx, why).await?;
        tx.commit().await?;
        Err(Halt::LaneClosed)
    }

    /// Marks an operation as held or skipped for a reason.
    pub(super) fn mark_held(&self, operation: &mut Operation, state: State, held: &Held) {
        operation.state = state;
        operation.reason = Some(held.reason.clone());
        operation.next_try_at = None;
        operation.detail.message = Some(held.message.clone());
        operation.detail.class = Some(held.class);
        let redone = held.class == Class::NeedsConfig;
        operation.detail.basis = redone.then(|| self.basis.clone());
    }

    /// Counts a failure of this operation alone, if others succeeded since its last one, and sets
    /// its next try, or lets a person decide after the fifth.
    pub(super) async fn count_failure(
        &self,
        operation: &mut Operation,
        why: &Rejection,
    ) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        let last = operation.detail.failed_at.as_deref().unwrap_or(&operation.changed_at);
        let others = self.lane.health().await?.succeeded_at;
        if others.is_some_and(|at| at.as_str() >= last) {
            operation.tries += 1;
        }
        operation.detail.failed_at = Some(text(now));
        if operation.tries >= TRIES {
            let message = format!(
                "{} It failed {TRIES} times while others were posted. Look into it, then choose \
                 Retry.",
                why.message
            );
            let held = Held { reason: why.code.to_owned(), class: Class::NeedsPerson, message };
            self.mark_held(operation, State::NeedsYou, &held);
        } else {
            operation.reason = Some(why.code.to_owned());
            operation.detail.message = Some(why.message.clone());
            operation.next_try_at = Some(text(now + pause(operation.tries.max(1))));
        }
        Ok(())
    }

    /// Ends a work without a posting: the intent goes, the operation stays as it is marked.
    pub(super) async fn end(
        &self,
        work: &mut Work,
        tried: &Try,
        outcome: &str,
    ) -> Result<(), Halt> {
        // A definite outcome ends the try: the next one has another key (R40).
        work.operation.detail.attempt += 1;
        let mut tx = self.store(work, Some((tried, outcome))).await?;
        intent::end(&mut tx, self.scope, &work.operation.id).await?;
        self.commit(tx, "outcome").await
    }

    /// Opens a transaction with the operation, and the attempt where there was one.
    pub(super) async fn store(
        &self,
        work: &Work,
        tried: Option<(&Try, &str)>,
    ) -> Result<Fenced, Halt> {
        let now = self.lane.inner.clock.now();
        let mut tx = self.lane.begin().await?;
        let connection = &self.connection.id;
        operation::save(&mut tx, self.scope, &work.operation, connection, now).await?;
        if let Some((tried, outcome)) = tried {
            self.note(&mut tx, &work.operation.id, tried, outcome).await?;
        }
        Ok(tx)
    }

    /// Stores the intent as it is now, together with operation and attempt.
    pub(super) async fn advance(
        &self,
        work: &mut Work,
        tried: &Try,
        outcome: &str,
    ) -> Result<(), Halt> {
        work.intent.content = serde_json::to_string(&work.content)?;
        let now = self.lane.inner.clock.now();
        let mut tx = self.store(work, Some((tried, outcome))).await?;
        intent::put(&mut tx, self.scope, &work.intent, now).await?;
        self.lane.succeeded(&mut tx).await?;
        self.commit(tx, tried.step).await
    }

    /// Commits between two checkpoints.
    pub(super) async fn commit(&self, tx: Fenced, name: &str) -> Result<(), Halt> {
        self.lane.pass(&format!("{name}: before it is durable"))?;
        tx.commit().await?;
        self.lane.pass(&format!("{name}: durable"))
    }

    /// Keeps an attempt.
    pub(super) async fn note(
        &self,
        tx: &mut Fenced,
        operation: &str,
        tried: &Try,
        outcome: &str,
    ) -> Result<(), Halt> {
        let attempt = api::Attempt {
            at: tried.at.clone(),
            step: tried.step.to_owned(),
            request: tried.request.clone(),
            reply: tried.reply.clone(),
            outcome: outcome.to_owned(),
        };
        let id = self.lane.inner.ids.fresh("att");
        attempt::add(tx, self.scope, &id, operation, &attempt).await?;
        Ok(())
    }
}
