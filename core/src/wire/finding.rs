//! A coded fact about a mapping or a document.
//!
//! Not a refusal to read (that is [`super::Unusable`]). Invariant: a code has one severity.

use super::names::names;
use super::object::answer;
use crate::slot::Slot;

names! {
    /// Whether a finding blocks.
    "a severity" enum Severity {
        /// Blocks the mapping's activation or the document's posting.
        Error = "error",
        /// Informs.
        Warning = "warning",
    }
}

names! {
    /// What was found.
    "a finding code" enum Code {
        /// Neither Revenue nor Expense is selected (R10).
        NoTransactionType = "no_transaction_type",
        /// A required default is unset (R10).
        DefaultMissing = "default_missing",
        /// A catalogue item has no account anywhere on its chain (R11).
        ItemUnresolvable = "item_unresolvable",
        /// E-check types can carry a fee that has nowhere to go (R11).
        FeeRevenueUnmapped = "fee_revenue_unmapped",
        /// Escrow types have nowhere to go (R11).
        EscrowUnmapped = "escrow_unmapped",
        /// Payments are exported without a deposit account (R17).
        DepositAccountMissing = "deposit_account_missing",
        /// The deposit account is of a class that misstates the books (R12).
        DepositAccountClass = "deposit_account_class",
        /// The chart does not have the account (R2).
        AccountMissing = "account_missing",
        /// The account is blocked (R13).
        AccountInactive = "account_inactive",
        /// A heading, total or non-posting account (R13).
        NotPostingAccount = "not_posting_account",
        /// Business Central lets it stand on no line (R13).
        NoDirectPosting = "no_direct_posting",
        /// The account's class may not stand there (R12).
        WrongClass = "wrong_class",
        /// The receivable or payable account stands on a line (R13).
        ControlAccountReused = "control_account_reused",
        /// The system gives the account no class (R12).
        UnclassifiedAccount = "unclassified_account",
        /// Allowed, and rarely meant (R12).
        UnusualClass = "unusual_class",
        /// The system does not export customer payments (R17).
        PaymentExportUnsupported = "payment_export_unsupported",
        /// A stored tax mapping is kept and never used (R7).
        DeprecatedCategory = "deprecated_category",
        /// The line has no account (R4).
        LineUnresolved = "line_unresolved",
        /// The catalogue no longer has the item (R6).
        UnknownItem = "unknown_item",
        /// A driver's rate on a carrier's bill, or the reverse.
        UnusualRate = "unusual_rate",
        /// The category does not belong on this kind of document (R8).
        CategoryNotAllowed = "category_not_allowed",
        /// Two lines have the same id.
        DuplicateLineId = "duplicate_line_id",
        /// The stated total differs from the lines (R20).
        TotalMismatch = "total_mismatch",
        /// A line's amount differs from quantity × rate (R20).
        AmountMismatch = "amount_mismatch",
        /// The document comes to nothing (R23).
        ZeroTotal = "zero_total",
        /// The document is below zero (R23).
        NegativeTotal = "negative_total",
        /// Its transaction type is not selected (R10).
        TransactionTypeOff = "transaction_type_off",
        /// The account takes another currency than the document's.
        AccountCurrency = "account_currency",
    }
}

impl Code {
    /// Whether it blocks.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Code::UnclassifiedAccount
            | Code::UnusualClass
            | Code::PaymentExportUnsupported
            | Code::DeprecatedCategory
            | Code::UnknownItem
            | Code::UnusualRate => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

answer! {
    /// One fact, with where it stands and what to do.
    struct Finding {
        /// What was found.
        pub code: Code,
        /// Whether it blocks.
        pub severity: Severity,
        /// The slot it is about, or where choosing an account mends it.
        pub slot: Option<Slot> = None,
        /// The account it is about.
        pub account: Option<String> = None,
        /// The document's line it is about.
        pub line: Option<String> = None,
        /// What it means for the books, and the next step.
        pub message: String,
    }
}
