//! A deposit: payments that wait in Undeposited Funds, and other money, reach the bank.
//!
//! Invariant: a payment stands on one deposit at most, with its whole amount.

use rust_decimal::Decimal;
use serde_json::Value;

use super::{
    ledger, period,
    references::{account, own_account},
    writer::Writer,
};
use crate::quickbooks_online::{
    records::{
        change::Operation,
        entity::Entity,
        given::{self, Given, amount, cents, number},
        line::{self, deposited},
        record::{Link, Posting, Record},
    },
    refusal::{Answer, business, cannot_link, deposit_mismatch, missing, not_modelled},
};

/// Where a deposit may go.
const DEPOSIT_TO: [&str; 2] = ["Bank", "Other Current Asset"];
/// Accounts that other money may come from, or a fee kept back go to.
const FROM: [&str; 12] = [
    "Income",
    "Other Income",
    "Cost of Goods Sold",
    "Expense",
    "Other Expense",
    "Other Current Asset",
    "Fixed Asset",
    "Other Asset",
    "Other Current Liability",
    "Long Term Liability",
    "Credit Card",
    "Equity",
];
/// Why a payment cannot be deposited. Text assumed.
const NOT_WAITING: &str = "The payment is not in Undeposited Funds.";

/// # Errors
/// 2020 for what is missing, 620 for a payment that does not wait, 6460 for another amount than
/// the payment's, 2500 and 6430 for an account that cannot be used, 6000 for a sum that is none, a
/// closed period.
pub(super) fn settle(
    writer: &mut Writer<'_>,
    record: &mut Record,
    former: Option<&Record>,
) -> Answer<()> {
    let property = "DepositToAccountRef";
    let bank = account(writer, (&record.given, property), property, &DEPOSIT_TO)?;
    period::date(writer, record)?;
    check_lines(writer, &mut record.given)?;
    let links = named(writer, record)?;
    let waiting: Decimal = links.iter().map(|it| it.amount).sum();
    let mut postings: Vec<Posting> = deposited(&record.given)
        .into_iter()
        .map(|share| Posting { account: share.of, amount: -share.amount })
        .collect();
    let total = waiting - postings.iter().map(|it| it.amount).sum::<Decimal>();
    if total <= Decimal::ZERO {
        return Err(business("You must set a transaction amount."));
    }
    relink(writer, record, links)?;
    let undeposited = own_account(writer, "AccountSubType", "UndepositedFunds")?;
    postings.push(Posting { account: undeposited, amount: -waiting });
    postings.insert(0, Posting { account: bank, amount: total });
    record.total = total;
    ledger::post(writer, former, record, postings)
}

fn check_lines(writer: &Writer<'_>, given: &mut Given) -> Answer<()> {
    let lines = given.get_mut("Line").and_then(Value::as_array_mut);
    let lines = lines.filter(|it| !it.is_empty()).ok_or_else(|| missing("Line"))?;
    for (position, line) in lines.iter_mut().enumerate() {
        let line = line.as_object_mut().ok_or_else(|| missing("Line"))?;
        let sum = amount(line, "Amount").ok_or_else(|| missing("Line.Amount"))?;
        line.insert("Amount".to_owned(), number(cents(sum)));
        line.insert("Id".to_owned(), Value::from((position + 1).to_string()));
        match given::text(line, "DetailType") {
            Some("DepositLineDetail") => {
                let detail = line.get("DepositLineDetail").and_then(Value::as_object);
                let detail = detail.cloned().unwrap_or_default();
                let path = "Line.DepositLineDetail.AccountRef";
                account(writer, (&detail, "AccountRef"), path, &FROM)?;
            }
            Some(other) => return Err(not_modelled(&format!("deposit lines of type {other}"))),
            None if line.get("LinkedTxn").is_some() => {}
            None => return Err(missing("Line.DetailType")),
        }
    }
    Ok(())
}

/// The payments that the lines name; each waits in Undeposited Funds, or stands here already.
fn named(writer: &Writer<'_>, record: &Record) -> Answer<Vec<Link>> {
    let undeposited = own_account(writer, "AccountSubType", "UndepositedFunds")?;
    let mut links: Vec<Link> = Vec::new();
    for linked in line::linked(&record.given) {
        if linked.kind != "Payment" {
            return Err(not_modelled(&format!("deposits of a {}", linked.kind)));
        }
        let id = linked.id.parse().map_err(|_| cannot_link(NOT_WAITING))?;
        let payment = writer.company.record(Entity::Payment, id);
        let payment = payment.ok_or_else(|| cannot_link(NOT_WAITING))?;
        let elsewhere = payment.linked(Entity::Deposit).any(|it| it.id != record.id);
        let twice = links.iter().any(|it| it.id == id);
        let on = given::reference(&payment.given, "DepositToAccountRef");
        if elsewhere || twice || on != Some(undeposited) {
            return Err(cannot_link(NOT_WAITING));
        }
        if payment.total != linked.amount {
            return Err(deposit_mismatch());
        }
        links.push(Link { entity: Entity::Payment, id, amount: payment.total });
    }
    Ok(links)
}

/// Gives a deposit these payments in the place of those it has.
///
/// # Errors
/// None of its own.
pub(super) fn relink(
    writer: &mut Writer<'_>,
    deposit: &mut Record,
    links: Vec<Link>,
) -> Answer<()> {
    for link in deposit.links.iter().chain(&links) {
        let mut payment = writer.known(Entity::Payment, link.id)?;
        let was = deposit.links.iter().any(|it| it.id == link.id);
        let is = links.iter().any(|it| it.id == link.id);
        if was == is {
            continue;
        }
        payment.links.retain(|it| it.entity != Entity::Deposit);
        if is {
            payment.links.push(Link {
                entity: Entity::Deposit,
                id: deposit.id,
                amount: link.amount,
            });
        }
        writer.keep(payment, Operation::Update);
    }
    deposit.links = links;
    Ok(())
}
