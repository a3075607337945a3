//! Lines of transactions as the books read them.

use rust_decimal::Decimal;

use super::{
    entity::Entity,
    given::{Given, amount, objects, reference, text},
};

/// One line's share of an invoice or a bill: an item sold, or an account charged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    /// Id of the item or the account.
    pub(crate) of: u64,
    pub(crate) amount: Decimal,
}

/// Lines of an invoice that sell an item. A line without one is documentation.
pub(crate) fn sold(given: &Given) -> Vec<Share> {
    shares(given, "SalesItemLineDetail", "ItemRef")
}

/// Lines of a bill that charge an account.
pub(crate) fn charged(given: &Given) -> Vec<Share> {
    shares(given, "AccountBasedExpenseLineDetail", "AccountRef")
}

/// Lines of a deposit that are not payments.
pub(crate) fn deposited(given: &Given) -> Vec<Share> {
    shares(given, "DepositLineDetail", "AccountRef")
}

fn shares(given: &Given, detail: &str, property: &str) -> Vec<Share> {
    objects(given, "Line")
        .filter_map(|line| {
            let of = reference(line.get(detail)?.as_object()?, property)?;
            Some(Share { of, amount: amount(line, "Amount").unwrap_or_default() })
        })
        .collect()
}

/// What a line names as linked: type and id as they were written, and the line's amount.
#[derive(Debug, Clone)]
pub(crate) struct Linked<'a> {
    pub(crate) kind: &'a str,
    pub(crate) id: &'a str,
    pub(crate) amount: Decimal,
}

/// Lines that name another transaction.
pub(crate) fn linked(given: &Given) -> Vec<Linked<'_>> {
    let one = |line: &'_ Given| amount(line, "Amount").unwrap_or_default();
    objects(given, "Line")
        .flat_map(|line| {
            let sum = one(line);
            objects(line, "LinkedTxn").map(move |link| Linked {
                kind: text(link, "TxnType").unwrap_or_default(),
                id: text(link, "TxnId").unwrap_or_default(),
                amount: sum,
            })
        })
        .collect()
}

/// Whether a line of a payment names a transaction.
pub(crate) fn names(line: &Given, entity: Entity, id: u64) -> bool {
    objects(line, "LinkedTxn").any(|link| {
        text(link, "TxnType") == Some(entity.name())
            && text(link, "TxnId") == Some(id.to_string().as_str())
    })
}
