//! Enumerations of Business Central: how a person reads a member and how the wire spells it.
//!
//! The wire writes member names (`Cost_x0020_of_x0020_Goods_x0020_Sold`), the seed and the books
//! write captions (`Cost of Goods Sold`). Invariant: a member comes from its caption alone.

use serde::{Deserialize, Serialize};

/// One enumeration: its name in `$metadata` and its captions in order.
#[derive(Debug)]
pub(crate) struct EnumType {
    pub(crate) name: &'static str,
    pub(crate) captions: &'static [&'static str],
}

impl EnumType {
    /// The caption that `text` means: a member name, or the caption itself.
    pub(crate) fn caption(&self, text: &str) -> Option<&'static str> {
        self.captions.iter().copied().find(|caption| *caption == text || member(caption) == text)
    }
}

/// How the wire spells a caption.
pub(crate) fn member(caption: &str) -> String {
    let spelled = |letter: char| match letter {
        ' ' | '-' | '/' => format!("_x{:04X}_", u32::from(letter)),
        letter => letter.to_string(),
    };
    caption.chars().map(spelled).collect()
}

macro_rules! enumeration {
    ($(#[$doc:meta])* $visibility:vis $name:ident, $table:ident, $wire:literal:
     $($(#[$variant_attribute:meta])* $variant:ident = $caption:literal),+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
        $visibility enum $name {
            $(#[doc = concat!("`", $caption, "`")] $(#[$variant_attribute])*
              #[serde(rename = $caption)] $variant),+
        }

        pub(crate) const $table: EnumType = EnumType { name: $wire, captions: &[$($caption),+] };

        impl $name {
            /// How a person reads it.
            #[must_use]
            $visibility fn caption(self) -> &'static str {
                match self { $(Self::$variant => $caption),+ }
            }
        }
    };
}

enumeration!(
    /// Category of an account.
    pub AccountCategory, ACCOUNT_CATEGORY, "glAccountCategory":
    #[default] Blank = " ", Assets = "Assets", Liabilities = "Liabilities", Equity = "Equity",
    Income = "Income", CostOfGoodsSold = "Cost of Goods Sold", Expense = "Expense"
);
enumeration!(
    /// Whether an account takes entries or only structures the chart.
    pub AccountType, ACCOUNT_TYPE, "glAccountType":
    #[default] Posting = "Posting", Heading = "Heading", Total = "Total",
    BeginTotal = "Begin-Total", EndTotal = "End-Total"
);
enumeration!(
    /// State of an invoice.
    pub(crate) InvoiceStatus, INVOICE_STATUS, "invoiceEntityAggregateStatus":
    #[default] Blank = " ", Draft = "Draft", InReview = "In Review", Open = "Open", Paid = "Paid",
    Canceled = "Canceled", Corrective = "Corrective"
);
enumeration!(
    /// What an invoice line refers to.
    pub(crate) LineType, LINE_TYPE, "invoiceLineAggLineType":
    #[default] Comment = "Comment", Account = "Account", Item = "Item", Resource = "Resource",
    FixedAsset = "Fixed Asset", Charge = "Charge", AllocationAccount = "Allocation Account"
);
enumeration!(
    /// What a ledger entry comes from.
    pub(crate) DocumentType, DOCUMENT_TYPE, "genJournalDocumentType":
    #[default] Blank = " ", Payment = "Payment", Invoice = "Invoice", CreditMemo = "Credit Memo",
    FinanceChargeMemo = "Finance Charge Memo", Reminder = "Reminder", Refund = "Refund"
);
/// What is blocked for a customer (Ship, Invoice, All) or a vendor (Payment, All).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartyBlocked {
    /// Nothing.
    #[default]
    #[serde(rename = " ")]
    Nothing,
    /// A customer gets no deliveries.
    Ship,
    /// A customer gets no invoices.
    Invoice,
    /// A vendor gets no payments.
    Payment,
    /// No documents at all.
    All,
}

const PARTY_BLOCKED: [(PartyBlocked, &str); 5] = [
    (PartyBlocked::Nothing, " "),
    (PartyBlocked::Ship, "Ship"),
    (PartyBlocked::Invoice, "Invoice"),
    (PartyBlocked::Payment, "Payment"),
    (PartyBlocked::All, "All"),
];

impl PartyBlocked {
    pub(crate) fn caption(self) -> &'static str {
        PARTY_BLOCKED.iter().find(|(it, _)| *it == self).map_or(" ", |(_, caption)| caption)
    }

    pub(crate) fn from_caption(caption: &str) -> Option<Self> {
        PARTY_BLOCKED.iter().find(|(_, it)| *it == caption).map(|(blocked, _)| *blocked)
    }
}

pub(crate) const CUSTOMER_BLOCKED: EnumType =
    EnumType { name: "customerBlocked", captions: &[" ", "Ship", "Invoice", "All"] };
pub(crate) const VENDOR_BLOCKED: EnumType =
    EnumType { name: "vendorBlocked", captions: &[" ", "Payment", "All"] };
pub(crate) const CONTACT_TYPE: EnumType =
    EnumType { name: "contactType", captions: &["Company", "Person"] };
