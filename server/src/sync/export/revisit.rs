//! What was posted, looked at again: because the source changed it or took it back since, or because a
//! person asked, or had its rest written off. A new generation begins only when the books confirm that the
//! former is void, cancelled or credited (R45).

use jiff::SignedDuration;
use waypost_core::api::State;
use waypost_core::sync::Held;
use waypost_core::sync::change::{
    Change, Known, LOOK_AGAIN, Posted, change, posted_differs, posted_gone,
};
use waypost_core::wire::{Amount, Kind};

use super::Ended;
use super::line::Try;
use super::round::Round;
use super::settle::kept;
use crate::clock::text;
use crate::connectors::{Answer, Ask, Class, Rejection, RemoteDocument, RemoteState};
use crate::store::operation::{self, Current, Due, Operation, Stored};
use crate::store::posting::{self, Posting};
use crate::store::{attempt, document, lane::Fenced};
use crate::sync::halt::Halt;

/// Most documents that are looked at in one round.
const AT_ONCE: u32 = 1_000;
/// Looks after which what has come meanwhile is posted.
const LOOKS: usize = 10;

/// What the books say of what was posted.
enum Standing {
    /// It stands.
    Stands,
    /// It is cancelled, or credited as a whole.
    Void(&'static str),
    /// They do not show it any more.
    Gone,
}

impl Round<'_> {
    /// Looks at all that is due to be looked at. New documents never wait for all of it, and what begins
    /// anew is posted at once.
    pub(super) async fn revisit(&self) -> Result<Ended, Halt> {
        let due = {
            let mut db = self.lane.inner.store.read().await?;
            let (scope, now) = (self.scope, self.lane.inner.clock.now());
            let subsidiary = &self.connection.subsidiary;
            operation::to_revisit(&mut db, scope, subsidiary, now, AT_ONCE).await?
        };
        for some in due.chunks(LOOKS) {
            for due in some {
                let posting = {
                    let mut db = self.lane.inner.store.read().await?;
                    posting::of_document(&mut db, self.scope, &due.operation.subject).await?
                };
                if let Some(posting) = posting {
                    self.revisit_one(due, &posting).await?;
                }
            }
            if let Ended::Outdated = self.post().await? {
                return Ok(Ended::Outdated);
            }
        }
        Ok(Ended::Done)
    }

    async fn revisit_one(&self, due: &Due, posting: &Posting) -> Result<(), Halt> {
        let kind = posting.document.kind;
        let (answer, tried) =
            self.ask_now(Ask::Read(kind, posting.posted.remote_id.clone())).await?;
        let mut found = None;
        let standing = match answer {
            Answer::Documents(read) => match read.into_iter().next() {
                Some(remote) => {
                    let standing = self.still_stands(kind, &remote).await?;
                    found = Some(remote);
                    standing
                }
                None => return self.look_later(due, &tried, "The reply fits no question.").await,
            },
            Answer::Rejected(why) if why.code == "record_deleted" => {
                Ok(Standing::Void("It is deleted in the books."))
            }
            Answer::Rejected(why) if why.code == "record_gone" => Ok(Standing::Gone),
            Answer::Rejected(why) | Answer::Unknown(why) => Err(why),
            _ => return self.look_later(due, &tried, "The reply fits no question.").await,
        };
        match standing {
            Ok(standing) => self.conclude(due, posting, (&standing, found.as_ref()), &tried).await,
            Err(why) if why.class == Class::Auth => Err(Halt::LaneClosed),
            Err(why) if why.remote_wide => self.close(&why).await,
            Err(why) => self.look_later(due, &tried, &why.message).await,
        }
    }

