//! Who pays: customers at the source, whose payments go to the books, and people who enter payments of
//! customers and vendors in the books, from where they come. Of each document it is drawn beforehand who
//! pays it and in how many parts, so that the judge knows what has to be there in the end.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_generate::Chance;

use super::documents::cents;
use super::world::World;
use crate::desk::FLEET;

/// The day of every payment: no period is ever closed on it.
const DAY: &str = "2026-10-02";
/// The bank account that bills are paid from: its id and its number.
const BANK: (&str, &str) = ("35", "10100");
/// Where money of customers goes: the books' own account, which has no number.
const UNDEPOSITED: &str = "Undeposited Funds";
/// Rounds in peace: what was not answered is looked up, then sent.
const ROUNDS: usize = 4;
/// How long each of them may take.
const SECONDS: usize = 10;

/// Who enters a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Payer {
    /// The source: a full payment of a customer.
    Source,
    /// A person in the books.
    Books,
}

/// A payment that somebody makes at some time.
#[derive(Clone, Debug)]
pub(super) struct Due {
    pub(super) by: Payer,
    /// The place of the document that it pays.
    pub(super) document: usize,
    pub(super) cents: i64,
    /// Its id in the books, once a person entered it there.
    pub(super) entered: Option<String>,
    /// The place of the payment whose check it is part of; its own where it is paid alone.
    pub(super) check: usize,
}

/// The payments of `documents`; some of these stay unpaid. What a customer pays at the source one after the
/// other comes in one check, two and two.
pub(super) fn planned(documents: &[Value], chance: &mut Chance) -> Vec<Due> {
    let mut dues: Vec<Due> = Vec::new();
    for (document, one) in documents.iter().enumerate() {
        let total = cents(one["total"].as_str().expect("a total"));
        let due = |by: Payer, cents: i64| Due { by, document, cents, entered: None, check: 0 };
        match (chance.below(6), one["kind"] == "invoice") {
            (0, _) => {}
            (1..=3, true) => dues.push(due(Payer::Source, total)),
            (5, _) if total > 1 => {
                dues.push(due(Payer::Books, total / 2));
                dues.push(due(Payer::Books, total - total / 2));
            }
            _ => dues.push(due(Payer::Books, total)),
        }
    }
    let alike = |one: &Due, other: &Due| {
        let customer = |due: &Due| documents[due.document]["party"]["id"].clone();
        other.by == Payer::Source && customer(one) == customer(other)
    };
    for at in 0..dues.len() {
        let before = dues[..at].iter().rposition(|other| alike(&dues[at], other));
        let alone = |before: &usize| dues[at].by == Payer::Source && dues[*before].check == *before;
        dues[at].check = before.filter(alone).unwrap_or(at);
    }
    dues
}

impl World {
    /// Somebody pays. What was paid before is handed in again, or the books say that they changed.
    pub(super) async fn pay(&mut self) {
        let many = u32::try_from(self.dues.len()).expect("few payments");
        if many == 0 {
            return;
        }
        let at = self.chance.below(many) as usize;
        let (by, entered) = (self.dues[at].by, self.dues[at].entered.is_some());
        match by {
            Payer::Source => self.hand_in(at).await,
            Payer::Books if entered => self.hint().await,
            Payer::Books => self.enter(at).await,
        }
    }

    /// Everybody pays who has not, and time passes until both sides must know of it. Two imports: what
    /// one reads at the edge of its time, the next reads once more.
    pub(super) async fn pay_the_rest(&mut self) {
        for at in 0..self.dues.len() {
            let (by, entered) = (self.dues[at].by, self.dues[at].entered.is_some());
            match by {
                Payer::Source => self.hand_in(at).await,
                Payer::Books if entered => {}
                Payer::Books => self.enter(at).await,
            }
        }
        for _ in 0..ROUNDS {
            self.pass(SignedDuration::from_mins(10)).await;
            self.work_on().await;
        }
        for _ in 0..2 {
            self.pass(SignedDuration::from_hours(13)).await;
            self.work_on().await;
        }
    }

    /// What the allowance of a second stops goes on in the next.
    async fn work_on(&mut self) {
        for _ in 0..SECONDS {
            self.desk.work().await;
            self.pass(SignedDuration::from_secs(1)).await;
        }
    }

