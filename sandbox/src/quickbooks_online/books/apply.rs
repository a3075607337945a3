//! Applying payments: which invoices or bills a payment pays and how much of each.
//!
//! Invariant: a link stands on both sides with the same amount, and no invoice or bill has more
//! applied to it than its total.

use rust_decimal::Decimal;
use serde_json::Value;

use super::{references::party, writer::Writer};
use crate::quickbooks_online::{
    records::{
        change::Operation,
        entity::Entity,
        line::{self, Linked},
        record::{Link, Record},
    },
    refusal::{Answer, bad_choice, business, cannot_link, negative, not_modelled},
};

/// Why a transaction of somebody else, or of nobody, cannot be linked.
const NOT_THEIRS: &str = "Something you're trying to use has been made inactive. Check the fields \
                          with accounts, customers, items, vendors or employees.";
/// What a payment may name besides invoices and bills in QuickBooks Online.
const OTHERS: [&str; 6] =
    ["CreditMemo", "JournalEntry", "Expense", "Check", "CreditCardCredit", "VendorCredit"];

/// What a payment pays.
pub(super) fn paid_kind(payment: &Record) -> Entity {
    if payment.entity == Entity::Payment { Entity::Invoice } else { Entity::Bill }
}

/// The links that the lines of a payment name.
///
/// # Errors
/// 620 for what is not there or another party's, 2290 for an amount that is not above zero.
pub(super) fn named(writer: &Writer<'_>, payment: &Record) -> Answer<Vec<Link>> {
    let kind = paid_kind(payment);
    let mut links: Vec<Link> = Vec::new();
    for Linked { kind: word, id, amount } in line::linked(&payment.given) {
        if word != kind.name() {
            let known = OTHERS.contains(&word);
            let what = format!("payments of a {word}");
            return Err(if known { not_modelled(&what) } else { bad_choice(word) });
        }
        let id: u64 = id.parse().map_err(|_| cannot_link(NOT_THEIRS))?;
        let document = writer.company.record(kind, id).ok_or_else(|| cannot_link(NOT_THEIRS))?;
        if party(document) != party(payment) {
            return Err(cannot_link(NOT_THEIRS));
        }
        if amount <= Decimal::ZERO {
            return Err(negative(&amount.to_string()));
        }
        match links.iter_mut().find(|link| link.id == id) {
            Some(link) => link.amount += amount,
            None => links.push(Link { entity: kind, id, amount }),
        }
    }
    Ok(links)
}

/// Gives a payment these links in the place of those it has; each invoice or bill whose share
/// changes follows, with its balance and its token.
///
/// # Errors
/// 6000 when more is applied than is open.
pub(super) fn relink(
    writer: &mut Writer<'_>,
    payment: &mut Record,
    links: Vec<Link>,
) -> Answer<()> {
    let kind = paid_kind(payment);
    let share = |links: &[Link], id: u64| -> Decimal {
        links.iter().filter(|it| it.entity == kind && it.id == id).map(|it| it.amount).sum()
    };
    let mut ids: Vec<u64> =
        payment.linked(kind).chain(&links).filter(|it| it.entity == kind).map(|it| it.id).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        let (before, after) = (share(&payment.links, id), share(&links, id));
        if before == after {
            continue;
        }
        let mut document = writer.known(kind, id)?;
        document.open += before - after;
        if document.open < Decimal::ZERO {
            // Text assumed.
            return Err(business(
                "The amount applied is more than the open balance of the transaction.",
            ));
        }
        document.links.retain(|it| (it.entity, it.id) != (payment.entity, payment.id));
        if !after.is_zero() {
            document.links.push(Link { entity: payment.entity, id: payment.id, amount: after });
        }
        writer.keep(document, Operation::Update);
    }
    payment.links.retain(|it| it.entity != kind);
    payment.links.extend(links);
    Ok(())
}

/// Takes every payment off a document that is voided; the money stays with them, unapplied.
///
/// # Errors
/// None of its own.
pub(super) fn release(writer: &mut Writer<'_>, document: &mut Record) -> Answer<()> {
    for link in std::mem::take(&mut document.links) {
        let mut payment = writer.known(link.entity, link.id)?;
        payment.links.retain(|it| (it.entity, it.id) != (document.entity, document.id));
        payment.open += link.amount;
        if let Some(lines) = payment.given.get_mut("Line").and_then(Value::as_array_mut) {
            let names = |it: &Value| {
                it.as_object().is_some_and(|it| line::names(it, document.entity, document.id))
            };
            lines.retain(|it| !names(it));
        }
        writer.keep(payment, Operation::Update);
    }
    Ok(())
}
