//! A preview whose lines are spelled out one by one, for a screen that shows a few of very many.
//!
//! Not a second preview: [`crate::preview()`] is made of it. Invariant: a line that is asked for alone is
//! the line that the whole preview has.

use super::{Decision, decide, entries, lines};
use crate::Rules;
use crate::resolve::Compiled;
use crate::wire::{Account, Amount, Control, Document, Entry, Finding, PreviewLine, Unusable};

/// What a document becomes, without its lines' words. It holds no rules: whoever asks for a line brings
/// those that it was made with, and the document.
#[derive(Clone, Debug)]
pub struct Outline {
    pub(super) decision: Decision,
    pub(super) entries: Vec<Entry>,
}

/// Decides about a document.
pub(crate) fn outline(rules: &Compiled, document: &Document) -> Result<Outline, Unusable> {
    let decision = decide(rules, document)?;
    let entries = entries::entries(rules, &decision.posting(document));
    Ok(Outline { decision, entries })
}

impl Outline {
    /// Whether no error stands.
    #[must_use]
    pub fn is_postable(&self) -> bool {
        self.decision.postable
    }

    /// One per account; none while an error stands.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Errors first, then by slot and line.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.decision.findings
    }

    /// The receivable or payable side.
    #[must_use]
    pub fn control(&self) -> &Control {
        &self.decision.control.shown
    }

    /// The account that a line posts to.
    #[must_use]
    pub fn account<'a>(&self, rules: &'a Rules, line: usize) -> Option<&'a Account> {
        rules.account(self.decision.lines.get(line)?.way)
    }

    /// What a line comes to.
    #[must_use]
    pub fn amount(&self, line: usize) -> Option<Amount> {
        Some(self.decision.lines.get(line)?.amount)
    }

    /// A line with its account and path.
    #[must_use]
    pub fn line(&self, rules: &Rules, document: &Document, line: usize) -> Option<PreviewLine> {
        let placed = self.decision.lines.get(line)?;
        Some(lines::shown(rules.compiled(), document, document.lines.get(line)?, placed))
    }

    /// All of them.
    pub(super) fn lines(&self, rules: &Compiled, document: &Document) -> Vec<PreviewLine> {
        let lines = document.lines.iter().zip(&self.decision.lines);
        lines.map(|(line, placed)| lines::shown(rules, document, line, placed)).collect()
    }
}
