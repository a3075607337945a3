//! One round of one connection: everything its decisions are made with, read once, so that a
//! mapping saved meanwhile never decides half of a document (edge case 62). The round ends where
//! that changed; the next decides with what is so now.

use std::collections::{HashMap, HashSet};
use std::sync::PoisonError;
use std::time::Duration;

use jiff::Timestamp;
use waypost_core::Rules;
use waypost_core::api::{CatalogState, ConnectionState, State, Version};
use waypost_core::sync::Instant;
use waypost_core::sync::limits::Quarantine;
use waypost_core::wire::{Chart, Kind};

use super::basis::Grounds;
use super::together::Together;
use crate::connectors::{Call, CompanyRules, RemoteItem, RemoteParty, Side};
use crate::store::Scope;
use crate::store::connection::{self, Connection};
use crate::store::operation::{self, Due, Stored};
use crate::sync::halt::Halt;
use crate::sync::lane::{Lane, Under};
use crate::sync::remote::{Remote, Sent};
use crate::sync::safeguard::Safeguard;
use crate::transport::{reply_text, request_text};

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
    /// Parties of the books by name in lower case, once read.
    pub(super) rosters: HashMap<&'static str, HashMap<String, Vec<RemoteParty>>>,
    /// Numbers whose outcome is open.
    pub(super) on_their_way: HashSet<Number>,
    /// What the company's own settings decide, once read.
    pub(super) company_rules: Option<CompanyRules>,
    /// The books' items by the account that they are sold to, as far as they were needed (R14).
    pub(super) sold: HashMap<String, String>,
    /// All items of the books, once read.
    pub(super) on_sale: Option<Vec<RemoteItem>>,
    /// Documents that go out in one request.
    pub(super) together: Together,
}

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
            rosters: HashMap::new(),
            on_their_way: HashSet::new(),
            company_rules: None,
            sold: HashMap::new(),
            on_sale: None,
            together: Together::default(),
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

    /// Sends one call, between two checkpoints, under a lease that outlives it.
    pub(super) async fn send(&self, call: &Call) -> Result<(Sent, Try), Halt> {
        self.send_intended(call, None).await
    }

    /// The same for a call whose intent was written at `intended_at`.
    pub(super) async fn send_intended(
        &self,
        call: &Call,
        intended_at: Option<Timestamp>,
    ) -> Result<(Sent, Try), Halt> {
        self.lane.keep().await?;
        self.lane.pass(&format!("{}: before the request", call.step))?;
        let at = crate::clock::text(self.lane.inner.clock.now());
        let under = Under { lane: self.lane, intended_at };
        let sent = self.remote.send(call, Some(&under)).await?;
        self.lane.pass(&format!("{}: after the reply", call.step))?;
        let request = request_text(call);
        let reply = sent.reply.as_ref().map(reply_text);
        Ok((sent, Try { at, step: call.step, request, reply }))
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

    /// The parties of a side by name in lower case, read once a round.
    pub(super) fn roster(&self, side: Side) -> Option<&HashMap<String, Vec<RemoteParty>>> {
        self.rosters.get(side.text())
    }
}

/// A request and its reply, as they will be kept.
#[derive(Clone, Debug)]
pub(super) struct Try {
    pub(super) at: String,
    pub(super) step: &'static str,
    pub(super) request: String,
    pub(super) reply: Option<String>,
}
