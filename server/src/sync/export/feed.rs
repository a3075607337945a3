//! What goes out next. A few strands of one round take from it, each as much as shares a request, so
//! that the places which the system has at once are used; what one of them has in its hands no other
//! takes up.
//!
//! Invariant: a document is in one strand's hands at a time. A round ends for all of its strands when
//! what it decides with has changed, or when one of them had to stop.

use std::collections::VecDeque;

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use waypost_core::api::State;
use waypost_core::number::in_use;

use super::create::Loaded;
use super::draft::draft;
use super::round::{Round, locked, number};
use crate::store::operation::Due;
use crate::sync::halt::Halt;

/// Most documents that are admitted together.
const BATCH: u32 = 100;
/// How often a round looks whether its basis is the present one, and what else has come due.
const LOOK: SignedDuration = SignedDuration::from_secs(30);

/// Documents that go out next.
#[derive(Default)]
pub(super) struct Feed {
    ready: VecDeque<Loaded>,
    ended: bool,
    looked: Option<Timestamp>,
}

impl Round<'_> {
    /// Posts all that is due. True when the round's basis has changed, and another round goes on.
    pub(super) async fn post(&self) -> Result<bool, Halt> {
        let strands =
            if self.lane.inner.together { self.remote.ledger.capabilities().at_once } else { 1 };
        let ends = join_all((0..strands).map(|_| self.strand())).await;
        ends.into_iter().collect::<Result<Vec<()>, Halt>>()?;
        Ok(self.feed.lock().await.ended)
    }

    async fn strand(&self) -> Result<(), Halt> {
        loop {
            let documents = self.take().await.inspect_err(|_| self.stop())?;
            if documents.is_empty() {
                return Ok(());
            }
            let ids: Vec<String> =
                documents.iter().map(|(ready, _)| ready.due.operation.id.clone()).collect();
            let outcome = self.send_off(documents).await;
            locked(&self.in_hand).retain(|id| !ids.contains(id));
            outcome.inspect_err(|_| self.stop())?;
        }
    }
}

impl Round<'_> {
    /// The next documents, as many as go together; none when nothing is due any more.
    async fn take(&self) -> Result<Vec<Loaded>, Halt> {
        let mut feed = self.feed.lock().await;
        while feed.ready.is_empty() && !feed.ended && !self.is_stopped() {
            self.lane.open().await?;
            self.look(&mut feed).await?;
            if feed.ended {
                break;
            }
            let due = self.not_in_hand().await?;
            if due.is_empty() {
                break;
            }
            let loaded = self.load_up(due).await?;
            feed.ready.extend(loaded);
        }
        if self.is_stopped() {
            return Ok(Vec::new());
        }
        let waiting = feed.ready.len();
        let many = if self.lane.inner.together { self.orders().min(waiting) } else { waiting };
        Ok(feed.ready.drain(..many).collect())
    }

    /// Now and then: whether the basis is the present one, and what was to be asked again.
    async fn look(&self, feed: &mut Feed) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        let looked = *feed.looked.get_or_insert(now);
        if now.duration_since(looked) < LOOK {
            return Ok(());
        }
        feed.looked = Some(now);
        feed.ended = !self.is_present().await?;
        if feed.ended { Ok(()) } else { self.take_up().await }
    }

    async fn not_in_hand(&self) -> Result<Vec<Due>, Halt> {
        let in_hand = locked(&self.in_hand).clone();
        let many = u32::try_from(in_hand.len()).unwrap_or(u32::MAX).saturating_add(BATCH);
        let mut due = self.due(State::Waiting, many).await?;
        due.retain(|due| !in_hand.contains(&due.operation.id));
        Ok(due)
    }

    /// Takes `due` in hand, and lets go of what is held, skipped or waits.
    async fn load_up(&self, due: Vec<Due>) -> Result<Vec<Loaded>, Halt> {
        let ids: Vec<String> = due.iter().map(|due| due.operation.id.clone()).collect();
        locked(&self.in_hand).extend(ids.iter().cloned());
        let admitted = self.admit(due).await?;
        let admitted = self.dated(admitted).await?;
        let known = self.parties(admitted).await?;
        let system = self.remote.ledger.capabilities().system;
        let items = self.catalog.as_ref().map(|state| &state.catalog);
        let mut loaded: Vec<Loaded> = Vec::new();
        for (document, party) in known {
            let draft = draft(&document, &party, system, items);
            if self.sets_out(number(&draft)) {
                loaded.push((document, draft));
            } else {
                let why = in_use(&draft.number);
                self.wait(&document.due, SignedDuration::from_mins(1), &why).await?;
            }
        }
        let mut in_hand = locked(&self.in_hand);
        for id in ids {
            if !loaded.iter().any(|(ready, _)| ready.due.operation.id == id) {
                in_hand.remove(&id);
            }
        }
        Ok(loaded)
    }
}
