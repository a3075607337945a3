//! What a change of mapping moves, for people: the lines as they are found, then the sums.

use super::{Table, print};
use std::io::{self, Write};
use waypost_core::wire::{Diff, Document, Kind, MovedLine};

impl Table<'_> {
    /// One line that moves. It is printed before the next document is read, so nothing is aligned.
    pub(in super::super) fn moved(
        &self,
        out: &mut dyn Write,
        document: &Document,
        moved: &MovedLine,
    ) -> io::Result<()> {
        let (number, amount) = (document.number(), moved.amount.grouped());
        let (from, to) = (self.or_none(moved.from.as_deref()), self.or_none(moved.to.as_deref()));
        let currency = &document.currency;
        writeln!(out, "{number}  line {}  {amount} {currency}  {from} -> {to}", moved.line)
    }

    /// The sums by account, and the documents that can no longer or now be posted.
    pub(in super::super) fn sums(&self, out: &mut dyn Write, diff: &Diff) -> io::Result<()> {
        if diff.documents.is_empty() {
            return writeln!(out, "Nothing moves.");
        }
        let mut rows = vec![["from", "to", "on", "count", "amount", ""].map(str::to_owned)];
        for sum in &diff.accounts {
            let (from, to) = (self.or_none(sum.from.as_deref()), self.or_none(sum.to.as_deref()));
            let (count, amount) = (format!("{} lines", sum.lines), sum.amount.grouped());
            rows.push([from, to, on(sum.kind).to_owned(), count, amount, sum.currency.clone()]);
        }
        for sum in &diff.controls {
            let (from, to) = (self.or_none(sum.from.as_deref()), self.or_none(sum.to.as_deref()));
            let (count, amount) = (format!("{} documents", sum.documents), sum.amount.grouped());
            rows.push([from, to, side(sum.kind).to_owned(), count, amount, sum.currency.clone()]);
        }
        if rows.len() > 1 {
            writeln!(out)?;
            print(out, &rows, &[3, 4])?;
        }
        ids(out, "can no longer be posted", &diff.newly_blocked)?;
        for blocker in &diff.blocked_by {
            writeln!(out, "  {} of them: {}", blocker.documents, blocker.message)?;
        }
        ids(out, "can be posted now", &diff.newly_postable)
    }

    fn or_none(&self, account: Option<&str>) -> String {
        account.map_or_else(|| "none".to_owned(), |id| self.title(id))
    }
}

fn on(kind: Kind) -> &'static str {
    match kind {
        Kind::Invoice => "invoices",
        Kind::Bill => "bills",
    }
}

fn side(kind: Kind) -> &'static str {
    match kind {
        Kind::Invoice => "receivable side",
        Kind::Bill => "payable side",
    }
}

fn ids(out: &mut dyn Write, what: &str, ids: &[String]) -> io::Result<()> {
    match ids {
        [] => Ok(()),
        ids => writeln!(out, "\n{} {what}: {}", ids.len(), ids.join(", ")),
    }
}
