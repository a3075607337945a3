//! From a known draft to a posting. Every step here may be repeated: after a crash it simply is
//! (R41: posting a known draft is harmless to repeat). Documents at the same step share a request;
//! what became of each is its own.

use std::collections::VecDeque;

use waypost_core::api::State;

use super::books::Again;
use super::group::alike;
use super::line::{Heard, Try};
use super::round::Round;
use super::settle::again_and_again;
use super::work::{Held, Work};
use crate::clock::text;
use crate::connectors::{Answer, Ask, Rejection, RemoteDocument};
use crate::store::intent::{self, Step};
use crate::sync::halt::Halt;

/// One document between two requests.
struct Leg {
    work: Work,
    /// What the books said when it was read again, until the ledger is compared.
    read: Option<(RemoteDocument, Try)>,
}

impl Leg {
    /// What is asked next; nothing where nothing is known in the books.
    fn ask(&self) -> Option<Ask> {
        let kind = self.work.content.draft.kind;
        match (self.work.intent.step, &self.read) {
            // Changing and crediting what is posted is asked of each by itself.
            (Step::Creating | Step::Updating | Step::Crediting | Step::Credited, _) => None,
            (Step::Created, _) => Some(Ask::Post(kind, remote_id(&self.work))),
            (Step::Removing, _) => Some(Ask::Remove(kind, remote_id(&self.work))),
            (Step::Posted, None) => Some(Ask::Read(kind, remote_id(&self.work))),
            (Step::Posted, Some((remote, _))) => Some(Ask::Entries(remote.number.clone())),
        }
    }

    /// Legs that are alike share a request.
    fn is_like(&self, other: &Leg) -> bool {
        self.work.intent.step == other.work.intent.step
            && self.read.is_some() == other.read.is_some()
            && self.work.content.target == other.work.content.target
    }
}

impl Round<'_> {
    /// Drives documents whose remote ids are known to their outcomes.
    pub(super) async fn drive(&self, works: Vec<Work>) -> Result<(), Halt> {
        let (changes, works): (Vec<Work>, Vec<Work>) =
            works.into_iter().partition(|work| work.intent.step == Step::Updating);
        for mut work in changes {
            self.send_change(&mut work).await?;
        }
        let mut legs: VecDeque<Leg> =
            works.into_iter().map(|work| Leg { work, read: None }).collect();
        while !legs.is_empty() {
            let group = alike(&mut legs, self.orders(), Leg::is_like);
            let asks: Vec<Ask> = group.iter().filter_map(Leg::ask).collect();
            let Some(target) = group.first().map(|leg| leg.work.content.target.clone()) else {
                return Ok(());
            };
            let heard = self.ask_all(&target, &asks).await?;
            let steps: Vec<_> =
                group.into_iter().zip(heard).map(|(leg, heard)| self.step(leg, heard)).collect();
            for leg in self.each(steps).await?.into_iter().flatten().rev() {
                legs.push_front(leg);
            }
        }
        Ok(())
    }

    /// Stores what was heard. The leg that follows, where one does.
    async fn step(&self, leg: Leg, heard: Heard) -> Result<Option<Leg>, Halt> {
        let Leg { mut work, read } = leg;
        let went_on = match (work.intent.step, read) {
            (Step::Creating | Step::Updating | Step::Crediting | Step::Credited, _) => false,
            (Step::Created, _) => self.posting_ordered(&mut work, heard).await?,
            (Step::Removing, _) => self.removed(&mut work, heard).await?,
            (Step::Posted, None) => match self.read_again(&mut work, heard).await? {
                Again::Compare(remote, tried) => {
                    return Ok(Some(Leg { work, read: Some((*remote, tried)) }));
                }
                Again::WentOn(went_on) => went_on,
            },
            (Step::Posted, Some((remote, read))) => {
                self.compare(&mut work, &read, &remote, heard).await?
            }
        };
        let settled = !matches!(work.operation.state, State::Sending | State::Checking);
        if settled {
            self.arrived(&work.content.draft);
        }
        Ok((went_on && !settled).then_some(Leg { work, read: None }))
    }

    async fn posting_ordered(&self, work: &mut Work, heard: Heard) -> Result<bool, Halt> {
        let Heard { answer, tried, .. } = heard;
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

    /// Tried again by itself: at once when the lane opens again, or after a pause of its own.
    pub(super) async fn try_later(
        &self,
        work: &mut Work,
        tried: &Try,
        why: &Rejection,
    ) -> Result<bool, Halt> {
        let closed = self.mark_failed(&mut work.operation, why).await?;
        if work.operation.state == State::NeedsYou {
            return self.worn_out(work, tried, why).await;
        }
        let mut tx = self.store(work, Some((tried, &why.message))).await?;
        if closed.is_some() {
            self.close_lane(&mut tx, why).await?;
        }
        self.commit(tx, tried.step).await?;
        if closed.is_some() { Err(Halt::LaneClosed) } else { Ok(false) }
    }

    /// It failed again and again while others succeeded, and ends where a person has a way on: what is
    /// no posting leaves the books, and what is one stays as far as it is known. Only what may be either
    /// goes on.
    async fn worn_out(&self, work: &mut Work, tried: &Try, why: &Rejection) -> Result<bool, Halt> {
        let message = work.operation.detail.message.clone().unwrap_or_default();
        let held = Held::person(why.code, message);
        work.operation.tries = 0;
        match work.intent.step {
            Step::Created => self.take_back(work, tried, held, &why.message).await,
            Step::Removing => self.stays_draft(work, tried, &again_and_again(&why.message)).await,
            Step::Updating => self.unchanged(work, tried, Some(held)).await,
            Step::Credited => self.credit_worn_out(work, tried, why).await,
            Step::Posted if work.content.posting_ordered => {
                self.unreadable(work, tried, &again_and_again(&why.message)).await
            }
            // It may be posted, and is never sent anywhere else before that is known: asked again later.
            Step::Posted | Step::Creating | Step::Crediting => {
                work.operation.state = State::Sending;
                work.operation.explain(&why.clone().into());
                work.operation.next_try_at = Some(text(self.next_look()));
                let tx = self.store(work, Some((tried, &why.message))).await?;
                self.commit(tx, tried.step).await?;
                Ok(false)
            }
        }
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
