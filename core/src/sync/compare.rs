//! Whether the books made of a document what the preview showed (R14, R22): its total before it is
//! posted, where the books have drafts, and its ledger entries after.
//!
//! Not the reading of the books. Invariant: no difference of a cent goes unsaid.

use super::Held;
use crate::api::LedgerDifference;
use crate::wire::{Amount, Chart, Entry};
use std::collections::BTreeMap;

/// One entry of the books' ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting<'a> {
    /// The account's number there.
    pub number: &'a str,
    /// Account id, debit and credit.
    pub entry: &'a Entry,
}

/// Compares a draft's total with ours, before it is posted.
///
/// # Errors
/// [`Held`] with both figures when they differ: the draft is to be removed.
pub fn draft_total(ours: Amount, theirs: Amount, tax: Amount) -> Result<(), Held> {
    if ours == theirs {
        return Ok(());
    }
    let with_tax =
        if tax.is_zero() { String::new() } else { format!(" (with {} of tax)", tax.grouped()) };
    Err(Held::config(
        "total_differs",
        format!(
            "Ours comes to {}, the books make it {}{with_tax}. Nothing was posted and the draft \
             was removed. Take the tax off the customer, vendor or account in the books, or \
             correct the document at the source; then choose Retry.",
            ours.grouped(),
            theirs.grouped()
        ),
    ))
}

/// Where the posted total and the ledger's entries differ from ours: by account id, the total last.
#[must_use]
pub fn posted(
    (preview, ours): (&[Entry], Amount),
    (ledger, theirs): (&[Posting<'_>], Amount),
    chart: &Chart,
) -> Vec<LedgerDifference> {
    let mut sums: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for entry in preview {
        sums.entry(entry.account.to_ascii_lowercase()).or_default().0 += net(entry);
    }
    for posting in ledger {
        sums.entry(posting.entry.account.to_ascii_lowercase()).or_default().1 += net(posting.entry);
    }
    let mut differences: Vec<LedgerDifference> = sums
        .iter()
        .filter(|(_, (expected, found))| expected != found)
        .map(|(id, sums)| difference(id, *sums, ledger, chart))
        .collect();
    differences.extend(total(ours, theirs));
    differences
}

/// It is posted, and its ledger entries could not be read.
#[must_use]
pub fn unread(why: &str) -> LedgerDifference {
    LedgerDifference {
        account: String::new(),
        expected: String::new(),
        found: String::new(),
        message: format!(
            "It was posted, but its ledger entries could not be compared: {why} Compare them in \
             the books."
        ),
    }
}

/// Debit less credit, in cents.
fn net(entry: &Entry) -> i64 {
    entry.debit.cents() - entry.credit.cents()
}

fn difference(
    id: &str,
    (ours, theirs): (i64, i64),
    ledger: &[Posting<'_>],
    chart: &Chart,
) -> LedgerDifference {
    let known = chart.accounts.iter().find(|account| account.id.eq_ignore_ascii_case(id));
    let posting = ledger.iter().find(|one| one.entry.account.eq_ignore_ascii_case(id));
    let number = known
        .and_then(|account| account.number.as_deref())
        .or(posting.map(|posting| posting.number))
        .unwrap_or(id);
    let title = known.map_or_else(|| number.to_owned(), |account| account.title());
    let (expected, found) = (money(ours), money(theirs));
    let message = if ours == 0 {
        format!(
            "The books put {found} on {title}, which the preview does not show. A receivable or \
             payable account comes from the party's posting group: map {number} as the default, \
             or change the posting group."
        )
    } else {
        format!("The preview puts {expected} on {title}, the books {found}. Compare the entries.")
    };
    LedgerDifference { account: number.to_owned(), expected, found, message }
}

/// The posted total beside ours, where they differ: all that can be compared in books whose ledger
/// entries cannot be read by document.
#[must_use]
pub fn total(ours: Amount, theirs: Amount) -> Vec<LedgerDifference> {
    if ours == theirs {
        return Vec::new();
    }
    vec![LedgerDifference {
        account: "total".to_owned(),
        expected: ours.to_string(),
        found: theirs.to_string(),
        message: format!(
            "Ours comes to {}, the posted document to {}. Correct it in the books.",
            ours.grouped(),
            theirs.grouped()
        ),
    }]
}

fn money(cents: i64) -> String {
    Amount::from_cents(cents).map_or_else(|| cents.to_string(), |amount| amount.to_string())
}