    /// Whether what was posted still stands: paid may mean credited, which the credit memos tell.
    async fn still_stands(
        &self,
        kind: Kind,
        remote: &RemoteDocument,
    ) -> Result<Result<Standing, Rejection>, Halt> {
        match remote.state {
            RemoteState::Void => return Ok(Ok(Standing::Void("It is cancelled in the books."))),
            RemoteState::Draft | RemoteState::Open => return Ok(Ok(Standing::Stands)),
            RemoteState::Paid => {}
        }
        let mut credited = Amount::ZERO;
        let asks = [Ask::Credits(kind, remote.id.clone())];
        let mut calls = self.remote.ledger.encode(&self.remote.target, &asks);
        while let Some(call) = calls.pop() {
            let (sent, _) = self.send(&call).await?;
            calls.extend(sent.decoded.next.clone());
            match sent.single() {
                Answer::Credits(credits) => {
                    let sum = |sum: Amount, one: Amount| sum.checked_add(one).unwrap_or(sum);
                    credited = credits.iter().map(|credit| credit.total).fold(credited, sum);
                }
                Answer::Rejected(why) | Answer::Unknown(why) => return Ok(Err(why)),
                _ => {}
            }
        }
        Ok(Ok(if credited >= remote.total {
            Standing::Void("It is credited in the books as a whole.")
        } else {
            Standing::Stands
        }))
    }

    async fn conclude(
        &self,
        due: &Due,
        posting: &Posting,
        (standing, remote): (&Standing, Option<&RemoteDocument>),
        tried: &Try,
    ) -> Result<(), Halt> {
        let mut after = due.operation.clone();
        let void = matches!(standing, Standing::Void(_));
        let known = Known {
            state: State::Posted,
            same_as_stored: false,
            withdrawn: due.withdrawn,
            posted: due.operation.posted(&due.body_hash, void).map(|posted| Posted {
                paid: remote.is_some_and(|remote| remote.open != remote.total),
                can_update: self.remote.ledger.capabilities().limits.updates_posted,
                moved_to: due.moved_to.as_deref(),
                ..posted
            }),
        };
        let decided = change(&known);
        let Some(decided) = self.carry_out(due, posting, (decided, remote), tried).await? else {
            return Ok(());
        };
        let outcome = match (decided, standing) {
            (_, Standing::Gone) => {
                let held = posted_gone(due.operation.detail.remote_number.as_deref());
                after.differs(&held, self.next_look());
                "The books do not show it any more."
            }
            (Change::Anew, Standing::Void(how)) => {
                after = next_generation(&due.operation);
                *how
            }
            (Change::Withdrawn(held), Standing::Void(how)) => {
                after = next_generation(&due.operation);
                after.state = State::Skipped;
                after.explain(&held);
                *how
            }
            (Change::Differs(held), _) => {
                after.differs(&held, self.next_look());
                "It stands in the books."
            }
            _ => {
                after.agrees();
                "It stands in the books."
            }
        };
        let ended = void.then_some(posting.generation);
        self.keep_look(due, &after, (tried, outcome), ended).await
    }

    /// Changes in the books what may be changed there, and writes off what a person ordered. What is
    /// decided where neither was begun.
    async fn carry_out(
        &self,
        due: &Due,
        posting: &Posting,
        (decided, remote): (Change, Option<&RemoteDocument>),
        tried: &Try,
    ) -> Result<Option<Change>, Halt> {
        let differs =
            || Change::Differs(posted_differs(due.operation.detail.remote_number.as_deref()));
        Ok(match (decided, remote) {
            (Change::Update, Some(remote)) => {
                let changed = self.change_posted(due, remote, tried).await?;
                (!changed).then(differs)
            }
            (Change::Update, None) => Some(differs()),
            (Change::Differs(held), Some(remote)) => {
                let stays = !due.withdrawn && due.moved_to.is_none();
                match due.operation.ordered(&due.body_hash).filter(|_| stays) {
                    Some(order) => {
                        let begun = self.write_off(due, (posting, remote), order, tried).await?;
                        begun.err().map(Change::Differs)
                    }
                    None => Some(Change::Differs(held)),
                }
            }
            (decided, _) => Some(decided),
        })
    }

