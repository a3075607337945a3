//! `GET /control/quickbooks/{realm}/books`: the trial balance, the transactions and the ledger.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json,
    extract::{Path, State},
};
use rust_decimal::Decimal;
use serde::Serialize;

use super::{super::books::money, ControlError, find};
use crate::{
    house::House,
    quickbooks_online::records::{
        company::Company,
        entity::Entity,
        given,
        record::{Link, Record},
    },
};

/// An account with entries. Amounts are decimal text with two decimals, debit less credit.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Balance {
    id: String,
    name: String,
    account_type: String,
    net: String,
}

/// Part of a transaction: of an account, or of another transaction.
#[derive(Debug, Serialize)]
struct Part {
    kind: &'static str,
    id: String,
    /// Number of the account or of the transaction, or the account's name where it has none.
    number: String,
    amount: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Transaction {
    kind: &'static str,
    id: String,
    number: String,
    date: String,
    party: String,
    total: String,
    /// Balance of an invoice or bill, unapplied amount of a payment.
    open: String,
    private_note: String,
    postings: Vec<Part>,
    links: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Entry {
    number: u64,
    date: String,
    kind: &'static str,
    id: String,
    account: String,
    reversal: bool,
    amount: String,
}

/// The books of a company file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Books {
    company: String,
    balanced: bool,
    /// By account number, or by name where there is none.
    trial_balance: BTreeMap<String, Balance>,
    /// What customers owe and what is owed to vendors, by name.
    parties: BTreeMap<String, String>,
    transactions: Vec<Transaction>,
    entries: Vec<Entry>,
}

pub(super) async fn read(
    State(house): State<Arc<House>>,
    Path(realm): Path<String>,
) -> Result<Json<Books>, ControlError> {
    let mut world = house.world.lock().await;
    let file = find(&mut world, &realm)?.clone();
    drop(world);
    let kinds = Entity::ALL.into_iter().filter(|it| it.is_transaction());
    let parties = file.all(Entity::Customer).chain(file.all(Entity::Vendor));
    Ok(Json(Books {
        company: file.name.clone(),
        balanced: file.entries.iter().map(|it| it.amount).sum::<Decimal>().is_zero(),
        trial_balance: trial_balance(&file),
        parties: parties
            .filter(|it| !it.open.is_zero())
            .map(|it| (it.name().to_owned(), money(it.open)))
            .collect(),
        transactions: kinds
            .flat_map(|kind| file.all(kind))
            .map(|record| transaction(&file, record))
            .collect(),
        entries: file
            .entries
            .iter()
            .map(|it| Entry {
                number: it.number,
                date: it.date.to_string(),
                kind: it.entity.name(),
                id: it.transaction.to_string(),
                account: account_key(&file, it.account),
                reversal: it.reversal,
                amount: money(it.amount),
            })
            .collect(),
    }))
}

fn trial_balance(file: &Company) -> BTreeMap<String, Balance> {
    let mut sums: BTreeMap<u64, Decimal> = BTreeMap::new();
    for entry in file.entries.iter() {
        *sums.entry(entry.account).or_default() += entry.amount;
    }
    sums.into_iter()
        .map(|(id, net)| {
            let account = file.record(Entity::Account, id);
            let balance = Balance {
                id: id.to_string(),
                name: account.map(|it| it.name().to_owned()).unwrap_or_default(),
                account_type: account
                    .map(|it| it.text("AccountType").to_owned())
                    .unwrap_or_default(),
                net: money(net),
            };
            (account_key(file, id), balance)
        })
        .collect()
}

fn account_key(file: &Company, id: u64) -> String {
    let account = file.record(Entity::Account, id);
    let number = account.map(|it| it.text("AcctNum")).filter(|it| !it.is_empty());
    number.or_else(|| account.map(Record::name)).unwrap_or_default().to_owned()
}

fn transaction(file: &Company, record: &Record) -> Transaction {
    let party = [("CustomerRef", Entity::Customer), ("VendorRef", Entity::Vendor)]
        .into_iter()
        .find_map(|(property, kind)| file.record(kind, given::reference(&record.given, property)?));
    let postings = record.posted.iter().map(|posting| Part {
        kind: "Account",
        id: posting.account.to_string(),
        number: account_key(file, posting.account),
        amount: money(posting.amount),
    });
    Transaction {
        kind: record.entity.name(),
        id: record.id.to_string(),
        number: number(record),
        date: record.text("TxnDate").to_owned(),
        party: party.map(|it| it.name().to_owned()).unwrap_or_default(),
        total: money(record.total),
        open: money(record.open),
        private_note: record.text("PrivateNote").to_owned(),
        postings: postings.collect(),
        links: record.links.iter().map(|link| linked(file, link)).collect(),
    }
}

fn linked(file: &Company, link: &Link) -> Part {
    Part {
        kind: link.entity.name(),
        id: link.id.to_string(),
        number: file.record(link.entity, link.id).map(number).unwrap_or_default(),
        amount: money(link.amount),
    }
}

fn number(record: &Record) -> String {
    let property = if record.entity == Entity::Payment { "PaymentRefNum" } else { "DocNumber" };
    record.text(property).to_owned()
}
