//! From a known draft to a posting. Every step here may be repeated: after a crash it simply is
//! (R41: posting a known draft is harmless to repeat).

use waypost_core::api::State;

use super::round::{Round, Try};
use super::work::{Held, Work};
use crate::connectors::{Answer, Ask, Class, Rejection};
use crate::store::intent::{self, Step};
use crate::sync::halt::Halt;

impl Round<'_> {
    /// Drives a document whose remote id is known to its outcome. True when that is certain.
    pub(super) async fn drive(&mut self, mut work: Work) -> Result<bool, Halt> {
        loop {
            let went_on = match work.intent.step {
                Step::Creating => false,
                Step::Created => self.order_posting(&mut work).await?,
                Step::Removing => self.remove(&mut work).await?,
                Step::Posted => self.verify(&mut work).await?,
                Step::Updating => self.send_change(&mut work).await?,
            };
            let settled = !matches!(work.operation.state, State::Sending | State::Checking);
            if settled || !went_on {
                return Ok(settled);
            }
        }
    }

    async fn order_posting(&mut self, work: &mut Work) -> Result<bool, Halt> {
        let ask = Ask::Post(work.content.draft.kind, remote_id(work));
        let (answer, tried) = self.ask(work, ask).await?;
        match answer {
            Answer::Rejected(why) | Answer::Unknown(why) if why.class.retries() => {
                self.try_later(work, &tried, &why).await
            }
            Answer::Rejected(why) | Answer::Unknown(why) => {
                let why = work.named(why);
                self.posting_refused(work, &tried, why).await
            }
            _ => {
                work.content.posting_ordered = true;
                work.intent.step = Step::Posted;
                self.advance(work, &tried, "Accepted: posted.").await?;
                Ok(true)
            }
        }
    }

    async fn posting_refused(
        &mut self,
        work: &mut Work,
        tried: &Try,
        why: Rejection,
    ) -> Result<bool, Halt> {
        if why.class == Class::Auth {
            return Err(Halt::LaneClosed);
        }
        if why.code == "record_gone" {
            // Somebody removed the draft: looked up by number, and made again if it is gone.
            work.operation.state = State::Waiting;
            work.operation.detail.remote_id = None;
            self.end(work, tried, &why.message).await?;
            return Ok(true);
        }
        let held: Held = why.into();
        let outcome = held.message.clone();
        self.take_back(work, tried, held, &outcome).await
    }

    /// The draft must go before a person is asked: nothing half done stays in the books.
    async fn take_back(
        &mut self,
        work: &mut Work,
        tried: &Try,
        held: Held,
        outcome: &str,
    ) -> Result<bool, Halt> {
        work.operation.state = State::Sending;
        work.operation.next_try_at = None;
        work.operation.explain(&held);
        work.content.removal = Some(held);
        work.intent.step = Step::Removing;
        self.advance(work, tried, outcome).await?;
        Ok(true)
    }

    async fn remove(&mut self, work: &mut Work) -> Result<bool, Halt> {
        let ask = Ask::Remove(work.content.draft.kind, remote_id(work));
        let (answer, tried) = self.ask(work, ask).await?;
        let mut held = work.content.removal.clone().unwrap_or_else(|| {
            let message = "Its draft was removed. Choose Retry to send it again.";
            Held::person("draft_removed", message.to_owned())
        });
        let outcome = match answer {
            Answer::Rejected(why) | Answer::Unknown(why) if why.code == "already_posted" => {
                work.intent.step = Step::Posted;
                work.content.removal = None;
                self.advance(work, &tried, &why.message).await?;
                return Ok(true);
            }
            Answer::Rejected(why) | Answer::Unknown(why) if why.class.retries() => {
                return self.try_later(work, &tried, &why).await;
            }
            Answer::Rejected(why) | Answer::Unknown(why) if why.class == Class::Auth => {
                return Err(Halt::LaneClosed);
            }
            Answer::Rejected(why) | Answer::Unknown(why) => {
                held.message = format!(
                    "{} Its draft could not be removed: {} Remove it in the books first.",
                    held.message, why.message
                );
                why.message
            }
            _ => "Draft removed.".to_owned(),
        };
        work.operation.detail.remote_id = None;
        self.mark_held(&mut work.operation, State::NeedsYou, &held);
        self.end(work, &tried, &outcome).await?;
        Ok(true)
    }

    /// Tried again by itself: at once when the lane opens again, or after a pause of its own.
    pub(super) async fn try_later(
        &mut self,
        work: &mut Work,
        tried: &Try,
        why: &Rejection,
    ) -> Result<bool, Halt> {
        let closed = self.mark_failed(&mut work.operation, why).await?;
        if work.operation.state == State::NeedsYou && work.intent.step == Step::Created {
            let message = work.operation.detail.message.clone().unwrap_or_default();
            let held = Held::person(why.code, message);
            return self.take_back(work, tried, held, &why.message).await;
        }
        if work.operation.state == State::NeedsYou {
            work.operation.state = State::Sending;
        }
        let mut tx = self.store(work, Some((tried, &why.message))).await?;
        if closed.is_some() {
            self.close_lane(&mut tx, why).await?;
        }
        self.commit(tx, tried.step).await?;
        if closed.is_some() { Err(Halt::LaneClosed) } else { Ok(false) }
    }

    /// Asks one thing about a work.
    pub(super) async fn ask(&self, work: &Work, ask: Ask) -> Result<(Answer, Try), Halt> {
        let calls = self.remote.ledger.encode(&work.content.target, &[ask]);
        let call = calls.first().ok_or(Halt::Stopped)?;
        let (sent, tried) = self.send(call).await?;
        Ok((sent.single(), tried))
    }

    /// Ends a work as a posting or without one.
    pub(super) async fn end_intent(
        &self,
        tx: &mut crate::store::lane::Fenced,
        work: &Work,
    ) -> Result<(), Halt> {
        intent::end(tx, self.scope, &work.operation.id).await?;
        Ok(())
    }
}

pub(super) fn remote_id(work: &Work) -> String {
    work.intent.remote_id.clone().unwrap_or_default()
}
