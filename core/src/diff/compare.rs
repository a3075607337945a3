//! One document after another under two mappings.

use super::sums::{Pair, Sums};
use crate::slot::Slot;
use crate::wire::{
    Blocker, Catalog, Chart, Code, Diff, Document, Finding, Mapping, MovedControl, MovedDocument,
    MovedLine, MovedMoney, Preview, Severity, Unusable,
};
use crate::{Rules, order};

/// Slot, account and code of an error.
type Reason<'a> = (&'a Option<Slot>, &'a Option<String>, Code);

/// Two mappings over the same chart, and what they have moved so far.
#[derive(Debug)]
pub struct Comparison {
    before: Rules,
    after: Rules,
    lines: Sums,
    controls: Sums,
    documents: Vec<MovedDocument>,
    newly_blocked: Vec<String>,
    newly_postable: Vec<String>,
    /// In the order of their reasons.
    blocked_by: Vec<Blocker>,
}

impl Comparison {
    /// Compiles both mappings. Their transaction types are compared like everything else.
    #[must_use]
    pub fn new(
        before: &Mapping,
        after: &Mapping,
        chart: &Chart,
        catalog: Option<&Catalog>,
    ) -> Comparison {
        Comparison {
            before: Rules::new(before, chart, catalog),
            after: Rules::new(after, chart, catalog),
            lines: Sums::new(),
            controls: Sums::new(),
            documents: Vec::new(),
            newly_blocked: Vec::new(),
            newly_postable: Vec::new(),
            blocked_by: Vec::new(),
        }
    }

    /// Compares one document and answers its lines that move, in the document's order. A line of 0.00
    /// moves like any other; it is counted and adds nothing.
    ///
    /// # Errors
    /// As [`Rules::preview`], and when a sum so far exceeds twelve digits; nothing is counted then.
    pub fn document(&mut self, document: &Document) -> Result<Vec<MovedLine>, Unusable> {
        let before = self.before.preview(document)?;
        let after = self.after.preview(document)?;
        let moved = moved_lines(&before, &after);
        let control = before.control.account != after.control.account;
        if moved.is_empty() && !control && before.postable == after.postable {
            return Ok(moved);
        }
        let pair = |from: &Option<String>, to: &Option<String>| Pair {
            from: from.clone(),
            to: to.clone(),
            kind: document.kind,
            currency: document.currency.clone(),
        };
        let mut lines = Vec::with_capacity(moved.len());
        for line in &moved {
            lines.push((pair(&line.from, &line.to), line.amount));
        }
        let mut sides = Vec::new();
        if control {
            sides.push((pair(&before.control.account, &after.control.account), after.total));
        }
        let (of_lines, of_controls) = (self.lines.with(lines), self.controls.with(sides));
        let (Some((of_lines, amount)), Some((of_controls, _))) = (of_lines, of_controls) else {
            return Err(too_large());
        };
        self.lines.keep(of_lines);
        self.controls.keep(of_controls);
        self.documents.push(MovedDocument {
            document: document.id.clone(),
            currency: document.currency.clone(),
            lines: count(moved.len()),
            amount,
            total: after.total,
            control,
        });
        self.standing(&before, after);
        Ok(moved)
    }

    /// The sums; `lines` is empty, for they were answered document by document.
    #[must_use]
    pub fn finish(self) -> Diff {
        let (mut accounts, mut controls) = (Vec::new(), Vec::new());
        for (Pair { from, to, kind, currency }, (lines, amount)) in
            self.lines.rows(self.after.compiled())
        {
            accounts.push(MovedMoney { from, to, kind, currency, lines, amount });
        }
        for (Pair { from, to, kind, currency }, (documents, amount)) in
            self.controls.rows(self.after.compiled())
        {
            controls.push(MovedControl { from, to, kind, currency, documents, amount });
        }
        Diff {
            lines: Vec::new(),
            accounts,
            controls,
            documents: self.documents,
            newly_blocked: self.newly_blocked,
            blocked_by: self.blocked_by,
            newly_postable: self.newly_postable,
        }
    }

    /// Notes whether the document can be posted now, or no longer, and why.
    fn standing(&mut self, before: &Preview, after: Preview) {
        match (before.postable, after.postable) {
            (true, false) => self.newly_blocked.push(after.document),
            (false, true) => return self.newly_postable.push(after.document),
            _ => return,
        }
        for error in errors(&after.findings) {
            let known = |blocker: &Blocker| {
                (&blocker.slot, &blocker.account, blocker.code).cmp(&reason(error))
            };
            match self.blocked_by.binary_search_by(known) {
                Ok(at) => self.blocked_by[at].documents += 1,
                Err(at) => {
                    let Finding { code, slot, account, message, .. } = error.clone();
                    self.blocked_by
                        .insert(at, Blocker { code, slot, account, documents: 1, message });
                }
            }
        }
    }
}

fn reason(error: &Finding) -> Reason<'_> {
    (&error.slot, &error.account, error.code)
}

/// The errors, each once. That a line is unresolved is said where the slot itself says nothing.
fn errors(findings: &[Finding]) -> Vec<&Finding> {
    let mut all: Vec<&Finding> = Vec::new();
    for finding in findings {
        if finding.severity == Severity::Error {
            all.push(finding);
        }
    }
    order::sort(&mut all, |one, other| reason(one).cmp(&reason(other)));
    all.dedup_by(|later, former| reason(later) == reason(former));
    let mut errors = Vec::new();
    for about_one in all.chunk_by(|one, other| one.slot == other.slot) {
        let explained = about_one.iter().any(|error| error.code != Code::LineUnresolved);
        for error in about_one {
            if !explained || error.code != Code::LineUnresolved {
                errors.push(*error);
            }
        }
    }
    errors
}

fn moved_lines(before: &Preview, after: &Preview) -> Vec<MovedLine> {
    let mut moved = Vec::new();
    for (from, to) in before.lines.iter().zip(&after.lines) {
        if from.account != to.account {
            moved.push(MovedLine {
                document: after.document.clone(),
                line: to.id.clone(),
                amount: to.amount,
                from: from.account.clone(),
                to: to.account.clone(),
            });
        }
    }
    moved
}

fn count(lines: usize) -> u64 {
    u64::try_from(lines).unwrap_or(u64::MAX)
}

fn too_large() -> Unusable {
    Unusable::value(
        "",
        "what moves between two accounts comes to more than twelve digits before the point; compare fewer documents at a time",
    )
}
