//! An invoice: receivables against the income account of each item sold.

use jiff::ToSpan;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{
    ledger, numbers, period,
    references::{active, own_account, party},
    writer::Writer,
};
use crate::quickbooks_online::{
    records::{
        entity::Entity,
        given::{self, Given, amount, cents, number},
        line::sold,
        record::{Posting, Record},
    },
    refusal::{
        Answer, bad_tax_code, business, inactive_reference, miscalculated, missing, not_modelled,
    },
};

/// An invoice without a due date is due after so many days.
const DUE_DAYS: i64 = 30;
const DETAIL: &str = "SalesItemLineDetail";

/// # Errors
/// 2020 for what is missing, 2500 for what cannot be referred to, 6070 for a wrong product, 6140,
/// 6000 below zero or below what is paid, a closed period.
pub(super) fn settle(
    writer: &mut Writer<'_>,
    record: &mut Record,
    former: Option<&Record>,
) -> Answer<()> {
    active(writer, Entity::Customer, (&record.given, "CustomerRef"), "CustomerRef")?;
    check_lines(&mut record.given)?;
    let day = period::date(writer, record)?;
    let due = day.checked_add(DUE_DAYS.days()).unwrap_or(day);
    record.given.entry("DueDate").or_insert_with(|| due.to_string().into());
    numbers::number_invoice(writer, record, former);
    numbers::check(writer, record, former)?;
    let mut postings = Vec::new();
    for share in sold(&record.given) {
        let account = income_account(writer, share.of)?;
        postings.push(Posting { account, amount: -share.amount });
    }
    let total: Decimal = -postings.iter().map(|it| it.amount).sum::<Decimal>();
    check_total(record, former, total)?;
    let receivable = own_account(writer, "AccountType", "Accounts Receivable")?;
    postings.insert(0, Posting { account: receivable, amount: total });
    record.total = total;
    record.open = total - record.links.iter().map(|it| it.amount).sum::<Decimal>();
    ledger::post(writer, former, record, postings)
}

/// Texts assumed: the page knows only that it is refused.
pub(super) fn check_total(record: &Record, former: Option<&Record>, total: Decimal) -> Answer<()> {
    if total < Decimal::ZERO {
        return Err(business("Transaction amount must be 0 or greater."));
    }
    let paid: Decimal = record.links.iter().map(|it| it.amount).sum();
    if total < paid {
        return Err(business("The amount is less than the payments that are linked to it."));
    }
    let moved = former.is_some_and(|former| party(former) != party(record));
    if moved && !record.links.is_empty() {
        return Err(business("A transaction with linked payments can't change its name."));
    }
    Ok(())
}

fn income_account(writer: &Writer<'_>, item: u64) -> Answer<u64> {
    let reference: Given =
        serde_json::Map::from_iter([("ItemRef".to_owned(), json!({"value": item.to_string()}))]);
    let path = "Line.SalesItemLineDetail.ItemRef";
    let item = active(writer, Entity::Item, (&reference, "ItemRef"), path)?;
    let account = given::reference(&item.given, "IncomeAccountRef");
    let account = account.ok_or_else(|| missing("IncomeAccountRef"))?;
    let known = writer.known(Entity::Account, account)?;
    if known.is_active() { Ok(account) } else { Err(inactive_reference("accounts")) }
}

/// Checks the lines, computes missing amounts and numbers them; the server's own sum is left out.
fn check_lines(given: &mut Given) -> Answer<()> {
    let lines = given.get_mut("Line").and_then(Value::as_array_mut);
    let lines = lines.ok_or_else(|| missing("Line"))?;
    lines.retain(|line| line["DetailType"] != "SubTotalLineDetail");
    if lines.is_empty() {
        return Err(missing("Line"));
    }
    for (position, line) in lines.iter_mut().enumerate() {
        let line = line.as_object_mut().ok_or_else(|| missing("Line"))?;
        check_line(line)?;
        line.insert("LineNum".to_owned(), json!(position + 1));
        line.insert("Id".to_owned(), Value::from((position + 1).to_string()));
    }
    Ok(())
}

fn check_line(line: &mut Given) -> Answer<()> {
    match given::text(line, "DetailType") {
        Some(DETAIL) => {}
        Some("DescriptionOnly") => return Ok(()),
        Some(other) => return Err(not_modelled(&format!("invoice lines of type {other}"))),
        None => return Err(missing("Line.DetailType")),
    }
    let detail = line.get(DETAIL).and_then(Value::as_object).cloned().unwrap_or_default();
    check_tax_code(&detail)?;
    let product = amount(&detail, "Qty")
        .zip(amount(&detail, "UnitPrice"))
        .map(|(quantity, price)| cents(quantity * price));
    let sum = match (amount(line, "Amount"), product) {
        (Some(sum), Some(product)) if cents(sum) != product => {
            return Err(miscalculated(&grouped(sum)));
        }
        (Some(sum), _) => cents(sum),
        (None, Some(product)) => product,
        (None, None) => return Err(missing("Line.Amount")),
    };
    line.insert("Amount".to_owned(), number(sum));
    Ok(())
}

/// No tax is computed: lines are untaxed.
pub(super) fn check_tax_code(detail: &Given) -> Answer<()> {
    let code = detail.get("TaxCodeRef").and_then(|it| it["value"].as_str());
    match code {
        None | Some("NON") => Ok(()),
        Some("TAX") => Err(not_modelled("taxed lines")),
        Some(other) => Err(bad_tax_code(other)),
    }
}

/// With commas between thousands: `1,000`.
fn grouped(amount: Decimal) -> String {
    let text = amount.normalize().to_string();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let rest = rest.map(|it| format!(".{it}")).unwrap_or_default();
    format!("{sign}{grouped}{rest}")
}
