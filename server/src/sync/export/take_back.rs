//! Taking a draft back: its posting was refused, or its total is not ours. Nothing half done stays in the
//! books before a person is asked.

use waypost_core::api::State;

use super::line::{Heard, Try};
use super::round::Round;
use super::work::{Held, Work};
use crate::connectors::{Answer, Class, Rejection};
use crate::store::intent::Step;
use crate::sync::halt::Halt;

impl Round<'_> {
    pub(super) async fn posting_refused(
        &self,
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
    pub(super) async fn take_back(
        &self,
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

    pub(super) async fn removed(&self, work: &mut Work, heard: Heard) -> Result<bool, Halt> {
        let Heard { answer, tried, .. } = heard;
        match answer {
            Answer::Rejected(why) | Answer::Unknown(why) if why.code == "already_posted" => {
                work.intent.step = Step::Posted;
                work.content.removal = None;
                self.advance(work, &tried, &why.message).await?;
                Ok(true)
            }
            Answer::Rejected(why) | Answer::Unknown(why) if why.class.retries() => {
                self.try_later(work, &tried, &why).await
            }
            Answer::Rejected(why) | Answer::Unknown(why) if why.class == Class::Auth => {
                Err(Halt::LaneClosed)
            }
            Answer::Rejected(why) | Answer::Unknown(why) => {
                self.stays_draft(work, &tried, &why.message).await
            }
            _ => {
                let held = removal(work);
                self.taken_back(work, &tried, &held, "Draft removed.").await
            }
        }
    }

    /// The draft cannot be removed, for this reason: a person is asked to.
    pub(super) async fn stays_draft(
        &self,
        work: &mut Work,
        tried: &Try,
        why: &str,
    ) -> Result<bool, Halt> {
        let mut held = removal(work);
        held.message = format!(
            "{} Its draft could not be removed: {why} Remove it in the books first.",
            held.message
        );
        self.taken_back(work, tried, &held, why).await
    }

    async fn taken_back(
        &self,
        work: &mut Work,
        tried: &Try,
        held: &Held,
        outcome: &str,
    ) -> Result<bool, Halt> {
        work.operation.detail.remote_id = None;
        self.mark_held(&mut work.operation, State::NeedsYou, held);
        self.end(work, tried, outcome).await?;
        Ok(true)
    }
}

/// Why the draft is removed.
fn removal(work: &Work) -> Held {
    work.content.removal.clone().unwrap_or_else(|| {
        let message = "Its draft was removed. Choose Retry to send it again.";
        Held::person("draft_removed", message.to_owned())
    })
}
