//! The rows of a preview: lines as the document has them, or account by account with their sums.

use waypost_core::order;
use waypost_core::wire::Amount;

use super::Shown;
use crate::location;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// An account, before its lines; none for lines without one.
    Account(Option<String>),
    /// A line, by its place in the document.
    Line(usize),
}

impl Row {
    /// What it is called among the rows of its preview.
    pub(super) fn name(&self) -> String {
        match self {
            Row::Account(account) => format!("of {}", account.as_deref().unwrap_or_default()),
            Row::Line(at) => at.to_string(),
        }
    }
}

/// What the lines of one account come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    /// How many lines.
    pub(super) lines: usize,
    /// Their amounts together.
    pub(super) amount: Amount,
}

/// The rows, and by account what its lines come to; sums only where rows are by account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) rows: Vec<Row>,
    sums: Vec<(Option<String>, Sum)>,
}

impl Order {
    /// What the lines of an account come to.
    pub(super) fn sum(&self, account: Option<&str>) -> Sum {
        let found = self.sums.iter().find(|(of, _)| of.as_deref() == account);
        found.map(|(_, sum)| *sum).unwrap_or_default()
    }
}

/// Whether the address asks for lines by account.
pub(super) fn is_by_account() -> bool {
    location::query("lines").as_deref() == Some("account")
}

/// Asks for lines by account, or as the document has them.
pub(super) fn by_account(yes: bool) {
    location::say(&[("lines", if yes { "account" } else { "" })]);
}

/// All rows as the document has them; an edit does not change them.
pub(super) fn in_order(lines: usize) -> Order {
    Order { rows: (0..lines).map(Row::Line).collect(), sums: Vec::new() }
}

/// All rows below the head of their account, in the order of accounts; lines without one first.
pub(super) fn grouped(shown: Shown) -> Order {
    let ends = shown.ends();
    let lines = ends.iter().enumerate().map(|(at, (account, _))| {
        (shown.title(account.as_deref()), account.clone().unwrap_or_default(), at)
    });
    let mut lines: Vec<(String, String, usize)> = lines.collect();
    order::sort(&mut lines, Ord::cmp);
    let mut order = Order::default();
    for group in lines.chunk_by(|one, other| one.1 == other.1) {
        let places = group.iter().map(|line| line.2);
        let cents =
            places.clone().filter_map(|at| ends.get(at)).map(|end| i128::from(end.1.cents()));
        let amount = Amount::from_wide_cents(cents.sum()).unwrap_or_default();
        let account = group.first().map(|line| line.1.clone()).filter(|id| !id.is_empty());
        order.sums.push((account.clone(), Sum { lines: group.len(), amount }));
        order.rows.push(Row::Account(account));
        order.rows.extend(places.map(Row::Line));
    }
    order
}
