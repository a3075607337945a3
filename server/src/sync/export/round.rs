//! One round of one connection: everything its decisions are made with, read once, so that a
//! mapping saved meanwhile never decides half of a document (edge case 62). The round ends where
//! that changed; the next decides with what is so now.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use waypost_core::Rules;
use waypost_core::api::{CatalogState, ConnectionState, State, Version};
use waypost_core::sync::Instant;
use waypost_core::sync::limits::Quarantine;
use waypost_core::wire::{Chart, Kind};

use super::basis::Grounds;
use super::feed::Feed;
use crate::connectors::{CompanyRules, Draft, RemoteItem, RemoteParty, Side};
use crate::store::Scope;
use crate::store::connection::{self, Connection};
use crate::store::operation::{self, Due, Stored};
use crate::sync::halt::Halt;
use crate::sync::lane::Lane;
use crate::sync::remote::Remote;
use crate::sync::safeguard::Safeguard;

/// A number as it must be unique on its way: two of it at once could adopt each other's draft.
type Number = (Kind, String, String);

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
    /// What the company's own settings decide, once read.
    pub(super) company_rules: Mutex<Option<CompanyRules>>,
    /// The books' items by the account that they are sold to, as far as they were needed (R14).
    pub(super) sold: Mutex<HashMap<String, String>>,
    /// All items of the books, once read.
    pub(super) on_sale: Mutex<Option<Vec<RemoteItem>>>,
    /// A strand had to stop: nothing new is taken.
    stopped: AtomicBool,
    /// Operations that a strand has in its hands, or that are about to go out.
    pub(super) in_hand: Mutex<HashSet<String>>,
    /// What goes out next.
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
        let Some(grounds) = Grounds::read(&mut db, scope, connection).await? else {
            return Ok(None);
        };
        let Grounds { mapping, chart, catalog, basis } = grounds;
        let items = catalog.as_ref().map(|state| &state.catalog);
        let rules = Rules::new(&mapping.mapping, &chart, items);
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
            company_rules: Mutex::default(),
            sold: Mutex::default(),
            on_sale: Mutex::default(),
            stopped: AtomicBool::new(false),
            in_hand: Mutex::default(),
            feed: tokio::sync::Mutex::default(),
        }))
    }

    /// Documents in `state` whose time has come.
    pub(super) async fn due(&self, state: State, limit: u32) -> Result<Vec<Due>, Halt> {
        let mut db = self.lane.inner.store.read().await?;
        let now = self.lane.inner.clock.now();
        let subsidiary = &self.connection.subsidiary;
        Ok(operation::due(&mut db, self.scope, subsidiary, state, now, limit).await?)
    }

    /// Whether what it decides with is still so. Asked after the documents were read: whoever saves a
    /// setting and then sends a document never finds it decided as before.
    pub(super) async fn is_current(&self) -> Result<bool, Halt> {
        let mut db = self.lane.inner.store.read().await?;
        let found = connection::get(&mut db, self.scope, &self.connection.id).await?;
        let Some(now) = found else { return Ok(false) };
        if (now.state, &now.company) != (self.connection.state, &self.connection.company) {
            return Ok(false);
        }
        let grounds = Grounds::read(&mut db, self.scope, &now).await?;
        Ok(grounds.is_some_and(|grounds| grounds.basis == self.basis))
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

    /// Nothing new is taken in this round.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// Takes a number on its way. False while another document of it is.
    pub(super) fn sets_out(&self, draft: &Draft) -> bool {
        locked(&self.on_their_way).insert(number(draft))
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

/// What the strands of a round share, for a moment: never across a wait.
pub(super) fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn number(draft: &Draft) -> Number {
    (draft.kind, draft.number.clone(), draft.party.clone())
}