    /// How many payments that payer makes.
    pub(super) fn dues_by(&self, payer: Payer) -> u64 {
        self.dues.iter().filter(|due| due.by == payer).count() as u64
    }

    /// The number of the document that a payment is on.
    pub(super) fn paid_number(&self, due: &Due) -> String {
        self.documents[due.document]["number"].as_str().expect("a number").to_owned()
    }

    /// The source's id of the payment that this one is part of.
    pub(super) fn payment_id(&self, due: &Due) -> String {
        format!("PAY-{}", self.paid_number(&self.dues[due.check]))
    }

    /// The source hands a payment in, also where it did before: that changes nothing. Its document may
    /// be unknown here yet.
    async fn hand_in(&mut self, at: usize) {
        let id = self.payment_id(&self.dues[at]);
        let check = self.dues[at].check;
        let of_it = self.dues.iter().filter(|due| due.by == Payer::Source && due.check == check);
        let parts: Vec<(String, i64)> =
            of_it.map(|due| (self.paid_number(due), due.cents)).collect();
        let amount = money(parts.iter().map(|(_, cents)| cents).sum());
        let numbers: Vec<&str> = parts.iter().map(|(number, _)| number.as_str()).collect();
        self.note(&format!("source: a customer pays {amount} on {}", numbers.join(" and ")));
        let allocation =
            |(number, cents): &(String, i64)| json!({"document": number, "amount": money(*cents)});
        let allocations: Vec<Value> = parts.iter().map(allocation).collect();
        let paid = json!({"direction": "customer", "origin": "manual", "allocations": allocations,
            "amount": amount, "date": DAY, "reference": format!("ACH {id}")});
        self.desk.take(&id, &paid).await;
    }

    /// Somebody enters a payment in the books, of a document that is known to stand there.
    async fn enter(&mut self, at: usize) {
        let Due { document, cents, .. } = self.dues[at];
        let Some(ours) = self.ids.get(document).cloned() else { return };
        if self.desk.row(&ours).await.state != State::Posted {
            return;
        }
        let number = self.paid_number(&self.dues[at]);
        let ledger = self.ledger().await;
        let Some(held) = self.held(&ledger).into_iter().find(|one| one.number == number) else {
            return;
        };
        let amount = money(cents);
        self.note(&format!("person in the books: enters a payment of {amount} on {number}"));
        let kind = &self.documents[document]["kind"];
        let mut paid = json!({"kind": kind, "document": held.id, "amount": amount, "date": DAY});
        if kind == "bill" {
            paid["account"] = json!(BANK.0);
        }
        let path = format!("quickbooks/{FLEET}/payments");
        let entered = self.desk.ask("POST", &path, &paid).await;
        self.dues[at].entered = Some(entered["Id"].as_str().expect("an id").to_owned());
        if self.happens(50) {
            self.hint().await;
        }
    }

    /// The books say that something changed in them: a round soon after reads their payments.
    async fn hint(&mut self) {
        self.counts.hints += 1;
        self.note("books: say that something changed");
        let entity = json!({"name": "Payment", "id": "1", "operation": "Create"});
        let body = json!({"eventNotifications": [
            {"realmId": FLEET, "dataChangeEvent": {"entities": [entity]}}]});
        let hinted = self.desk.sync.hinted_by_intuit(body.to_string().as_bytes()).await;
        assert_eq!(hinted.expect("a database"), Some(1));
    }

    /// What the payments move, added to `balances`; `controls` are receivable and payable.
    pub(super) fn expect_payments(
        &self,
        controls: (&str, &str),
        balances: &mut BTreeMap<String, i64>,
    ) {
        let (receivable, payable) = controls;
        for due in &self.dues {
            let invoice = self.documents[due.document]["kind"] == "invoice";
            let (debit, credit) =
                if invoice { (UNDEPOSITED, receivable) } else { (payable, BANK.1) };
            *balances.entry(debit.to_owned()).or_default() += due.cents;
            *balances.entry(credit.to_owned()).or_default() -= due.cents;
        }
    }
}

/// 1250 as `12.50`.
fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
