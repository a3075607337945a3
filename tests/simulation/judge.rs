//! The judgement: what the sandbox's books hold, against what the oracle worked out from the documents
//! and the mapping. Neither core nor server has a say in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use waypost_core::api::State;

use super::documents::cents;
use super::system::Held;
use super::world::World;
use crate::desk::by_number;
use crate::sample;

/// What is wrong, in words; nothing where all is well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Sent by the source, and not posted in the books; or paid, and not known to the other side.
    pub lost: Vec<String>,
    /// More than once in the books, drafts counted, or a party made twice; or paid more than once, here
    /// or there.
    pub duplicate: Vec<String>,
    /// Not known to be posted, though nothing stands in its way.
    pub stuck: Vec<String>,
    /// Other money in the books than the documents and payments say.
    pub wrong: Vec<String>,
    /// A payment that was sent, taken for another when the books showed it.
    pub echoed: Vec<String>,
}

impl Verdict {
    /// Nothing lost, doubled, stuck, wrong or echoed.
    #[must_use]
    pub fn holds(&self) -> bool {
        *self == Verdict::default()
    }
}

impl World {
    /// Judges what the run left.
    pub(super) async fn judge(&self) -> Verdict {
        let mut verdict = Verdict::default();
        let ledger = self.ledger().await;
        let held = self.held(&ledger);
        for (document, id) in self.documents.iter().zip(&self.ids) {
            let number = document["number"].as_str().expect("a number");
            let ours = || held.iter().filter(|one| one.number == number);
            let posted = ours().filter(|one| one.posted).count();
            let row = self.desk.row(id).await;
            if posted == 0 {
                verdict.lost.push(format!("{number}: {:?} {:?}", row.state, row.message));
            }
            if ours().count() > 1 {
                verdict.duplicate.push(format!("{number}: {} documents", ours().count()));
            }
            if (row.state, row.reason.as_deref()) != (State::Posted, None) {
                verdict.stuck.push(format!("{number}: {:?} {:?}", row.state, row.reason));
            }
        }
        self.judge_parties(&held, &mut verdict);
        self.judge_payments(&ledger, &held, &mut verdict).await;
        self.judge_money(&ledger, &mut verdict).await;
        verdict
    }

    /// Each party of the source is one party of the books.
    fn judge_parties(&self, held: &[Held], verdict: &mut Verdict) {
        let mut parties: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for document in &self.documents {
            let ours = |one: &&Held| document["number"] == *one.number;
            for one in held.iter().filter(ours) {
                let known = parties.entry(document["party"]["id"].to_string()).or_default();
                known.insert(one.party.clone());
            }
        }
        for (ours, theirs) in parties.into_iter().filter(|(_, theirs)| theirs.len() > 1) {
            verdict.duplicate.push(format!("party {ours} is {theirs:?} in the books"));
        }
    }

    async fn judge_money(&self, ledger: &Value, verdict: &mut Verdict) {
        if ledger["balanced"] != true {
            verdict.wrong.push("the books do not balance".to_owned());
        }
        let expected = self.expected().await;
        let found: BTreeMap<String, i64> = ledger["trialBalance"]
            .as_object()
            .expect("balances")
            .iter()
            .map(|(account, row)| (account.clone(), cents(row["net"].as_str().expect("a net"))))
            .filter(|(_, net)| *net != 0)
            .collect();
        let accounts: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
        for account in accounts {
            let of = |from: &BTreeMap<String, i64>| from.get(account).copied().unwrap_or(0);
            if of(&expected) != of(&found) {
                let (ours, theirs) = (of(&expected), of(&found));
                verdict.wrong.push(format!("account {account}: {ours} expected, {theirs} found"));
            }
        }
    }

    /// What every account comes to in cents, debit less credit, by the oracle.
    async fn expected(&self) -> BTreeMap<String, i64> {
        let chart = self.desk.chart().await.chart.expect("a chart");
        let numbers: BTreeMap<String, String> = chart
            .accounts
            .iter()
            .map(|one| (one.id.clone(), one.number.clone().unwrap_or_else(|| one.name.clone())))
            .collect();
        let mapping = by_number(&sample::mapping(), &chart);
        let (chart, catalog) = (json!(chart), sample::catalog());
        let books = waypost_oracle::Books { mapping: &mapping, chart: &chart, catalog: &catalog };
        let mut balances: BTreeMap<String, i64> = BTreeMap::new();
        for document in &self.documents {
            let preview = waypost_oracle::preview(books, document);
            for entry in preview["entries"].as_array().expect("entries") {
                let figure = |side: &str| cents(entry[side].as_str().expect("an amount"));
                let account = entry["account"].as_str().expect("an account");
                *balances.entry(numbers[account].clone()).or_default() +=
                    figure("debit") - figure("credit");
            }
        }
        let control = |name: &str| {
            let account = mapping["defaults"][name].as_str().expect("a control account");
            numbers[account].as_str()
        };
        let controls = (control("accounts_receivable"), control("accounts_payable"));
        self.expect_payments(controls, &mut balances);
        balances
    }
}
