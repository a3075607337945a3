//! A customer paid less than the invoice, and the rest is written off (R45, edge case 103).
//!
//! Not the steps' execution. Invariants: what was received plus what is written off is the total; what
//! is written off are the negative accessorials that the source added, and nothing else.

use super::Held;
use super::difference::{Content, difference};
use super::period::OpenDays;
use crate::api::ChangedLine;
use crate::wire::{Amount, Category, Date, Kind, Line, PreviewLine, System};

/// A posted invoice and what came in for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short<'a> {
    /// The invoice's number.
    pub number: &'a str,
    /// Its date.
    pub date: Date,
    /// Its total as posted.
    pub total: Amount,
    /// What was received for it.
    pub received: Amount,
    /// The system, and our connector to it, can change a posted document.
    pub can_update: bool,
    /// When the books take entries.
    pub open: OpenDays,
    /// The day on which the rest is written off.
    pub today: Date,
}

/// How the rest is written off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteOff {
    /// There is nothing to write off.
    Nothing,
    /// One action: the payment is removed, the invoice gains a negative accessorial of this amount
    /// and is sent in place of the former, and the payment is put back in full.
    Regenerate {
        /// Below zero.
        line: Amount,
    },
    /// The invoice stays; a credit memo takes the rest off.
    CreditMemo {
        /// Above zero.
        amount: Amount,
        /// Its date: the first open day.
        on: Date,
    },
    /// Neither can be done as things stand.
    Held(Held),
}

/// How the rest of a short-paid invoice is written off.
#[must_use]
pub fn write_off(short: &Short<'_>) -> WriteOff {
    let rest = (-short.received).checked_add(short.total);
    let Some(rest) = rest.filter(|rest| rest.cents() > 0) else { return WriteOff::Nothing };
    if short.can_update && short.open.first_from(short.date) == Some(short.date) {
        return WriteOff::Regenerate { line: -rest };
    }
    match short.open.first_from(short.today.max(short.date)) {
        Some(on) => WriteOff::CreditMemo { amount: rest, on },
        None => WriteOff::Held(Held::config(
            "closed_period",
            format!(
                "{} was paid {} short, and the books take no entries from {} on. Open a period \
                 there; then choose Retry.",
                short.number,
                rest.grouped(),
                short.today
            ),
        )),
    }
}

/// What a change at the source writes off a posted invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest<'a> {
    /// Above zero.
    pub amount: Amount,
    /// The negative accessorials that write it off, and how each is resolved.
    pub lines: Vec<(&'a Line, &'a PreviewLine)>,
}

/// What `is` writes off the invoice that was posted as `was`. None where the source changed anything but
/// negative accessorials that it added, or where nothing is left of the invoice.
#[must_use]
pub fn rest<'a>(was: Content<'_>, is: Content<'a>) -> Option<Rest<'a>> {
    let changed = difference(was, is);
    let lines: Option<Vec<_>> = changed.lines.iter().map(|line| added(line, is)).collect();
    let stays = was.document.kind == Kind::Invoice && is.preview.total.cents() > 0;
    let lines = lines.filter(|lines| stays && changed.fields.is_empty() && !lines.is_empty())?;
    Some(Rest { amount: -changed.difference, lines })
}

/// The line, where it is a negative accessorial that was not there before.
fn added<'a>(changed: &ChangedLine, is: Content<'a>) -> Option<(&'a Line, &'a PreviewLine)> {
    let mut lines = is.document.lines.iter().zip(&is.preview.lines);
    let (line, previewed) = lines.find(|(line, _)| line.id == changed.line)?;
    let writes_off = changed.was.is_none()
        && line.category == Category::Accessorial
        && previewed.amount.is_negative();
    writes_off.then_some((line, previewed))
}

/// Whether Waypost writes the rest off by a credit memo. Elsewhere a posted invoice changes where it
/// stands, once nothing is paid on it.
#[must_use]
pub fn by_credit_memo(system: System) -> bool {
    system == System::BusinessCentral
}

/// What a person does where no credit memo of ours writes the rest of this invoice off.
#[must_use]
pub fn where_it_stands(number: &str) -> String {
    format!(
        "These books let a posted invoice be changed where it stands, once nothing is paid on it. Take \
         the payment off {number} there and choose Retry; put the payment back when the invoice is \
         changed."
    )
}

/// The number of the credit memo that is the invoice's `nth`, before it is fitted to the system.
#[must_use]
pub fn memo_number(number: &str, nth: usize) -> String {
    format!("{number}-W{nth}")
}

/// More would be written off than is open.
#[must_use]
pub fn beyond_open(number: &str, rest: Amount, open: Amount) -> Held {
    Held::person(
        "posted_differs",
        format!(
            "{} would be written off {number}, and {} of it is open in the books. Take the payment \
             apart there, or credit the customer by hand and skip the change.",
            rest.grouped(),
            open.grouped()
        ),
    )
}

/// What stands in the way of writing the rest off, without an answer of the books that ends it.
#[must_use]
pub fn not_yet(why: &str) -> Held {
    Held::person(
        "posted_differs",
        format!("The rest is not written off yet: {why} It is tried again by itself."),
    )
}

/// A credit memo is posted, and the books cannot be read about it: it is asked for again by itself.
#[must_use]
pub fn unconfirmed(why: &str) -> Held {
    Held::for_now(
        "posted_differs",
        format!(
            "The credit memo over the rest is posted, and the books do not show it yet: {why} They are \
             asked again every hour. Do not credit the customer by hand."
        ),
    )
}
