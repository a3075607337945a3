//! One round of one connection: everything its decisions are made with, read once, so that a
//! mapping saved meanwhile never decides half of a document (edge case 62).

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use waypost_core::Rules;
use waypost_core::api::{CatalogState, ConnectionState, State, Version};
use waypost_core::sync::Instant;
use waypost_core::sync::limits::Quarantine;
use waypost_core::sync::period::OpenDays;
use waypost_core::wire::{Chart, Kind};

use super::basis::basis;
use super::feed::Feed;
use crate::connectors::{Answer, Ask, Call, Draft, RemoteParty, Side, Target};
use crate::store::connection::{self, Connection};
use crate::store::operation::{self, Due, Stored};
use crate::store::{Scope, catalog, chart, mapping};
use crate::sync::halt::Halt;
use crate::sync::lane::{Lane, Under};
use crate::sync::remote::{Remote, Seat, Sent};
use crate::sync::safeguard::Safeguard;
use crate::transport::{reply_text, request_text};

/// Longest rest between two looks at whether the lane is still ours and open.
const LONGEST_REST: Duration = Duration::from_secs(10);

/// A number as it must be unique on its way: two of it at once could adopt each other's draft.
pub(super) type Number = (Kind, String, String);

/// One round.
pub(super) struct Round<'a> {
    pub(super) lane: &'a Lane,
    pub(super) scope: &'a Scope,
    pub(super) connection: &'a Connection,
    pub(super) remote: Remote<'a>,
    pub(super) mapping: Version,
    pub(super) chart: Chart,
    pub(super) catalog: Option<CatalogState>,
    pub(super) rules: Rules,
    pub(super) basis: String,
    /// Parties of the books by side, once read.
    rosters: Mutex<HashMap<&'static str, Arc<Roster>>>,
    /// Numbers whose outcome is open.
    on_their_way: Mutex<HashSet<Number>>,
    /// When the books take entries, once read.
    pub(super) open: Mutex<Option<OpenDays>>,
    /// Somebody had to stop: nothing new is taken.
    stopped: AtomicBool,
    /// What this round has in its hands.
    pub(super) in_hand: Mutex<HashSet<String>>,
    pub(super) feed: tokio::sync::Mutex<Feed>,
}

/// Parties of the books by name in lower case.
pub(super) type Roster = HashMap<String, Vec<RemoteParty>>;

