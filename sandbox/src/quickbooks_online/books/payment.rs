//! Payments of customers and of bills: money on an account against receivables or payables.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{
    apply,
    bill::payable,
    ledger, period,
    references::{account, active, own_account},
    writer::Writer,
};
use crate::quickbooks_online::{
    records::{
        entity::Entity,
        given::{Given, amount, cents, number},
        record::{Posting, Record},
    },
    refusal::{Answer, bad_choice, business, missing, negative},
};

/// Where money of customers may go.
const DEPOSIT_TO: [&str; 2] = ["Bank", "Other Current Asset"];

/// # Errors
/// 2020 for what is missing, 2290 and 6000 for an amount that is none, 620 for what cannot be
/// linked, 6000 for more than is open or more than was paid, 2500 and 6430 for an account that
/// cannot be used, a closed period.
pub(super) fn settle(
    writer: &mut Writer<'_>,
    record: &mut Record,
    former: Option<&Record>,
) -> Answer<()> {
    let (party, property) = match record.entity {
        Entity::Payment => (Entity::Customer, "CustomerRef"),
        _ => (Entity::Vendor, "VendorRef"),
    };
    active(writer, party, (&record.given, property), property)?;
    period::date(writer, record)?;
    let total = amount(&record.given, "TotalAmt").ok_or_else(|| missing("TotalAmt"))?;
    let total = cents(total);
    if total < Decimal::ZERO {
        return Err(negative(&total.to_string()));
    }
    if total.is_zero() {
        return Err(business("You must set a transaction amount."));
    }
    let (money, control) = accounts(writer, record)?;
    record.given.entry("Line").or_insert(json!([]));
    let links = apply::named(writer, record)?;
    let applied: Decimal = links.iter().map(|it| it.amount).sum();
    if applied > total {
        // Text assumed.
        return Err(business("The amounts applied add up to more than the payment."));
    }
    apply::relink(writer, record, links)?;
    record.given.insert("TotalAmt".to_owned(), number(total));
    record.total = total;
    record.open = total - applied;
    let sign = if record.entity == Entity::Payment { Decimal::ONE } else { -Decimal::ONE };
    let postings = vec![
        Posting { account: money, amount: sign * total },
        Posting { account: control, amount: -sign * total },
    ];
    ledger::post(writer, former, record, postings)
}

/// The account that the money is on, and the one that is paid.
fn accounts(writer: &Writer<'_>, record: &mut Record) -> Answer<(u64, u64)> {
    if record.entity == Entity::Payment {
        let receivable = own_account(writer, "AccountType", "Accounts Receivable")?;
        return Ok((deposit_to(writer, record)?, receivable));
    }
    let payable = payable(writer, record)?;
    let detail = |name: &str| -> Given {
        record.given.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
    };
    let money = match record.text("PayType") {
        "Check" => {
            let path = "CheckPayment.BankAccountRef";
            account(writer, (&detail("CheckPayment"), "BankAccountRef"), path, &["Bank"])?
        }
        "CreditCard" => {
            let path = "CreditCardPayment.CCAccountRef";
            let given = detail("CreditCardPayment");
            account(writer, (&given, "CCAccountRef"), path, &["Credit Card"])?
        }
        "" => return Err(missing("PayType")),
        other => return Err(bad_choice(other)),
    };
    Ok((money, payable))
}

fn deposit_to(writer: &Writer<'_>, record: &mut Record) -> Answer<u64> {
    let property = "DepositToAccountRef";
    if record.given.contains_key(property) {
        return account(writer, (&record.given, property), property, &DEPOSIT_TO);
    }
    let own = own_account(writer, "AccountSubType", "UndepositedFunds")?;
    record.given.insert(property.to_owned(), json!({"value": own.to_string()}));
    Ok(own)
}
