//! The kinds of objects that the API serves, and those it knows and does not serve here.

use serde::{Deserialize, Serialize};

/// A kind of object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Entity {
    Account,
    Customer,
    Vendor,
    Item,
    Invoice,
    Bill,
    Payment,
    BillPayment,
    Deposit,
    CompanyInfo,
    Preferences,
}

/// Objects of QuickBooks Online that this sandbox refuses by name.
const UNMODELLED: [&str; 25] = [
    "Attachable",
    "Budget",
    "Class",
    "CompanyCurrency",
    "CreditMemo",
    "Department",
    "Employee",
    "Estimate",
    "ExchangeRate",
    "JournalCode",
    "JournalEntry",
    "PaymentMethod",
    "Purchase",
    "PurchaseOrder",
    "RefundReceipt",
    "SalesReceipt",
    "TaxAgency",
    "TaxCode",
    "TaxRate",
    "Term",
    "TimeActivity",
    "Transfer",
    "VendorCredit",
    "CreditCardPayment",
    "RecurringTransaction",
];

impl Entity {
    /// All, in the order in which they are written about.
    pub(crate) const ALL: [Self; 11] = [
        Self::Account,
        Self::Customer,
        Self::Vendor,
        Self::Item,
        Self::Invoice,
        Self::Bill,
        Self::Payment,
        Self::BillPayment,
        Self::Deposit,
        Self::CompanyInfo,
        Self::Preferences,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Account => "Account",
            Self::Customer => "Customer",
            Self::Vendor => "Vendor",
            Self::Item => "Item",
            Self::Invoice => "Invoice",
            Self::Bill => "Bill",
            Self::Payment => "Payment",
            Self::BillPayment => "BillPayment",
            Self::Deposit => "Deposit",
            Self::CompanyInfo => "CompanyInfo",
            Self::Preferences => "Preferences",
        }
    }

    /// By name, in whatever case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name().eq_ignore_ascii_case(name))
    }

    /// The exact name of an object that exists and is not modelled.
    pub(crate) fn unmodelled(name: &str) -> Option<&'static str> {
        UNMODELLED.into_iter().find(|it| it.eq_ignore_ascii_case(name))
    }

    /// Whether it is a transaction, which is deleted, where a list object is made inactive.
    pub(crate) fn is_transaction(self) -> bool {
        matches!(
            self,
            Self::Invoice | Self::Bill | Self::Payment | Self::BillPayment | Self::Deposit
        )
    }

    /// Whether it is about the company itself, of which there is one.
    pub(crate) fn is_company(self) -> bool {
        matches!(self, Self::CompanyInfo | Self::Preferences)
    }
}