impl<'a> Round<'a> {
    /// Reads what the round needs; none while the connection is not set up.
    pub(super) async fn load(
        lane: &'a Lane,
        scope: &'a Scope,
        connection: &'a Connection,
    ) -> Result<Option<Round<'a>>, Halt> {
        if connection.state != ConnectionState::Active {
            return Ok(None);
        }
        let Some(remote) = Remote::new(&lane.inner, scope, connection) else { return Ok(None) };
        let mut db = lane.inner.store.read().await?;
        let Some(mapping) = mapping::active(&mut db, scope, &connection.id).await? else {
            return Ok(None);
        };
        let Some(chart) = chart::of_connection(&mut db, scope, &connection.id).await?.chart else {
            return Ok(None);
        };
        let catalog = catalog::get(&mut db, scope, &connection.subsidiary).await?;
        let items = catalog.as_ref().map(|state| &state.catalog);
        let rules = Rules::new(&mapping.mapping, &chart, items);
        let basis = basis(&mapping.mapping, &connection.settings, items, &chart)?;
        Ok(Some(Round {
            lane,
            scope,
            connection,
            remote,
            mapping,
            chart,
            catalog,
            rules,
            basis,
            rosters: Mutex::default(),
            on_their_way: Mutex::default(),
            open: Mutex::default(),
            stopped: AtomicBool::new(false),
            in_hand: Mutex::default(),
            feed: tokio::sync::Mutex::default(),
        }))
    }

    /// Whether another round would decide with the same.
    pub(super) async fn is_present(&self) -> Result<bool, Halt> {
        let connection = {
            let mut db = self.lane.inner.store.read().await?;
            connection::get(&mut db, self.scope, &self.connection.id).await?
        };
        let Some(connection) = connection else { return Ok(false) };
        let present = Round::load(self.lane, self.scope, &connection).await?;
        Ok(present.is_some_and(|present| {
            present.basis == self.basis && present.mapping.version == self.mapping.version
        }))
    }

    /// Nothing new is taken in this round.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// Documents in `state` whose time has come.
    pub(super) async fn due(&self, state: State, limit: u32) -> Result<Vec<Due>, Halt> {
        let mut db = self.lane.inner.store.read().await?;
        let now = self.lane.inner.clock.now();
        let subsidiary = &self.connection.subsidiary;
        Ok(operation::due(&mut db, self.scope, subsidiary, state, now, limit).await?)
    }

    /// Lets go what a former mapping, setting, catalogue or chart held, and what it skipped: it is
    /// decided anew (R42).
    pub(super) async fn release_held(&self) -> Result<(), Halt> {
        let bases = || self.lane.inner.bases.lock().unwrap_or_else(PoisonError::into_inner);
        if bases().get(&self.connection.id) == Some(&self.basis) {
            return Ok(());
        }
        for from in [State::NeedsYou, State::Skipped] {
            let held = {
                let mut db = self.lane.inner.store.read().await?;
                operation::all(&mut db, self.scope, &self.connection.subsidiary, from).await?
            };
            for mut due in held {
                let outdated =
                    due.operation.detail.basis.as_ref().is_some_and(|basis| *basis != self.basis);
                if outdated {
                    due.operation.state = State::Waiting;
                    due.operation.clear();
                    self.decide(&due, from).await?;
                }
            }
        }
        bases().insert(self.connection.id.clone(), self.basis.clone());
        Ok(())
    }

    /// Stores what was decided about a document, unless it changed since it was read.
    pub(super) async fn decide(&self, due: &Due, from: State) -> Result<Stored, Halt> {
        let now = self.lane.inner.clock.now();
        let mut tx = self.lane.begin().await?;
        let stored = operation::decide(
            &mut tx,
            self.scope,
            &due.operation,
            &self.connection.id,
            &due.body_hash,
            from,
            now,
        )
        .await?;
        tx.commit().await?;
        if stored == Stored::Yes {
            self.lane.inner.runs.decided(&self.connection.id);
        }
        Ok(stored)
    }

    /// Sends one call, between two checkpoints, under a lease that outlives it.
    pub(super) async fn send(&self, call: &Call) -> Result<(Sent, Try), Halt> {
        let seat = self.seat(call).await?;
        self.send_from(seat, call, None).await
    }

    /// A place in the allowance, which is waited for where documents travel together: the others go
    /// on meanwhile. None where the sending finds out by itself.
    pub(super) async fn seat(&self, call: &Call) -> Result<Option<Seat>, Halt> {
        while self.lane.inner.together {
            match self.remote.place(call).await {
                Ok(Ok(seat)) => return Ok(Some(seat)),
                Ok(Err(wait)) => {
                    self.lane.rest(wait.min(LONGEST_REST)).await?;
                    self.lane.open().await?;
                }
                Err(_) => return Ok(None),
            }
        }
        Ok(None)
    }

    /// The same as [`Round::send`] from a place that was taken before, for a call whose intent was
    /// written at `intended_at`.
    pub(super) async fn send_from(
        &self,
        seat: Option<Seat>,
        call: &Call,
        intended_at: Option<Timestamp>,
    ) -> Result<(Sent, Try), Halt> {
        self.lane.keep().await?;
        self.lane.pass(&format!("{}: before the request", call.step))?;
        let at = crate::clock::text(self.lane.inner.clock.now());
        let under = Under { lane: self.lane, intended_at };
        let sent = match seat {
            Some(seat) => self.remote.send_from(seat, call, Some(&under)).await?,
            None => self.remote.send(call, Some(&under)).await?,
        };
        self.lane.pass(&format!("{}: after the reply", call.step))?;
        let request = request_text(call);
        let reply = sent.reply.as_ref().map(reply_text);
        Ok((sent, Try { at, step: call.step, request, reply }))
    }

    /// Asks `asks` of `target`, in as few requests as the wire allows.
    pub(super) async fn ask_all(&self, target: &Target, asks: &[Ask]) -> Result<Vec<Heard>, Halt> {
        let mut heard = Vec::with_capacity(asks.len());
        for call in self.remote.ledger.encode(target, asks) {
            let (sent, tried) = self.send(&call).await?;
            heard.extend(self.heard(target, &call, sent, &tried));
        }
        Ok(heard)
    }

    /// What was heard for each ask of a call. Of a batch, each keeps what is its own.
    pub(super) fn heard(
        &self,
        target: &Target,
        call: &Call,
        sent: Sent,
        tried: &Try,
    ) -> Vec<Heard> {
        let (next, parts) = (sent.decoded.next, sent.decoded.parts);
        if parts.is_empty() {
            let each = sent.decoded.answers.into_iter();
            let tried = |ask: &Ask| {
                if call.parts > 1 { self.part_of(target, ask, tried) } else { tried.clone() }
            };
            let heard = each.zip(&call.asks);
            return heard
                .map(|(answer, ask)| Heard { answer, tried: tried(ask), next: next.clone() })
                .collect();
        }
        let each = sent.decoded.answers.into_iter().zip(parts).zip(&call.asks);
        each.map(|((answer, part), ask)| {
            let reply = part.reply.as_ref().map(reply_text);
            let tried = Try { reply, ..self.part_of(target, ask, tried) };
            Heard { answer, tried, next: part.next }
        })
        .collect()
    }

    /// The attempt as it is kept with one document: its own part of a shared request.
    fn part_of(&self, target: &Target, ask: &Ask, tried: &Try) -> Try {
        let alone = self.remote.ledger.encode(target, std::slice::from_ref(ask));
        let request = alone.first().map_or_else(String::new, request_text);
        Try { request, ..tried.clone() }
    }

    /// How many documents share a request.
    pub(super) fn orders(&self) -> usize {
        if self.lane.inner.together { self.remote.orders() } else { 1 }
    }

    /// Takes a number on its way. False while another document of it is.
    pub(super) fn sets_out(&self, number: Number) -> bool {
        locked(&self.on_their_way).insert(number)
    }

    /// The outcome of a document with this draft is certain.
    pub(super) fn arrived(&self, draft: &Draft) {
        locked(&self.on_their_way).remove(&number(draft));
    }

    /// How long what is not answered may still be at work in the books.
    pub(super) fn quarantine_length(&self) -> Quarantine {
        if self.lane.inner.keeps(Safeguard::Quarantine) {
            self.remote.ledger.capabilities().limits.quarantine
        } else {
            Quarantine::For(Duration::ZERO)
        }
    }

    /// Until when what was sent at `sent` and not answered is left alone (R41).
    pub(super) fn quarantined_until(&self, sent: Instant) -> Instant {
        self.quarantine_length().ends(sent)
    }

    /// The parties of a side, read once a round.
    pub(super) fn roster(&self, side: Side) -> Option<Arc<Roster>> {
        locked(&self.rosters).get(side.text()).cloned()
    }

    /// Keeps the parties of a side for this round.
    pub(super) fn keep_roster(&self, side: Side, roster: Roster) -> Arc<Roster> {
        let roster = Arc::new(roster);
        locked(&self.rosters).insert(side.text(), Arc::clone(&roster));
        roster
    }
}

/// What several at work share, for a moment.
pub(super) fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A draft's number, as it must be unique on its way.
pub(super) fn number(draft: &Draft) -> Number {
    (draft.kind, draft.number.clone(), draft.party.clone())
}

/// What came back for one ask.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) answer: Answer,
    pub(super) tried: Try,
    /// The call that reads on, where it is a page.
    pub(super) next: Option<Call>,
}

/// A request and its reply, as they will be kept.
#[derive(Clone, Debug)]
pub(super) struct Try {
    pub(super) at: String,
    pub(super) step: &'static str,
    pub(super) request: String,
    pub(super) reply: Option<String>,
}
