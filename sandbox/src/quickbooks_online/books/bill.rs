//! A bill: the account of each line against payables.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{
    invoice::{check_tax_code, check_total},
    ledger, numbers, period,
    references::{account, active, own_account},
    writer::Writer,
};
use crate::quickbooks_online::{
    records::{
        entity::Entity,
        given::{self, Given, amount, cents, number},
        line::charged,
        record::{Posting, Record},
    },
    refusal::{Answer, missing, not_modelled},
};

const DETAIL: &str = "AccountBasedExpenseLineDetail";
/// Accounts that a bill's line may charge: all but receivables, payables and banks. The wire page
/// names none; a bank account would be a payment.
const CHARGED: [&str; 11] = [
    "Cost of Goods Sold",
    "Expense",
    "Other Expense",
    "Income",
    "Other Income",
    "Other Current Asset",
    "Fixed Asset",
    "Other Asset",
    "Other Current Liability",
    "Long Term Liability",
    "Equity",
];

/// # Errors
/// 2020 for what is missing, 2500 for what cannot be referred to, 6430 for a wrong account, 6140,
/// 6000 below zero or below what is paid, a closed period.
pub(super) fn settle(
    writer: &mut Writer<'_>,
    record: &mut Record,
    former: Option<&Record>,
) -> Answer<()> {
    active(writer, Entity::Vendor, (&record.given, "VendorRef"), "VendorRef")?;
    check_lines(writer, &mut record.given)?;
    let payable = payable(writer, record)?;
    let day = period::date(writer, record)?;
    record.given.entry("DueDate").or_insert_with(|| day.to_string().into());
    numbers::check(writer, record, former)?;
    let mut postings: Vec<Posting> = charged(&record.given)
        .into_iter()
        .map(|share| Posting { account: share.of, amount: share.amount })
        .collect();
    let total: Decimal = postings.iter().map(|it| it.amount).sum();
    check_total(record, former, total)?;
    postings.push(Posting { account: payable, amount: -total });
    record.total = total;
    record.open = total - record.links.iter().map(|it| it.amount).sum::<Decimal>();
    ledger::post(writer, former, record, postings)
}

/// The payables account: the one named, else the company's.
///
/// # Errors
/// 2500 and 6430 for one that cannot be used.
pub(super) fn payable(writer: &Writer<'_>, record: &mut Record) -> Answer<u64> {
    if record.given.contains_key("APAccountRef") {
        let named = (&record.given, "APAccountRef");
        return account(writer, named, "APAccountRef", &["Accounts Payable"]);
    }
    let own = own_account(writer, "AccountType", "Accounts Payable")?;
    record.given.insert("APAccountRef".to_owned(), json!({"value": own.to_string()}));
    Ok(own)
}

fn check_lines(writer: &Writer<'_>, given: &mut Given) -> Answer<()> {
    let lines = given.get_mut("Line").and_then(Value::as_array_mut);
    let lines = lines.filter(|it| !it.is_empty()).ok_or_else(|| missing("Line"))?;
    for (position, line) in lines.iter_mut().enumerate() {
        let line = line.as_object_mut().ok_or_else(|| missing("Line"))?;
        check_line(writer, line)?;
        line.insert("Id".to_owned(), Value::from((position + 1).to_string()));
    }
    Ok(())
}

fn check_line(writer: &Writer<'_>, line: &mut Given) -> Answer<()> {
    match given::text(line, "DetailType") {
        Some(DETAIL) => {}
        Some("DescriptionOnly") => return Ok(()),
        Some(other) => return Err(not_modelled(&format!("bill lines of type {other}"))),
        None => return Err(missing("Line.DetailType")),
    }
    let detail = line.get(DETAIL).and_then(Value::as_object).cloned().unwrap_or_default();
    check_tax_code(&detail)?;
    let path = "Line.AccountBasedExpenseLineDetail.AccountRef";
    account(writer, (&detail, "AccountRef"), path, &CHARGED)?;
    let sum = amount(line, "Amount").ok_or_else(|| missing("Line.Amount"))?;
    line.insert("Amount".to_owned(), number(cents(sum)));
    Ok(())
}
