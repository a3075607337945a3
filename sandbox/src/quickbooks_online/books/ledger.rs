//! The ledger: what a transaction stood for is taken back, what it stands for now is written.
//!
//! Invariant: entries are only added; those of one call sum to zero; the balances of accounts and
//! parties follow them and nothing else.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{references::party, writer::Writer};
use crate::quickbooks_online::{
    records::{
        entity::Entity,
        entry::Entry,
        given,
        record::{Posting, Record},
    },
    refusal::{Answer, system_failure},
};

/// Writes the postings of `record` in the place of those of `former`.
///
/// # Errors
/// 10000 when they do not balance, which would be a fault of the sandbox itself.
pub(super) fn post(
    writer: &mut Writer<'_>,
    former: Option<&Record>,
    record: &mut Record,
    postings: Vec<Posting>,
) -> Answer<()> {
    let sum: Decimal = postings.iter().map(|it| it.amount).sum();
    if !sum.is_zero() {
        return Err(system_failure(&format!("The postings leave {sum}; nothing was written.")));
    }
    record.posted = joined(postings);
    let same = former.is_some_and(|former| {
        let pairs =
            |it: &Record| it.posted.iter().map(|it| (it.account, it.amount)).collect::<Vec<_>>();
        pairs(former) == pairs(record)
            && day(former) == day(record)
            && party(former) == party(record)
    });
    if same {
        return Ok(());
    }
    if let Some(former) = former {
        for posting in &former.posted {
            write(writer, former, posting.account, -posting.amount, true)?;
        }
    }
    for posting in &record.posted {
        write(writer, record, posting.account, posting.amount, false)?;
    }
    Ok(())
}

/// One posting for each account, without those of zero, in the order in which they came.
fn joined(postings: Vec<Posting>) -> Vec<Posting> {
    let mut joined: Vec<Posting> = Vec::new();
    for posting in postings {
        match joined.iter_mut().find(|it| it.account == posting.account) {
            Some(known) => known.amount += posting.amount,
            None => joined.push(posting),
        }
    }
    joined.retain(|it| !it.amount.is_zero());
    joined
}

fn day(record: &Record) -> Option<Date> {
    given::date(&record.given, "TxnDate")
}

fn write(
    writer: &mut Writer<'_>,
    of: &Record,
    account: u64,
    amount: Decimal,
    reversal: bool,
) -> Answer<()> {
    let mut row = writer.known(Entity::Account, account)?;
    row.open += amount;
    let control = row.text("AccountType").to_owned();
    writer.company.records.put(row);
    if let Some((entity, id)) = party(of) {
        // A customer's balance rises with receivables, a vendor's with payables.
        let owed = match control.as_str() {
            "Accounts Receivable" => amount,
            "Accounts Payable" => -amount,
            _ => Decimal::ZERO,
        };
        if !owed.is_zero() {
            let mut row = writer.known(entity, id)?;
            row.open += owed;
            writer.company.records.put(row);
        }
    }
    let number = writer.company.entries.iter().next_back().map_or(1, |last| last.number + 1);
    writer.company.entries.put(Entry {
        number,
        date: day(of).unwrap_or_else(|| writer.today()),
        entity: of.entity,
        transaction: of.id,
        account,
        reversal,
        amount,
    });
    Ok(())
}
