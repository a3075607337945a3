//! `GET /control/books?company=`: the trial balance, the documents, the credit memos and the ledger of a
//! company.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json,
    extract::{Query, State},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{ControlError, find};
use crate::{
    business_central::{Invoice, Side, company::Company},
    house::House,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    company: String,
}

/// Amounts are decimal text with two decimals, debit minus credit in `net`.
#[derive(Debug, Default, Serialize)]
struct Balance {
    name: String,
    debit: String,
    credit: String,
    net: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    account: String,
    description: String,
    quantity: String,
    unit_amount: String,
    amount: String,
    tax: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    id: Uuid,
    kind: Side,
    number: String,
    external_document_number: String,
    party: String,
    party_name: String,
    status: &'static str,
    posted: bool,
    posting_date: String,
    total: String,
    tax: String,
    remaining: String,
    lines: Vec<Line>,
}

/// A credit memo over a sales or purchase invoice.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Memo {
    kind: Side,
    number: String,
    external_document_number: String,
    invoice: String,
    party: String,
    status: &'static str,
    date: String,
    total: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    number: i64,
    posting_date: String,
    document_number: String,
    document_type: &'static str,
    document_id: Uuid,
    account: String,
    description: String,
    debit: String,
    credit: String,
}

/// The books of one company.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Books {
    company: String,
    balanced: bool,
    trial_balance: BTreeMap<String, Balance>,
    documents: Vec<Document>,
    credit_memos: Vec<Memo>,
    entries: Vec<Entry>,
}

pub(crate) async fn read(
    State(house): State<Arc<House>>,
    Query(which): Query<Which>,
) -> Result<Json<Books>, ControlError> {
    let mut world = house.world.lock().await;
    let company = find(&mut world, &which.company)?.clone();
    drop(world);
    let invoices = company.sales_invoices.iter().chain(company.purchase_invoices.iter());
    Ok(Json(Books {
        company: company.name.clone(),
        balanced: company.entries.iter().map(|it| it.debit - it.credit).sum::<Decimal>().is_zero(),
        trial_balance: trial_balance(&company),
        documents: invoices.map(|invoice| document(&company, invoice)).collect(),
        credit_memos: company
            .credit_memos
            .iter()
            .map(|memo| Memo {
                kind: memo.side,
                number: memo.number.clone(),
                external_document_number: memo.external_number.clone(),
                invoice: memo.invoice_number.clone(),
                party: memo.party_number.clone(),
                status: memo.status.caption(),
                date: memo.date.to_string(),
                total: money(memo.total),
            })
            .collect(),
        entries: company
            .entries
            .iter()
            .map(|it| Entry {
                number: it.number,
                posting_date: it.posting_date.to_string(),
                document_number: it.document_number.clone(),
                document_type: it.document_type.caption(),
                document_id: it.document,
                account: company.account_number(it.account).to_owned(),
                description: it.description.clone(),
                debit: money(it.debit),
                credit: money(it.credit),
            })
            .collect(),
    }))
}

/// Accounts that have entries.
fn trial_balance(company: &Company) -> BTreeMap<String, Balance> {
    let mut sums: BTreeMap<Uuid, (Decimal, Decimal)> = BTreeMap::new();
    for entry in company.entries.iter() {
        let sum = sums.entry(entry.account).or_default();
        sum.0 += entry.debit;
        sum.1 += entry.credit;
    }
    sums.into_iter()
        .map(|(id, (debit, credit))| {
            let account = company.accounts.by_id(id);
            let balance = Balance {
                name: account.map(|it| it.display_name.clone()).unwrap_or_default(),
                debit: money(debit),
                credit: money(credit),
                net: money(debit - credit),
            };
            (company.account_number(id).to_owned(), balance)
        })
        .collect()
}

fn document(company: &Company, invoice: &Invoice) -> Document {
    Document {
        id: invoice.id,
        kind: invoice.side,
        number: invoice.number.clone(),
        external_document_number: invoice.external_number.clone(),
        party: invoice.party_number.clone(),
        party_name: invoice.party_name.clone(),
        status: invoice.status.caption(),
        posted: !invoice.is_draft(),
        posting_date: invoice.posting_date.to_string(),
        total: money(invoice.total()),
        tax: money(invoice.tax()),
        remaining: money(invoice.open_amount()),
        lines: invoice
            .lines
            .iter()
            .map(|line| Line {
                account: line.account.map_or("", |it| company.account_number(it)).to_owned(),
                description: line.description.clone(),
                quantity: line.quantity.normalize().to_string(),
                unit_amount: line.unit_amount.normalize().to_string(),
                amount: money(line.net()),
                tax: money(line.tax()),
            })
            .collect(),
    }
}

/// Two decimals; zero has no sign.
pub(super) fn money(amount: Decimal) -> String {
    let mut amount = amount;
    amount.rescale(2);
    if amount.is_zero() { "0.00".to_owned() } else { amount.to_string() }
}
