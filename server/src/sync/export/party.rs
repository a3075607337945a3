//! Parties: a document is sent once its customer or vendor is known in the books (R28). The stored
//! link first; else the exact name, in any case of letters: one links, several need a person, none
//! is made. A stuck party delays only its own documents (R43).

use std::collections::HashMap;
use std::sync::Arc;

use waypost_core::api::State;
use waypost_core::number::fit_name;
use waypost_core::sync::key::{Outcome, next_attempt};
use waypost_core::sync::party::{Listed, Wanted, Who, folded, who};

use super::admit::Ready;
use super::round::{Roster, Round};
use super::work::Held;
use crate::clock::{instant, instant_text, moment, text};
use crate::connectors::{Answer, Ask, Class, Rejection, RemoteParty, Side};
use crate::hash::sha256_hex;
use crate::store::intent::{self, Intent, Step};
use crate::store::operation::{self, Operation};
use crate::store::party::{self, Party};
use crate::sync::halt::Halt;

/// What became of a party.
#[derive(Clone, Debug)]
enum Known {
    /// Its id in the books.
    Linked(String),
    /// Its documents wait for a person.
    Held(Held),
    /// Its making has no outcome yet: its documents wait until then.
    Checking(String),
}

impl Round<'_> {
    /// Those of `ready` whose party is known in the books, with its id there.
    pub(super) async fn parties(&self, ready: Vec<Ready>) -> Result<Vec<(Ready, String)>, Halt> {
        let mut known: HashMap<(&'static str, String), Known> = HashMap::new();
        let mut with_party = Vec::new();
        for ready in ready {
            let side = Side::of(ready.document.kind);
            let key = (side.text(), ready.document.party.id.clone());
            let now = match known.get(&key) {
                Some(known) => known.clone(),
                None => {
                    let resolved = self.party(side, &ready).await?;
                    known.insert(key, resolved.clone());
                    resolved
                }
            };
            match now {
                Known::Linked(id) => with_party.push((ready, id)),
                Known::Held(held) => self.hold(&ready.due, State::NeedsYou, &held).await?,
                Known::Checking(until) => self.wait_for_party(&ready, side, &until).await?,
            }
        }
        Ok(with_party)
    }

    async fn party(&self, side: Side, ready: &Ready) -> Result<Known, Halt> {
        let source = &ready.document.party;
        let id = self.lane.inner.ids.fresh("par");
        let party = {
            let mut tx = self.lane.begin().await?;
            let names = (source.id.as_str(), side.text(), source.name.as_str());
            let party = party::ensure(tx.db(), self.scope, &self.connection.id, &id, names).await?;
            tx.commit().await?;
            party
        };
        if let Some(remote) = party.remote_id {
            return Ok(Known::Linked(remote));
        }
        if let Some(until) = self.being_made(&party).await? {
            return Ok(Known::Checking(until));
        }
        // Where the books keep one list of names, the other side's count, too.
        let shared = self.remote.ledger.capabilities().limits.shares_names;
        let sides = if shared { vec![side, side.other()] } else { vec![side] };
        let mut found: Vec<(Side, RemoteParty, String)> = Vec::new();
        for side in sides {
            match self.named(side, &party.name).await? {
                Ok(named) => found.extend(named.into_iter().map(|(one, title)| (side, one, title))),
                Err(why) if why.class == Class::Auth || why.class.retries() => {
                    return Err(Halt::LaneClosed);
                }
                Err(why) => return Ok(Known::Held(why.into())),
            }
        }
        let listed: Vec<Listed<'_>> = found
            .iter()
            .map(|(side, one, title)| Listed {
                id: &one.id,
                name: &one.name,
                title,
                kind: side.text(),
            })
            .collect();
        let wanted =
            Wanted { name: &party.name, side, linked: None, gone: party.gone, make: party.make };
        let capabilities = self.remote.ledger.capabilities();
        match who(&wanted, &listed, capabilities.system, capabilities.limits) {
            Who::Linked(id) => Ok(Known::Linked(id)),
            Who::Link(id) => {
                let name = listed.iter().find(|one| one.id == id).map_or("", |one| one.name);
                self.link(&party, (&id, name), "name").await?;
                Ok(Known::Linked(id))
            }
            Who::Make(name) => self.make(side, &party, name.text).await,
            Who::Held { held, choices } => {
                if !choices.is_empty() {
                    let mut tx = self.lane.begin().await?;
                    let offered = serde_json::to_string(&choices)?;
                    party::offer(&mut tx, self.scope, &party.id, &offered).await?;
                    tx.commit().await?;
                }
                Ok(Known::Held(held))
            }
        }
    }

    /// The parties of that name in the books.
    async fn named(
        &self,
        side: Side,
        name: &str,
    ) -> Result<Result<Vec<(RemoteParty, String)>, Rejection>, Halt> {
        let roster = match self.read_roster(side).await? {
            Ok(roster) => roster,
            Err(why) => return Ok(Err(why)),
        };
        let fitted = fit_name(name, self.remote.ledger.capabilities().system).text;
        let mut names = vec![folded(name), folded(&fitted)];
        names.dedup();
        let found = names.iter().filter_map(|name| roster.get(name)).flatten();
        Ok(Ok(found.map(|one| (one.clone(), one.title())).collect()))
    }

    /// All parties of a side, read once a round.
    async fn read_roster(&self, side: Side) -> Result<Result<Arc<Roster>, Rejection>, Halt> {
        if let Some(roster) = self.roster(side) {
            return Ok(Ok(roster));
        }
        let mut roster = Roster::new();
        let mut calls = self.remote.ledger.encode(&self.remote.target, &[Ask::Parties(side)]);
        while let Some(call) = calls.pop() {
            let (sent, _) = self.send(&call).await?;
            let next = sent.decoded.next.clone();
            match sent.single() {
                Answer::Parties(page) => {
                    for party in page {
                        roster.entry(folded(&party.name)).or_default().push(party);
                    }
                }
                Answer::Rejected(why) | Answer::Unknown(why) => {
                    if why.remote_wide {
                        self.close(&why).await?;
                    }
                    return Ok(Err(why));
                }
                _ => {}
            }
            calls.extend(next);
        }
        Ok(Ok(self.keep_roster(side, roster)))
    }

    /// Links `party` to `remote`: its id and its name in the books.
    async fn link(&self, party: &Party, remote: (&str, &str), by: &str) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        let mut tx = self.lane.begin().await?;
        party::link(&mut tx, self.scope, &party.id, remote, by).await?;
        let open =
            operation::of_subject(tx.db(), self.scope, operation::Kind::Party, &party.id).await?;
        if let Some(mut operation) = open {
            operation.state = State::Posted;
            operation.clear();
            operation.detail.remote_id = Some(remote.0.to_owned());
            let connection = &self.connection.id;
            operation::save(&mut tx, self.scope, &operation, connection, now).await?;
            intent::end(&mut tx, self.scope, &operation.id).await?;
        }
        self.commit(tx, "party linked").await
    }

    /// Until when the making of this party may still be at work, if it was begun without outcome.
    async fn being_made(&self, party: &Party) -> Result<Option<String>, Halt> {
        let mut db = self.lane.inner.store.read().await?;
        let kind = operation::Kind::Party;
        let open = operation::of_subject(&mut db, self.scope, kind, &party.id).await?;
        let Some(operation) = open else { return Ok(None) };
        let until = match operation.state {
            State::Checking => operation.next_try_at,
            State::Sending => {
                let intent = intent::of_operation(&mut db, self.scope, &operation.id).await?;
                let written = intent.and_then(|intent| moment(&intent.written_at));
                let since = written.unwrap_or_else(|| instant(self.lane.inner.clock.now()));
                Some(instant_text(self.quarantined_until(since)))
            }
            _ => None,
        };
        let now = text(self.lane.inner.clock.now());
        Ok(until.filter(|until| *until > now))
    }

    async fn make(&self, side: Side, party: &Party, name: String) -> Result<Known, Halt> {
        let ask = Ask::CreateParty(side, name);
        let calls = self.remote.ledger.encode(&self.remote.target, &[ask]);
        let call = calls.first().ok_or(Halt::Stopped)?;
        let payload = call.body.clone().unwrap_or_default();
        let seat = self.seat(call).await?;
        let intended_at = self.lane.inner.clock.now();
        let mut operation = self.intend(party, payload).await?;
        let (sent, tried) = self.send_from(seat, call, Some(intended_at)).await?;
        match sent.single() {
            Answer::Parties(made) if made.len() == 1 => {
                let Some(made) = made.first() else { return Err(Halt::Stopped) };
                self.link(party, (&made.id, &made.name), "created").await?;
                Ok(Known::Linked(made.id.clone()))
            }
            Answer::Rejected(why) => {
                operation.state = State::Waiting;
                operation.reason = Some(why.code.to_owned());
                let attempt = &mut operation.detail.attempt;
                *attempt = next_attempt(*attempt, Outcome::Definite);
                let mut tx = self.lane.begin().await?;
                self.note(&mut tx, &operation.id, &tried, &why.message).await?;
                intent::end(&mut tx, self.scope, &operation.id).await?;
                self.save_party(tx, &operation, &why).await?;
                Ok(Known::Held(why.into()))
            }
            Answer::Unknown(why) => {
                let now = instant(self.lane.inner.clock.now());
                let until = instant_text(self.quarantined_until(now));
                operation.state = State::Checking;
                operation.next_try_at = Some(until.clone());
                let mut tx = self.lane.begin().await?;
                self.note(&mut tx, &operation.id, &tried, &why.message).await?;
                self.save_party(tx, &operation, &why).await?;
                Ok(Known::Checking(until))
            }
            _ => Err(Halt::Stopped),
        }
    }

    /// Makes the intent to make a party durable.
    async fn intend(&self, party: &Party, payload: String) -> Result<Operation, Halt> {
        let now = self.lane.inner.clock.now();
        let mut tx = self.lane.begin().await?;
        let ids = self.lane.inner.ids.as_ref();
        let mut operation = operation::owe_party(tx.db(), self.scope, &party.id, now, ids).await?;
        operation.state = State::Sending;
        operation.lane = self.lane.name().to_owned();
        let connection = &self.connection.id;
        operation::save(&mut tx, self.scope, &operation, connection, now).await?;
        let intent = Intent {
            operation: operation.id.clone(),
            key: operation::key(connection, &party.id, &operation.detail),
            payload_hash: sha256_hex(payload.as_bytes()),
            payload,
            content: "{}".to_owned(),
            step: Step::Creating,
            remote_id: None,
            written_at: text(now),
        };
        intent::put(&mut tx, self.scope, &intent, now).await?;
        self.commit(tx, "party intent").await?;
        Ok(operation)
    }

    /// Stores a party's operation that did not come to an end, and pauses the lane if the remote
    /// as a whole failed.
    async fn save_party(
        &self,
        mut tx: crate::store::lane::Fenced,
        operation: &Operation,
        why: &Rejection,
    ) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        let connection = &self.connection.id;
        operation::save(&mut tx, self.scope, operation, connection, now).await?;
        if why.remote_wide {
            self.close_lane(&mut tx, why).await?;
        }
        self.commit(tx, "party outcome").await?;
        let ends = why.remote_wide || why.class == Class::Auth || why.class.retries();
        if ends && operation.state != State::Checking { Err(Halt::LaneClosed) } else { Ok(()) }
    }

    async fn wait_for_party(&self, ready: &Ready, side: Side, until: &str) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        let until: jiff::Timestamp = until.parse().unwrap_or(now);
        let name = ready.document.party.name.as_str();
        let why = Held::for_now(
            "party_checking",
            format!(
                "The {} {name} was being made in the books without an answer. The document \
                 follows when that is certain.",
                side.text()
            ),
        )
        .about(name);
        self.wait(&ready.due, until.duration_since(now), &why).await
    }
}
