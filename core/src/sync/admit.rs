//! Whether a document is posted, skipped or held (R4, R10, R23, R26).
//!
//! Not routing, parties or closed periods: those need more than the document. Invariant: everything
//! that is not posted has one reason and a message that says what to do.

use super::Held;
use crate::wire::{
    Code, Document, Finding, Kind, NegativeDocuments, Origin, PartyKind, Preview, Settings,
    Severity, TaxForm,
};
use std::fmt;

/// What becomes of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is posted.
    Post,
    /// It is not posted, and nobody needs to act.
    Skip(Held),
    /// It waits until what its reason names is mended.
    Hold(Held),
}

/// Why a document is not posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Its transaction type is not selected (R10).
    TransactionTypeOff,
    /// A company driver's statement, paid through payroll (R26).
    W2StatementExcluded,
    /// Dated before the connection went live (R26).
    BeforeGoLive,
    /// It comes to nothing (R23).
    ZeroTotal,
    /// It is below zero (R23).
    NegativeTotal,
    /// This error stands in its preview (R4).
    Finding(Code),
}

impl Reason {
    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::TransactionTypeOff => "transaction_type_off",
            Reason::W2StatementExcluded => "w2_statement_excluded",
            Reason::BeforeGoLive => "before_go_live",
            Reason::ZeroTotal => "zero_total",
            Reason::NegativeTotal => "negative_total",
            Reason::Finding(code) => code.as_str(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Decides about a document, from its preview and the connection's settings. The first reason that
/// applies wins: type off, W-2 statement, before go-live, any other error, zero, negative. An error
/// comes before zero, because a document that does not add up may only seem to come to nothing.
#[must_use]
pub fn admit(document: &Document, settings: &Settings, preview: &Preview) -> Admission {
    if let Some(finding) = with_code(preview, Code::TransactionTypeOff) {
        return skip(Reason::TransactionTypeOff, finding.message.clone());
    }
    if settings.exclude_w2_statements && is_w2_statement(document) {
        return skip(
            Reason::W2StatementExcluded,
            format!(
                "{} is a company driver's (W-2) statement, and these are excluded: it is paid through payroll.",
                document.number()
            ),
        );
    }
    if let Some(go_live) = settings.go_live
        && document.date < go_live
    {
        return skip(
            Reason::BeforeGoLive,
            format!(
                "{} is dated {}, before go-live on {go_live}; it belongs to the books as they were.",
                document.number(),
                document.date
            ),
        );
    }
    if let Some(finding) = blocking(preview) {
        let reason = Reason::Finding(finding.code);
        return Admission::Hold(Held {
            subject: subject(finding),
            ..Held::config(reason.as_str(), finding.message.clone())
        });
    }
    if let Some(finding) = with_code(preview, Code::ZeroTotal) {
        return skip(Reason::ZeroTotal, finding.message.clone());
    }
    if let Some(finding) = with_code(preview, Code::NegativeTotal) {
        let message = negative(document, settings, finding);
        return Admission::Hold(Held::config(Reason::NegativeTotal.as_str(), message));
    }
    Admission::Post
}

fn skip(reason: Reason, message: String) -> Admission {
    Admission::Skip(Held::config(reason.as_str(), message))
}

/// Where the error is mended: its slot, or else the account that it is about.
fn subject(finding: &Finding) -> Option<String> {
    let slot = finding.slot.as_ref().map(ToString::to_string);
    slot.or_else(|| finding.account.clone())
}

fn with_code(preview: &Preview, code: Code) -> Option<&Finding> {
    preview.findings.iter().find(|finding| finding.code == code)
}

/// The first error that is neither zero nor negative. An unresolved line is explained by what
/// precedes it, so a reason in a slot is preferred.
fn blocking(preview: &Preview) -> Option<&Finding> {
    let errors = || {
        preview.findings.iter().filter(|finding| {
            finding.severity == Severity::Error
                && !matches!(finding.code, Code::ZeroTotal | Code::NegativeTotal)
        })
    };
    errors().find(|finding| finding.code != Code::LineUnresolved).or_else(|| errors().next())
}

fn is_w2_statement(document: &Document) -> bool {
    document.kind == Kind::Bill
        && matches!(document.origin, Origin::PayDrivers | Origin::DriverSettlement)
        && document.party.kind == PartyKind::Driver
        && document.party.tax == Some(TaxForm::W2)
}

fn negative(document: &Document, settings: &Settings, finding: &Finding) -> String {
    let setting = match settings.negative_documents {
        NegativeDocuments::Hold => return finding.message.clone(),
        NegativeDocuments::VendorCredit if document.kind == Kind::Invoice => "a credit memo",
        NegativeDocuments::VendorCredit => "a vendor credit",
        NegativeDocuments::CarryForward => "a carry-forward",
    };
    format!("{} Sending {setting} for it is not part of this version.", finding.message)
}
