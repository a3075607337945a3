//! The two sides of the books: what customers owe, and what is owed to vendors.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Sales (customers, receivables) or purchase (vendors, payables).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Side {
    Sales,
    Purchase,
}

impl Side {
    pub(crate) fn party_entity(self) -> &'static str {
        match self {
            Self::Sales => "customer",
            Self::Purchase => "vendor",
        }
    }

    /// `Customer` or `Vendor`, as texts name it.
    pub(crate) fn party_word(self) -> &'static str {
        match self {
            Self::Sales => "Customer",
            Self::Purchase => "Vendor",
        }
    }

    /// `Sales` or `Purchase`, as texts name it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Sales => "Sales",
            Self::Purchase => "Purchase",
        }
    }

    /// The sign of the control account's entry: receivables are debited, payables credited.
    pub(crate) fn control_sign(self) -> Decimal {
        match self {
            Self::Sales => Decimal::ONE,
            Self::Purchase => Decimal::NEGATIVE_ONE,
        }
    }
}
