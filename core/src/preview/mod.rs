//! Preview: resolve, validate and post one document (R1 to R8, R20 to R24).
//!
//! What is shown here is what is sent and what is added up; there is no second computation.
//! Invariant: entries balance to the cent, and a document with an error has none.

mod control;
mod entries;
mod figures;
mod lines;
mod note;
mod outline;
mod totals;
mod unresolved;

pub(crate) use figures::amounts;
pub use outline::Outline;
pub(crate) use outline::outline;

use crate::finding::sort;
use crate::resolve::{Compiled, Rank};
use crate::wire::{Amount, Document, Finding, Preview, Severity, Unusable};
use control::ControlSide;
use lines::Placed;

/// What was decided about a document, in numbers; the rest is showing it.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    total: Amount,
    lines: Vec<Placed>,
    control: ControlSide,
    findings: Vec<Finding>,
    /// Whether no error stands.
    pub(crate) postable: bool,
}

/// Decides about a document.
pub(crate) fn decide(rules: &Compiled, document: &Document) -> Result<Decision, Unusable> {
    let amounts = figures::amounts(document, rules.catalog.as_deref())?;
    let total = figures::total(&amounts)?;
    let mut findings = Vec::new();
    let lines = lines::lines(rules, document, &amounts, &mut findings);
    let control = control::control(rules, document, total, &mut findings);
    totals::check(rules, document, &amounts, total, &mut findings);
    sort(&mut findings, &document.lines);
    let postable = !findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(Decision { total, lines, control, findings, postable })
}

impl Decision {
    /// Cents by account, debits above zero; together they are zero. None while an error stands.
    pub(crate) fn posting(&self, document: &Document) -> Vec<(Rank, i64)> {
        if !self.postable {
            return Vec::new();
        }
        entries::posting(document.kind, &self.lines, &self.control)
    }
}

/// Decides about a document and shows it.
pub(crate) fn preview(rules: &Compiled, document: &Document) -> Result<Preview, Unusable> {
    let outline = outline::outline(rules, document)?;
    Ok(Preview {
        document: document.id.clone(),
        lines: outline.lines(rules, document),
        postable: outline.decision.postable,
        total: outline.decision.total,
        control: outline.decision.control.shown,
        entries: outline.entries,
        findings: outline.decision.findings,
    })
}

/// A finding about the document as a whole.
fn about_document(code: crate::wire::Code, message: String) -> Finding {
    Finding { code, severity: code.severity(), slot: None, account: None, line: None, message }
}

/// A finding about one line.
fn about_line(code: crate::wire::Code, line: &str, message: String) -> Finding {
    Finding { line: Some(line.to_owned()), ..about_document(code, message) }
}
