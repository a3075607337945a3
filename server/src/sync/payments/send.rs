//! Customer payments go into the books: each under an intent that is durable before its request leaves,
//! looked up before it is sent, recognised by the remote when it is sent again (R40, R41).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use waypost_core::api::State;
use waypost_core::sync::Held;
use waypost_core::sync::failure::pause;
use waypost_core::sync::key::{Outcome, next_attempt};
use waypost_core::sync::limits::Quarantine;
use waypost_core::wire::{Amount, Decided, Kind};

use super::settings;
use crate::clock::{instant, instant_text, moment, text};
use crate::connectors::{Answer, Ask, Call, Class, NewPayment, Once, Rejection, RemotePayment};
use crate::hash::sha256_hex;
use crate::store::connection::Connection;
use crate::store::intent::{self, Intent, Step};
use crate::store::operation::{self, Operation};
use crate::store::payment::{self, Known, Stored};
use crate::store::{Scope, attempt, lane::Fenced};
use crate::sync::halt::Halt;
use crate::sync::lane::{Lane, Under};
use crate::sync::remote::{Remote, Sent};
use crate::transport::request_text;

/// Sends what is due of one connection.
pub(super) async fn send(lane: &Lane, scope: &Scope, connection: &Connection) -> Result<(), Halt> {
    let due = {
        let now = text(lane.inner.clock.now());
        let mut db = lane.inner.store.read().await?;
        let subsidiary = &connection.subsidiary;
        payment::to_send(&mut db, scope, subsidiary, &now, super::AT_ONCE).await?
    };
    if due.is_empty() {
        return Ok(());
    }
    lane.open().await?;
    let Some(remote) = Remote::new(&lane.inner, scope, connection) else { return Ok(()) };
    let way = Way { lane, scope, connection, remote };
    for (stored, operation) in due {
        way.go(stored, operation).await?;
    }
    Ok(())
}

/// The way of one connection's payments.
struct Way<'a> {
    lane: &'a Lane,
    scope: &'a Scope,
    connection: &'a Connection,
    remote: Remote<'a>,
}

/// What a worker must know to go on after a crash.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Content {
    payment: NewPayment,
    once: Once,
}

