//! Payments of QuickBooks Online: sent to the deposit account, linked to their invoices, with our id in
//! the memo; read with the part of each that is money.

use serde::{Deserialize, Serialize};
use waypost_core::wire::{Amount, Direction, PaymentState};

use super::decode::{amount, rows};
use super::wire::{Exact, Ref, Reply as Body, To};
use super::{ids, memo, query};
use crate::connectors::{NewPayment, Rejection, RemotePayment};

/// Most characters of a reference.
const REFERENCE: usize = 21;

/// The object that a direction's payments are.
pub(super) fn entity(direction: Direction) -> &'static str {
    match direction {
        Direction::Customer => "Payment",
        Direction::Vendor => "BillPayment",
    }
}

/// Payments of the same customer, day and total: ours is among them where it arrived.
pub(super) fn alike(payment: &NewPayment) -> String {
    let condition = format!(
        "CustomerRef = {} and TxnDate = '{}' and TotalAmt = '{}'",
        query::quoted(&payment.party),
        payment.date,
        payment.total
    );
    query::all("Payment", &condition)
}

/// Payments that were entered or changed since.
pub(super) fn since(direction: Direction, since: &str) -> String {
    let condition = format!("MetaData.LastUpdatedTime >= {}", query::quoted(since));
    query::all(entity(direction), &condition)
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct New<'a> {
    customer_ref: To<'a>,
    total_amt: Exact,
    txn_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_ref_num: Option<String>,
    private_note: String,
    deposit_to_account_ref: To<'a>,
    currency_ref: To<'a>,
    line: Vec<NewLine<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct NewLine<'a> {
    amount: Exact,
    linked_txn: [Linked<'a>; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Linked<'a> {
    txn_id: &'a str,
    txn_type: &'static str,
}

/// The body of a payment that is made.
pub(super) fn body(payment: &NewPayment) -> New<'_> {
    let line = payment.settles.iter().map(|(invoice, amount)| NewLine {
        amount: Exact::of(*amount),
        linked_txn: [Linked { txn_id: ids::parts(invoice, "").1, txn_type: "Invoice" }],
    });
    let reference = payment.reference.as_deref();
    New {
        customer_ref: To { value: &payment.party },
        total_amt: Exact::of(payment.total),
        txn_date: payment.date.to_string(),
        payment_ref_num: reference.map(|text| text.chars().take(REFERENCE).collect()),
        private_note: memo::of_payment(&payment.id),
        deposit_to_account_ref: To { value: &payment.deposit_to },
        currency_ref: To { value: &payment.currency },
        line: line.collect(),
    }
}

/// A payment, as read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Payment {
    id: String,
    #[serde(rename = "status", default)]
    status: String,
    #[serde(alias = "CustomerRef", alias = "VendorRef", default)]
    party: Ref,
    #[serde(default)]
    txn_date: String,
    total_amt: Option<Exact>,
    currency_ref: Option<Ref>,
    #[serde(alias = "DocNumber", default)]
    payment_ref_num: Option<String>,
    private_note: Option<String>,
    #[serde(default)]
    line: Vec<Line>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Line {
    amount: Option<Exact>,
    #[serde(default)]
    linked_txn: Vec<Link>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Link {
    #[serde(default)]
    txn_id: String,
    #[serde(default)]
    txn_type: String,
}

/// The payments of a list.
pub(super) fn listed(
    body: &Body,
    realm: &str,
    direction: Direction,
) -> Result<Vec<RemotePayment>, Rejection> {
    let rows = rows::<Payment>(body, entity(direction))?;
    rows.into_iter().map(|row| read(row, realm, direction)).collect()
}

/// One payment.
pub(super) fn read(
    read: Payment,
    realm: &str,
    direction: Direction,
) -> Result<RemotePayment, Rejection> {
    let note = read.private_note.unwrap_or_default();
    let total = read.total_amt.map(amount).transpose()?.unwrap_or(Amount::ZERO);
    let state = match total {
        _ if read.status == "Deleted" => PaymentState::Deleted,
        total if total.is_zero() && note.starts_with("Voided") => PaymentState::Voided,
        _ => PaymentState::Recorded,
    };
    let settled = match direction {
        Direction::Customer => "Invoice",
        Direction::Vendor => "Bill",
    };
    let (mut settles, mut credit) = (Vec::new(), 0_i64);
    for line in &read.line {
        let (Some(link), Some(worth)) = (line.linked_txn.first(), line.amount) else { continue };
        let worth = amount(worth)?;
        if link.txn_type == settled {
            settles.push((ids::qualified(realm, &link.txn_id), worth));
        } else {
            credit += worth.cents();
        }
    }
    let credited = take_credit(&mut settles, credit);
    Ok(RemotePayment {
        id: ids::qualified(realm, &read.id),
        direction,
        state,
        party: read.party.value,
        date: read.txn_date,
        total,
        currency: read.currency_ref.map(|currency| currency.value).filter(|it| !it.is_empty()),
        our_id: memo::number(&note).map(str::to_owned),
        reference: read.payment_ref_num.filter(|text| !text.is_empty()),
        settles,
        credited,
    })
}

/// A payment that is gone.
pub(super) fn deleted(id: &str, direction: Direction) -> RemotePayment {
    RemotePayment {
        id: id.to_owned(),
        direction,
        state: PaymentState::Deleted,
        party: String::new(),
        date: String::new(),
        total: Amount::ZERO,
        currency: None,
        our_id: None,
        reference: None,
        settles: Vec::new(),
        credited: Vec::new(),
    }
}

/// What of the settled amounts was no money: credits are taken off from the first on.
fn take_credit(settles: &mut Vec<(String, Amount)>, mut credit: i64) -> Vec<(String, Amount)> {
    let mut credited = Vec::new();
    for (document, amount) in settles.iter_mut() {
        let part = credit.min(amount.cents());
        let money = Amount::from_cents(amount.cents() - part);
        if let (Some(taken), Some(money), true) = (Amount::from_cents(part), money, part > 0) {
            credited.push((document.clone(), taken));
            *amount = money;
            credit -= part;
        }
    }
    settles.retain(|(_, amount)| !amount.is_zero());
    credited
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> RemotePayment {
        read(serde_json::from_str(text).unwrap(), "93", Direction::Customer).unwrap()
    }

    #[test]
    fn a_credit_memo_in_a_payment_is_no_money() {
        let one = from(
            r#"{"Id":"7","TotalAmt":60.0,"TxnDate":"2026-10-01","CustomerRef":{"value":"1"},
            "Line":[{"Amount":100.0,"LinkedTxn":[{"TxnId":"5","TxnType":"Invoice"}]},
                    {"Amount":40.0,"LinkedTxn":[{"TxnId":"6","TxnType":"CreditMemo"}]}]}"#,
        );
        let amount = |text: &str| text.parse::<Amount>().unwrap();
        assert_eq!(one.settles, [("93/5".to_owned(), amount("60.00"))]);
        assert_eq!(one.credited, [("93/5".to_owned(), amount("40.00"))]);
    }

    #[test]
    fn a_voided_and_a_deleted_payment_settle_nothing() {
        let voided =
            from(r#"{"Id":"7","TotalAmt":0,"PrivateNote":"Voided - Waypost: pay_1","Line":[]}"#);
        assert_eq!((voided.state, voided.our_id.as_deref()), (PaymentState::Voided, Some("pay_1")));
        let deleted = from(r#"{"domain":"QBO","status":"Deleted","Id":"979"}"#);
        assert_eq!(deleted.state, PaymentState::Deleted);
    }
}
