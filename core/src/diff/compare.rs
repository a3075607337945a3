//! One document after another under two mappings.

use super::sums::{Pair, Sums};
use crate::Rules;
use crate::slot::Slot;
use crate::wire::{
    Blocker, Catalog, Chart, Code, Diff, Document, Finding, Mapping, MovedControl, MovedDocument,
    MovedLine, MovedMoney, Preview, Severity, Unusable,
};
use litemap::LiteMap;

/// Slot, account and code of an error.
type Reason = (Option<Slot>, Option<String>, Code);

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
    blockers: LiteMap<Reason, (u64, String)>,
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
            blockers: LiteMap::new(),
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
        let of_lines =
            self.lines.with(moved.iter().map(|line| (pair(&line.from, &line.to), line.amount)));
        let sides =
            control.then(|| (pair(&before.control.account, &after.control.account), after.total));
        let of_controls = self.controls.with(sides.into_iter());
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
        let accounts =
            self.lines.rows(self.after.compiled()).map(|(pair, (lines, amount))| MovedMoney {
                from: pair.from,
                to: pair.to,
                kind: pair.kind,
                currency: pair.currency,
                lines,
                amount,
            });
        let controls =
            self.controls.rows(self.after.compiled()).map(|(pair, (documents, amount))| {
                MovedControl {
                    from: pair.from,
                    to: pair.to,
                    kind: pair.kind,
                    currency: pair.currency,
                    documents,
                    amount,
                }
            });
        let blocked_by =
            self.blockers.into_iter().map(|((slot, account, code), (documents, message))| {
                Blocker { code, slot, account, documents, message }
            });
        Diff {
            lines: Vec::new(),
            accounts: accounts.collect(),
            controls: controls.collect(),
            documents: self.documents,
            newly_blocked: self.newly_blocked,
            blocked_by: blocked_by.collect(),
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
        for (reason, message) in reasons(after.findings) {
            self.blockers.entry(reason).or_insert((0, message)).0 += 1;
        }
    }
}

/// The errors, each once. That a line is unresolved is said where the slot itself says nothing.
fn reasons(findings: Vec<Finding>) -> LiteMap<Reason, String> {
    let mut reasons: LiteMap<Reason, String> = LiteMap::new();
    for finding in findings.into_iter().filter(|finding| finding.severity == Severity::Error) {
        reasons.entry((finding.slot, finding.account, finding.code)).or_insert(finding.message);
    }
    // Reasons stand in the order of slots.
    let mut explained: Vec<Option<Slot>> = reasons
        .keys()
        .filter(|(.., code)| *code != Code::LineUnresolved)
        .map(|(slot, ..)| slot.clone())
        .collect();
    explained.dedup();
    reasons.retain(|(slot, _, code), _| {
        *code != Code::LineUnresolved || explained.binary_search(slot).is_err()
    });
    reasons
}

fn moved_lines(before: &Preview, after: &Preview) -> Vec<MovedLine> {
    let both = before.lines.iter().zip(&after.lines);
    both.filter(|(before, after)| before.account != after.account)
        .map(|(before_line, after_line)| MovedLine {
            document: after.document.clone(),
            line: after_line.id.clone(),
            amount: after_line.amount,
            from: before_line.account.clone(),
            to: after_line.account.clone(),
        })
        .collect()
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