impl Way<'_> {
    async fn go(&self, stored: Stored, operation: Option<Operation>) -> Result<(), Halt> {
        let mut operation = match operation {
            Some(operation) => operation,
            None => self.owe(&stored).await?,
        };
        let begun = {
            let mut db = self.lane.inner.store.read().await?;
            intent::of_operation(&mut db, self.scope, &operation.id).await?
        };
        match (operation.state, begun) {
            // A run of the worker ended between intent and outcome.
            (State::Sending, Some(intent)) => self.quarantine(&mut operation, &intent).await,
            (State::Checking, Some(intent)) => {
                let content: Content = serde_json::from_str(&intent.content)?;
                self.look(&stored, operation, content, true).await
            }
            _ => match self.prepare(&stored).await? {
                Ok(new) => {
                    let content = Content { once: self.once(&operation), payment: new };
                    self.look(&stored, operation, content, false).await
                }
                Err(held) => self.hold(&mut operation, &held).await,
            },
        }
    }

    async fn owe(&self, stored: &Stored) -> Result<Operation, Halt> {
        let now = self.lane.inner.clock.now();
        let ids = self.lane.inner.ids.as_ref();
        let mut tx = self.lane.begin().await?;
        let operation = operation::owe_payment(tx.db(), self.scope, &stored.id, now, ids).await?;
        tx.commit().await?;
        Ok(operation)
    }

    fn once(&self, operation: &Operation) -> Once {
        let key = operation::key(&self.connection.id, &operation.subject, &operation.detail);
        let request = sha256_hex(key.as_bytes()).chars().take(32).collect();
        Once { request, part: "p".to_owned(), again: false }
    }

    /// The payment as it goes into the books: its invoices are read there first, so that what is open is
    /// what is paid.
    async fn prepare(&self, stored: &Stored) -> Result<Result<NewPayment, Held>, Halt> {
        let mut invoices: Vec<(Known, Amount)> = Vec::new();
        let settings = {
            let mut db = self.lane.inner.store.read().await?;
            for allocation in &stored.payment.allocations {
                let known =
                    payment::standing(&mut db, self.scope, Kind::Invoice, &allocation.document)
                        .await?;
                let here = |known: &Known| known.subsidiary == self.connection.subsidiary;
                if let Some(known) = known.filter(here) {
                    invoices.push((known, allocation.amount));
                }
            }
            settings::of_subsidiary(&mut db, self.scope, &self.connection.subsidiary).await?
        };
        let deposit = settings.mapping.customer_payments.deposit_account.clone();
        let (Some(deposit_to), Some((first, _))) = (deposit, invoices.first()) else {
            return Ok(Err(Held::config(
                Decided::Wait.as_str(),
                "The payment waits for its invoice or for a deposit account.".to_owned(),
            )));
        };
        let currency = stored.payment.currency.clone().or(first.standing.currency.clone());
        let mut party: Option<String> = None;
        let mut settles = Vec::new();
        for (known, amount) in &invoices {
            let Some(remote_id) = &known.remote_id else { continue };
            let (answer, _) = self.ask(Ask::Read(Kind::Invoice, remote_id.clone())).await?;
            let found = match answer {
                Answer::Documents(mut found) if found.len() == 1 => found.pop(),
                Answer::Rejected(why) | Answer::Unknown(why) => {
                    self.stop_for(&why).await?;
                    return Ok(Err(why.into()));
                }
                _ => None,
            };
            let Some(found) = found else { return Err(Halt::Unread) };
            if found.open < *amount {
                return Ok(Err(paid_in_books(&found.number, found.open)));
            }
            if party.get_or_insert_with(|| found.party.clone()) != &found.party {
                return Ok(Err(several_customers()));
            }
            settles.push((remote_id.clone(), *amount));
        }
        let cents: i64 = settles.iter().map(|(_, amount)| amount.cents()).sum();
        let today = || text(self.lane.inner.clock.now()).get(..10).and_then(|day| day.parse().ok());
        let (Some(party), Some(total), Some(date)) =
            (party, Amount::from_cents(cents), stored.payment.date.or_else(today))
        else {
            return Err(Halt::Unread);
        };
        Ok(Ok(NewPayment {
            id: stored.id.clone(),
            party,
            date,
            currency: currency.unwrap_or_else(|| "USD".to_owned()),
            total,
            reference: stored.payment.reference.clone(),
            deposit_to,
            settles,
        }))
    }

    /// Asks the books whether they have it, then sends it, or takes what is there.
    async fn look(
        &self,
        stored: &Stored,
        mut operation: Operation,
        content: Content,
        sent_before: bool,
    ) -> Result<(), Halt> {
        let (answer, call) = self.ask(Ask::FindPayment(content.payment.clone())).await?;
        let found = match answer {
            Answer::Payments(found) => found,
            Answer::Rejected(why) | Answer::Unknown(why) => {
                self.stop_for(&why).await?;
                return self.later(&mut operation, &why).await;
            }
            _ => return Err(Halt::Unread),
        };
        let ours = |one: &RemotePayment| one.our_id.as_deref() == Some(stored.id.as_str());
        if let Some(found) = found.into_iter().find(ours) {
            return self.done(operation, &found.id, &call, "It was in the books: adopted.").await;
        }
        let outcome = if sent_before { "It had not arrived." } else { "Not in the books yet." };
        self.intend(&mut operation, &content, &call, outcome).await?;
        self.create(operation, content).await
    }

    /// Makes the intent durable.
    async fn intend(
        &self,
        operation: &mut Operation,
        content: &Content,
        looked: &Call,
        outcome: &str,
    ) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        operation.state = State::Sending;
        operation.lane = self.lane.name().to_owned();
        operation.clear();
        let payload = serde_json::to_string(&content.payment)?;
        let connection = &self.connection.id;
        let intent = Intent {
            operation: operation.id.clone(),
            key: operation::key(connection, &operation.subject, &operation.detail),
            payload_hash: sha256_hex(payload.as_bytes()),
            payload,
            content: serde_json::to_string(content)?,
            step: Step::Creating,
            remote_id: None,
            written_at: text(now),
        };
        let mut tx = self.lane.begin().await?;
        operation::save(&mut tx, self.scope, operation, connection, now).await?;
        intent::put(&mut tx, self.scope, &intent, now).await?;
        self.note(&mut tx, operation, looked, outcome).await?;
        self.commit(tx, "payment intent").await
    }

    async fn create(&self, mut operation: Operation, content: Content) -> Result<(), Halt> {
        let intended_at = self.lane.inner.clock.now();
        let ask = Ask::Pay(content.payment, content.once);
        let calls = self.remote.ledger.encode(&self.remote.target, &[ask]);
        let call = calls.first().ok_or(Halt::Stopped)?;
        let sent = self.send_call(call, Some(intended_at)).await?;
        match sent.single() {
            Answer::Payments(mut made) if made.len() == 1 => {
                let Some(made) = made.pop() else { return Err(Halt::Stopped) };
                self.done(operation, &made.id, call, "Accepted: in the books.").await
            }
            Answer::Rejected(why) => {
                let attempt = &mut operation.detail.attempt;
                *attempt = next_attempt(*attempt, Outcome::Definite);
                self.refused(&mut operation, call, &why).await
            }
            Answer::Unknown(why) => {
                let now = instant(self.lane.inner.clock.now());
                operation.state = State::Checking;
                operation.next_try_at = Some(instant_text(self.quarantine_length().ends(now)));
                operation.explain(&unanswered());
                let mut tx = self.lane.begin().await?;
                self.save(&mut tx, &operation).await?;
                self.note(&mut tx, &operation, call, &why.message).await?;
                self.commit(tx, "payment unanswered").await?;
                self.stop_for(&why).await
            }
            _ => Err(Halt::Unread),
        }
    }

    /// It stands in the books.
    async fn done(
        &self,
        mut operation: Operation,
        remote_id: &str,
        call: &Call,
        outcome: &str,
    ) -> Result<(), Halt> {
        operation.clear();
        operation.state = State::Posted;
        operation.tries = 0;
        operation.detail.remote_id = Some(remote_id.to_owned());
        let mut tx = self.lane.begin().await?;
        let (id, connection) = (operation.subject.clone(), &self.connection.id);
        payment::sent(tx.db(), self.scope, &id, connection, remote_id).await?;
        self.save(&mut tx, &operation).await?;
        intent::end(&mut tx, self.scope, &operation.id).await?;
        self.note(&mut tx, &operation, call, outcome).await?;
        self.lane.succeeded(&mut tx).await?;
        self.commit(tx, "payment posted").await
    }

    /// Nothing was made: the class decides (R42).
    async fn refused(
        &self,
        operation: &mut Operation,
        call: &Call,
        why: &Rejection,
    ) -> Result<(), Halt> {
        let retries = why.class.retries() || why.class == Class::Auth;
        operation.state = if retries { State::Waiting } else { State::NeedsYou };
        operation.explain(&why.clone().into());
        operation.next_try_at = retries.then(|| self.after_pause(operation.tries + 1));
        let mut tx = self.lane.begin().await?;
        self.save(&mut tx, operation).await?;
        intent::end(&mut tx, self.scope, &operation.id).await?;
        self.note(&mut tx, operation, call, &why.message).await?;
        self.commit(tx, "payment refused").await?;
        self.stop_for(why).await
    }

    async fn later(&self, operation: &mut Operation, why: &Rejection) -> Result<(), Halt> {
        operation.next_try_at = Some(self.after_pause(operation.tries + 1));
        operation.explain(&why.clone().into());
        let mut tx = self.lane.begin().await?;
        self.save(&mut tx, operation).await?;
        self.commit(tx, "payment later").await
    }

    async fn hold(&self, operation: &mut Operation, held: &Held) -> Result<(), Halt> {
        let person = !held.class.retries() && held.class != Class::NeedsConfig;
        operation.state = if person { State::NeedsYou } else { State::Waiting };
        operation.next_try_at = (!person).then(|| self.after_pause(6));
        operation.explain(held);
        let mut tx = self.lane.begin().await?;
        self.save(&mut tx, operation).await?;
        self.commit(tx, "payment held").await
    }

    async fn quarantine(&self, operation: &mut Operation, intent: &Intent) -> Result<(), Halt> {
        let now = instant(self.lane.inner.clock.now());
        let written = moment(&intent.written_at).unwrap_or(now);
        operation.state = State::Checking;
        operation.next_try_at = Some(instant_text(self.quarantine_length().ends(written)));
        operation.explain(&unanswered());
        let mut tx = self.lane.begin().await?;
        self.save(&mut tx, operation).await?;
        self.commit(tx, "payment quarantine").await
    }

    fn quarantine_length(&self) -> Quarantine {
        self.remote.ledger.capabilities().limits.quarantine
    }

    fn after_pause(&self, failures: u32) -> String {
        text(self.lane.inner.clock.now() + pause(failures))
    }

    /// Ends the round where the remote as a whole, or the sign-in, is at fault.
    async fn stop_for(&self, why: &Rejection) -> Result<(), Halt> {
        if why.remote_wide {
            let mut tx = self.lane.begin().await?;
            let limits = self.remote.ledger.capabilities().limits;
            self.lane.close(&mut tx, why, limits).await?;
            tx.commit().await?;
            return Err(Halt::LaneClosed);
        }
        if why.class == Class::Auth { Err(Halt::LaneClosed) } else { Ok(()) }
    }

    async fn ask(&self, ask: Ask) -> Result<(Answer, Call), Halt> {
        let calls = self.remote.ledger.encode(&self.remote.target, &[ask]);
        let call = calls.into_iter().next().ok_or(Halt::Stopped)?;
        let sent = self.send_call(&call, None).await?;
        Ok((sent.single(), call))
    }

    async fn send_call(&self, call: &Call, intended_at: Option<Timestamp>) -> Result<Sent, Halt> {
        self.lane.keep().await?;
        self.lane.pass(&format!("{}: before the request", call.step))?;
        let under = Under { lane: self.lane, intended_at };
        let sent = self.remote.send(call, Some(&under)).await?;
        self.lane.pass(&format!("{}: after the reply", call.step))?;
        Ok(sent)
    }

    async fn save(&self, tx: &mut Fenced, operation: &Operation) -> Result<(), Halt> {
        let now = self.lane.inner.clock.now();
        operation::save(tx, self.scope, operation, &self.connection.id, now).await?;
        Ok(())
    }

    async fn note(
        &self,
        tx: &mut Fenced,
        operation: &Operation,
        call: &Call,
        outcome: &str,
    ) -> Result<(), Halt> {
        let tried = waypost_core::api::Attempt {
            at: text(self.lane.inner.clock.now()),
            step: call.step.to_owned(),
            request: request_text(call),
            reply: None,
            outcome: outcome.to_owned(),
        };
        let id = self.lane.inner.ids.fresh("att");
        attempt::add(tx, self.scope, &id, &operation.id, &tried).await?;
        Ok(())
    }

    async fn commit(&self, tx: Fenced, name: &str) -> Result<(), Halt> {
        self.lane.pass(&format!("{name}: before it is durable"))?;
        tx.commit().await?;
        self.lane.pass(&format!("{name}: durable"))
    }
}

fn unanswered() -> Held {
    Held::for_now(
        "no_answer",
        "Sent, and not answered. The books are asked whether it arrived once they can no longer be \
         working on it; until then nothing is sent again."
            .to_owned(),
    )
}

fn paid_in_books(number: &str, open: Amount) -> Held {
    Held::person(
        "paid_in_books",
        format!(
            "Of {number} only {} is open in the books: a payment stands there already. Nothing was \
             sent. Look at it there; it is imported at the next import.",
            open.grouped()
        ),
    )
}

fn several_customers() -> Held {
    Held::person(
        "several_customers",
        "The invoices of this payment are of several customers in the books, and a payment there is of \
         one. Record it in the books by hand."
            .to_owned(),
    )
}
