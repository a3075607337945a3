//! Preview: resolve, validate and post one document (R1 to R8, R20 to R24).
//!
//! What is shown here is what is sent; there is no second computation. Invariant: entries balance to
//! the cent, and a document with an error has none.

mod control;
mod entries;
mod figures;
mod lines;
mod note;
mod totals;
mod unresolved;

use crate::finding::sort;
use crate::resolve::Compiled;
use crate::wire::{Document, Finding, Preview, Severity, Unusable};

pub(crate) fn preview(rules: &Compiled, document: &Document) -> Result<Preview, Unusable> {
    let amounts = figures::amounts(document, rules.catalog.as_ref())?;
    let total = figures::total(&amounts)?;
    let mut findings = Vec::new();
    let lines = lines::lines(rules, document, &amounts, &mut findings);
    let control = control::control(rules, document, total, &mut findings);
    totals::check(rules, document, &amounts, total, &mut findings);
    sort(&mut findings, &document.lines);
    let postable = !findings.iter().any(|finding| finding.severity == Severity::Error);
    let entries = if postable {
        entries::entries(rules, document.kind, &lines, &control)
    } else {
        Vec::new()
    };
    Ok(Preview {
        document: document.id.clone(),
        postable,
        total,
        control: control.shown,
        lines: lines.into_iter().map(|line| line.shown).collect(),
        entries,
        findings,
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
