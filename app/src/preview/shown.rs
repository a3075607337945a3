//! What a preview is shown with, whether it was kept when the document was posted or is computed now.

use std::sync::Arc;

use waypost_core::wire::{
    Amount, Catalog, Control, Document, Entry, Finding, Preview, PreviewLine,
};
use waypost_core::{Outline, Rules};

use crate::accounts::Accounts;
use crate::memo::Memo;
use crate::signal::RwSignal;
use crate::stored::Stored;

/// What a document becomes.
#[derive(Clone)]
pub(crate) enum Made {
    /// As it was kept, or computed once.
    Kept(Arc<Preview>),
    /// As these rules make it, edit by edit.
    Now(Arc<Outline>, RwSignal<Rules>),
}

impl Made {
    /// Errors first.
    pub(super) fn findings(&self) -> &[Finding] {
        match self {
            Self::Kept(preview) => &preview.findings,
            Self::Now(outline, _) => outline.findings(),
        }
    }

    /// One for each account.
    pub(super) fn entries(&self) -> &[Entry] {
        match self {
            Self::Kept(preview) => &preview.entries,
            Self::Now(outline, _) => outline.entries(),
        }
    }

    /// The receivable or payable side.
    pub(super) fn control(&self) -> &Control {
        match self {
            Self::Kept(preview) => &preview.control,
            Self::Now(outline, _) => outline.control(),
        }
    }

    /// Whether no error stands.
    pub(super) fn is_postable(&self) -> bool {
        match self {
            Self::Kept(preview) => preview.postable,
            Self::Now(outline, _) => outline.is_postable(),
        }
    }

    /// A line with its path.
    pub(super) fn line(&self, document: &Document, at: usize) -> Option<PreviewLine> {
        match self {
            Self::Kept(preview) => preview.lines.get(at).cloned(),
            Self::Now(outline, rules) => {
                rules.with_untracked(|rules| outline.line(rules, document, at))
            }
        }
    }

    /// The account and the amount of every line, without its path.
    pub(super) fn ends(&self, lines: usize) -> Vec<(Option<String>, Amount)> {
        match self {
            Self::Kept(preview) => {
                preview.lines.iter().map(|line| (line.account.clone(), line.amount)).collect()
            }
            Self::Now(outline, rules) => rules.with_untracked(|rules| {
                let account = |at| outline.account(rules, at).map(|account| account.id.clone());
                let amount = |at| outline.amount(at).unwrap_or_default();
                (0..lines).map(|at| (account(at), amount(at))).collect()
            }),
        }
    }
}

/// A document, what it becomes, and what its accounts and items are called; copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    /// The document that is previewed.
    pub(super) document: Stored<Arc<Document>>,
    /// What it becomes; changes with every edit.
    pub(super) made: Memo<Made>,
    pub(super) accounts: Stored<Arc<Accounts>>,
    pub(super) catalog: Stored<Option<Arc<Catalog>>>,
}

impl Shown {
    /// Shows what becomes of a document.
    pub(crate) fn new(
        document: Arc<Document>,
        made: Memo<Made>,
        accounts: Arc<Accounts>,
        catalog: Option<Arc<Catalog>>,
    ) -> Self {
        Self {
            document: Stored::new(document),
            made,
            accounts: Stored::new(accounts),
            catalog: Stored::new(catalog),
        }
    }

    /// A line as it is at this moment.
    pub(super) fn line(self, at: usize) -> Option<PreviewLine> {
        self.document.with_value(|document| self.made.with(|made| made.line(document, at)))
    }

    /// The account and the amount of every line at this moment.
    pub(super) fn ends(self) -> Vec<(Option<String>, Amount)> {
        self.made.with(|made| made.ends(self.count()))
    }

    /// The account as people name it; empty for none.
    pub(super) fn title(self, account: Option<&str>) -> String {
        let title = |id| self.accounts.with_value(|accounts| accounts.title(id));
        account.map(title).unwrap_or_default()
    }

    /// How many lines there are.
    pub(super) fn count(self) -> usize {
        self.document.with_value(|document| document.lines.len())
    }
}