    async fn look_later(&self, due: &Due, tried: &Try, why: &str) -> Result<(), Halt> {
        let mut after = due.operation.clone();
        after.next_try_at = Some(text(self.next_look()));
        self.keep_look(due, &after, (tried, why), None).await
    }

    /// Stores `after` in place of what the look began with, unless that changed meanwhile: what a person
    /// ordered stays ordered, and the next look sees to it.
    pub(super) async fn replace(
        &self,
        tx: &mut Fenced,
        due: &Due,
        after: &Operation,
    ) -> Result<Stored, Halt> {
        let (scope, before) = (self.scope, &due.operation);
        let stands = operation::of_document(tx.db(), scope, &before.subject).await?;
        if stands.as_ref() != Some(before) {
            return Ok(Stored::Outdated);
        }
        let (connection, hash, from) = (&self.connection.id, &due.body_hash, before.state);
        let now = self.lane.inner.clock.now();
        Ok(operation::decide(tx, scope, after, connection, hash, from, now).await?)
    }

    /// Stores what the look led to.
    async fn keep_look(
        &self,
        due: &Due,
        after: &Operation,
        (tried, outcome): (&Try, &str),
        ended: Option<u64>,
    ) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        let (scope, id) = (self.scope, &after.id);
        let mut tx = self.lane.begin().await?;
        if self.replace(&mut tx, due, after).await? == Stored::Outdated {
            return Ok(());
        }
        if let Some(generation) = ended {
            posting::end(tx.db(), scope, id, generation, &text(now)).await?;
            let begun = after.detail.generation;
            document::begin_generation(tx.db(), scope, &after.subject, begun).await?;
        }
        let look = self.lane.inner.ids.fresh("att");
        attempt::look(&mut tx, scope, &look, id, &kept(tried, outcome)).await?;
        self.commit(tx, "looked again").await?;
        if ended.is_some() && due.moved_to.is_some() {
            // It is another lane's now.
            self.lane.inner.signal.notify_one();
        }
        Ok(())
    }

    /// What becomes of a posting whose source may have changed meanwhile.
    pub(super) fn compare_with_source(&self, operation: &mut Operation, current: &Current) {
        let known = Known {
            state: State::Posted,
            same_as_stored: false,
            withdrawn: current.withdrawn,
            posted: operation
                .posted(&current.body_hash, false)
                .map(|posted| Posted { moved_to: current.moved_to.as_deref(), ..posted }),
        };
        let held: Option<Held> = match change(&known) {
            Change::Differs(held) => Some(held),
            Change::Update | Change::Anew => {
                Some(posted_differs(operation.detail.remote_number.as_deref()))
            }
            _ => None,
        };
        if let Some(held) = held {
            // Where it may be changed in the books, they are asked at once.
            let updates = self.remote.ledger.capabilities().limits.updates_posted;
            let next = if updates { self.lane.inner.clock.now() } else { self.next_look() };
            operation.differs(&held, next);
        }
    }

    pub(super) fn next_look(&self) -> jiff::Timestamp {
        let pause = SignedDuration::try_from(LOOK_AGAIN).unwrap_or(SignedDuration::ZERO);
        self.lane.inner.clock.now() + pause
    }

    /// Asks one thing of the company that is chosen now.
    async fn ask_now(&self, ask: Ask) -> Result<(Answer, Try), Halt> {
        let calls = self.remote.ledger.encode(&self.remote.target, &[ask]);
        let call = calls.first().ok_or(Halt::Stopped)?;
        let (sent, tried) = self.send(call).await?;
        Ok((sent.single(), tried))
    }
}

/// The next life of a document whose former is void in the books.
fn next_generation(operation: &Operation) -> Operation {
    let mut next = operation.anew();
    next.detail.generation += 1;
    next.detail.attempt = 1;
    next
}
