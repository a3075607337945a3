//! What goes out next. A few strands of one round take from it, each as much as shares a request, so
//! that the places which the system has at once are used; what one of them has in its hands no other
//! takes up.
//!
//! Invariants: a document is in one strand's hands at a time. No more is under way than the places times
//! the documents of a request, and no more waits loaded up than those of a request and a [`BATCH`]. A
//! round ends for all of its strands when what it decides with has changed, or when one had to stop.

use std::collections::{HashSet, VecDeque};

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use waypost_core::api::State;
use waypost_core::number::in_use;

use super::Ended;
use super::create::Loaded;
use super::draft::draft;
use super::group::{alike, all};
use super::name::request_of;
use super::resume::RESUMED;
use super::round::{Round, locked};
use crate::store::operation::Due;
use crate::sync::halt::Halt;

/// Most documents that are admitted and looked up together.
pub(super) const BATCH: u32 = 100;
/// How often a round of many requests looks what of the documents on their way has come due again.
const LOOK: SignedDuration = SignedDuration::from_secs(30);

/// Documents that go out next.
#[derive(Default)]
pub(super) struct Feed {
    ready: VecDeque<Loaded>,
    outdated: bool,
    looked: Option<Timestamp>,
}

impl Round<'_> {
    /// Posts all that is due, while what it is decided with stays the same.
    pub(super) async fn post(&self) -> Result<Ended, Halt> {
        let at_once = self.remote.ledger.capabilities().at_once;
        let strands = if self.lane.inner.together { at_once } else { 1 };
        let strands: Vec<_> = (0..strands).map(|_| self.strand()).collect();
        all(join_all(strands).await)?;
        Ok(if self.feed.lock().await.outdated { Ended::Outdated } else { Ended::Done })
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

    /// The next documents, as many as go together; none when nothing is due any more.
    async fn take(&self) -> Result<Vec<Loaded>, Halt> {
        let mut feed = self.feed.lock().await;
        // What shares a request comes from more than one look, so that none leaves half full.
        let enough = if self.lane.inner.together { self.made_at_once() } else { 1 };
        while feed.ready.len() < enough && !feed.outdated && !self.is_stopped() {
            self.lane.open().await?;
            self.look(&mut feed).await?;
            let due = self.not_in_hand().await?;
            if due.is_empty() {
                break;
            }
            if self.is_current().await? {
                let loaded = self.load_up(due).await?;
                feed.ready.extend(loaded);
            } else {
                // What was decided with the former waits for the next round, too.
                feed.outdated = true;
                feed.ready.clear();
            }
        }
        if self.is_stopped() {
            self.lane.open().await?;
            return Ok(Vec::new());
        }
        if !self.lane.inner.together {
            return Ok(feed.ready.drain(..).collect());
        }
        let as_before =
            |one: &Loaded, other: &Loaded| request_of(&one.0.due) == request_of(&other.0.due);
        Ok(alike(&mut feed.ready, self.made_at_once(), as_before))
    }

    /// Now and then in a long round: what was to be asked again meanwhile.
    async fn look(&self, feed: &mut Feed) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        let looked = *feed.looked.get_or_insert(now);
        if !self.lane.inner.together || now.duration_since(looked) < LOOK {
            return Ok(());
        }
        feed.looked = Some(now);
        self.take_up().await
    }

    /// What is due and in no strand's hands.
    async fn not_in_hand(&self) -> Result<Vec<Due>, Halt> {
        let in_hand = locked(&self.in_hand).clone();
        let many = u32::try_from(in_hand.len()).unwrap_or(u32::MAX).saturating_add(BATCH);
        let mut due = self.due(State::Waiting, many).await?;
        due.retain(|due| !in_hand.contains(&due.operation.id));
        due.truncate(BATCH as usize);
        let requests: HashSet<String> =
            due.iter().filter_map(request_of).map(str::to_owned).collect();
        if requests.is_empty() {
            return Ok(due);
        }
        // What was sent in one request is sent again in one: all of it, however late in the line.
        let taken: HashSet<String> = due.iter().map(|due| due.operation.id.clone()).collect();
        let mut rest = self.due(State::Waiting, RESUMED).await?;
        rest.retain(|one| {
            let id = &one.operation.id;
            let free = !in_hand.contains(id) && !taken.contains(id);
            free && request_of(one).is_some_and(|of| requests.contains(of))
        });
        due.extend(rest);
        Ok(due)
    }

    /// Takes `due` in hand, and lets go of what is held, skipped or waits.
    async fn load_up(&self, due: Vec<Due>) -> Result<Vec<Loaded>, Halt> {
        let ids: Vec<String> = due.iter().map(|due| due.operation.id.clone()).collect();
        locked(&self.in_hand).extend(ids.iter().cloned());
        let admitted = self.admit(due).await?;
        let admitted = self.dated(admitted).await?;
        let known = self.parties(admitted).await?;
        let known = self.items(known).await?;
        let system = self.remote.ledger.capabilities().system;
        let items = self.catalog.as_ref().map(|state| &state.catalog);
        let mut loaded: Vec<Loaded> = Vec::new();
        for (document, party) in known {
            let mut draft = draft(&document, &party, system, items);
            self.sell(&mut draft);
            if self.sets_out(&draft) {
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
