//! Findings as rows of text, each once: severity, code, slot, account, line.

use crate::Books;
use crate::account::codes;
use std::collections::BTreeSet;

/// Codes that inform; all others block.
const WARNINGS: &str = "unclassified_account unusual_class payment_export_unsupported \
    deprecated_category unknown_item unusual_rate";

/// Rows of `severity code slot account line`, with `-` for what a finding does not name.
#[derive(Default)]
pub(crate) struct Found(BTreeSet<String>);

impl Found {
    fn note(&mut self, code: &str, slot: &str, account: &str, line: &str) {
        let warns = WARNINGS.split_whitespace().any(|warning| warning == code);
        let severity = if warns { "warning" } else { "error" };
        self.0.insert(format!("{severity} {code} {slot} {account} {line}"));
    }

    /// What is wrong with an account at a slot.
    pub(crate) fn at_slot(&mut self, slot: &str, account: &str, codes: &[&str]) {
        for code in codes {
            self.note(code, slot, account, "-");
        }
    }

    /// Something that a slot lacks.
    pub(crate) fn lacks(&mut self, code: &str, slot: &str) {
        self.note(code, slot, "-", "-");
    }

    pub(crate) fn on_line(&mut self, code: &str, line: &str) {
        self.note(code, "-", "-", line);
    }

    /// Something about the whole document or mapping.
    pub(crate) fn on_all(&mut self, code: &str) {
        self.note(code, "-", "-", "-");
    }

    /// A slot that has to hold an account: nothing there, or what is wrong with it.
    pub(crate) fn required(&mut self, books: Books<'_>, slot: &str) {
        match books.held(slot) {
            None => self.lacks("default_missing", slot),
            Some(account) => self.at_slot(slot, account, &codes(books, slot, account)),
        }
    }

    pub(crate) fn blocks(&self) -> bool {
        self.0.iter().any(|row| row.starts_with("error"))
    }

    pub(crate) fn rows(self) -> Vec<String> {
        self.0.into_iter().collect()
    }
}
