//! Storing what became of a document: held, skipped, tried again later, checked later. Each in one
//! transaction with the attempt that led to it.

use jiff::SignedDuration;
use waypost_core::api::{self, State};
use waypost_core::sync::Instant;
use waypost_core::sync::failure::{Aftermath, Standing, TRIES, after, worn_out};
use waypost_core::sync::key::{Outcome, next_attempt};

use super::line::Try;
use super::round::Round;
use super::work::{Held, Work};
use crate::clock::{moment, text};
use crate::connectors::{Class, Rejection};
use crate::store::lane::Fenced;
use crate::store::operation::{self, Due, Operation};
use crate::store::{attempt, intent};
use crate::sync::halt::Halt;

/// A failure that is the lane's, not the operation's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// The remote as a whole fails.
    Paused,
    /// Somebody must sign in.
    SignIn,
}

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
        due.operation.explain(why);
        due.operation.next_try_at = Some(text(self.lane.inner.clock.now() + wait));
        self.decide(&due, from).await?;
        Ok(())
    }

    /// A document that has no intent yet was refused by the remote.
    pub(super) async fn refuse(&self, due: &Due, why: &Rejection) -> Result<(), Halt> {
        let mut due = due.clone();
        let from = due.operation.state;
        match self.mark_failed(&mut due.operation, why).await? {
            Some(Closed::Paused) => self.close(why).await,
            Some(Closed::SignIn) => Err(Halt::LaneClosed),
            None => {
                self.decide(&due, from).await?;
                Ok(())
            }
        }
    }

    /// The remote as a whole failed: the lane pauses.
    pub(super) async fn close(&self, why: &Rejection) -> Result<(), Halt> {
        let mut tx = self.lane.begin().await?;
        self.close_lane(&mut tx, why).await?;
        tx.commit().await?;
        Err(Halt::LaneClosed)
    }

    /// The same, inside a transaction that stores more.
    pub(super) async fn close_lane(&self, tx: &mut Fenced, why: &Rejection) -> Result<(), Halt> {
        self.stop();
        let limits = self.remote.ledger.capabilities().limits;
        Ok(self.lane.close(tx, why, limits).await?)
    }

    /// Marks an operation as held or skipped for a reason.
    pub(super) fn mark_held(&self, operation: &mut Operation, state: State, held: &Held) {
        operation.state = state;
        operation.explain(held);
        operation.next_try_at = None;
        let redone = held.class == Class::NeedsConfig;
        operation.detail.basis = redone.then(|| self.basis.clone());
    }

    /// Marks what a failure leads to (R42). Where it is the lane's, the operation stays as it is.
    pub(super) async fn mark_failed(
        &self,
        operation: &mut Operation,
        why: &Rejection,
    ) -> Result<Option<Closed>, Halt> {
        let now = self.lane.inner.clock.now();
        let standing = self.standing(operation).await?;
        let limits = self.remote.ledger.capabilities().limits;
        match after(why.failure(), standing, limits) {
            Aftermath::LanePauses(_) => return Ok(Some(Closed::Paused)),
            Aftermath::SignIn => return Ok(Some(Closed::SignIn)),
            Aftermath::Again { tries, wait } => {
                operation.tries = tries;
                operation.detail.failed_at = Some(text(now));
                operation.explain(&why.clone().into());
                operation.next_try_at = Some(text(now + wait));
            }
            Aftermath::Person { worn_out: true } => {
                operation.tries = TRIES;
                operation.detail.failed_at = Some(text(now));
                let subject = why.subject.clone();
                let held = Held { subject, ..worn_out(why.code, unpromised(&why.message)) };
                self.mark_held(operation, State::NeedsYou, &held);
            }
            Aftermath::Config | Aftermath::Person { worn_out: false } => {
                self.mark_held(operation, State::NeedsYou, &why.clone().into());
            }
        }
        Ok(None)
    }

    async fn standing(&self, operation: &Operation) -> Result<Standing, Halt> {
        let health = self.lane.health().await?;
        let last = operation.detail.failed_at.as_deref().unwrap_or(&operation.changed_at);
        Ok(Standing {
            lane_failures: health.failures,
            tries: operation.tries,
            last_failed: moment(last).unwrap_or(Instant::from_millis(0)),
            others_succeeded: health.succeeded_at.as_deref().and_then(moment),
        })
    }

    /// Ends a work without a posting: the intent goes, the operation stays as it is marked.
    pub(super) async fn end(
        &self,
        work: &mut Work,
        tried: &Try,
        outcome: &str,
    ) -> Result<(), Halt> {
        let attempt = &mut work.operation.detail.attempt;
        *attempt = next_attempt(*attempt, Outcome::Definite);
        work.operation.detail.sent_as = None;
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
        let id = self.lane.inner.ids.fresh("att");
        attempt::add(tx, self.scope, &id, operation, &kept(tried, outcome)).await?;
        Ok(())
    }
}

/// A failure in words, after which it is not tried again by itself.
pub(super) fn again_and_again(message: &str) -> String {
    format!("{} It failed {TRIES} times while others were posted.", unpromised(message))
}

/// The words of a failure that is tried again by itself, without saying so.
fn unpromised(message: &str) -> &str {
    message.trim_end_matches(" It is tried again by itself.")
}

/// A try as it is kept.
pub(super) fn kept(tried: &Try, outcome: &str) -> api::Attempt {
    api::Attempt {
        at: tried.at.clone(),
        step: tried.step.to_owned(),
        request: tried.request.clone(),
        reply: tried.reply.clone(),
        outcome: outcome.to_owned(),
    }
}
