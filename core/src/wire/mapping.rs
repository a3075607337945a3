//! Which account each slot holds, for one connection (R1, R16).
//!
//! Not the walk from a line to an account: that is [`crate::Rules`]. Absent and null both mean unset.

use super::names::names;
use super::{Extra, Items, id, items};
use serde::{Deserialize, Serialize};

names! {
    /// What a connection exports (R10).
    "a transaction type" enum TransactionType {
        /// Invoices.
        Revenue = "revenue",
        /// Bills.
        Expense = "expense",
    }
}

macro_rules! section {
    ($(#[$meta:meta])* struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
            /// Fields of later versions.
            #[serde(flatten)]
            #[cfg_attr(feature = "openapi", schema(ignore))]
            pub extra: Extra,
        }
    };
}

/// The accounts of every slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mapping {
    /// Version of the format.
    #[serde(default = "first")]
    pub version: u64,
    /// What is exported (R10).
    #[serde(default)]
    pub transaction_types: Vec<TransactionType>,
    /// The general defaults and the control accounts.
    #[serde(default, deserialize_with = "id::nullable")]
    pub defaults: Defaults,
    /// Customer rates.
    #[serde(default, deserialize_with = "id::nullable")]
    pub load: Single,
    /// Driver and carrier rates.
    #[serde(default, deserialize_with = "id::nullable")]
    pub trip: Single,
    /// Accessorials, with two independent columns (R3).
    #[serde(default, deserialize_with = "id::nullable")]
    pub accessorials: TwoSided,
    /// E-checks: revenue is the fee, expense the amount (R3).
    #[serde(default, deserialize_with = "id::nullable")]
    pub e_checks: TwoSided,
    /// Deductions from drivers' pay.
    #[serde(default, deserialize_with = "id::nullable")]
    pub deductions: Single,
    /// Fuel types.
    #[serde(default, deserialize_with = "id::nullable")]
    pub fuel: Single,
    /// Tolls have one account.
    #[serde(default, deserialize_with = "id::nullable")]
    pub tolls: Tolls,
    /// Money held for drivers.
    #[serde(default, deserialize_with = "id::nullable")]
    pub escrow: Single,
    /// Export of customer payments (R17).
    #[serde(default, deserialize_with = "id::nullable")]
    pub customer_payments: CustomerPayments,
    /// Fields of later versions, and a stored `tax` (R7).
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

impl Default for Mapping {
    fn default() -> Mapping {
        Mapping {
            version: first(),
            transaction_types: Vec::new(),
            defaults: Defaults::default(),
            load: Single::default(),
            trip: Single::default(),
            accessorials: TwoSided::default(),
            e_checks: TwoSided::default(),
            deductions: Single::default(),
            fuel: Single::default(),
            tolls: Tolls::default(),
            escrow: Single::default(),
            customer_payments: CustomerPayments::default(),
            extra: Extra::default(),
        }
    }
}

section! {
    /// The general defaults and the control accounts.
    struct Defaults {
        /// Control account of invoices.
        #[serde(default, deserialize_with = "id::optional")]
        pub accounts_receivable: Option<String>,
        /// Last resort of revenue chains.
        #[serde(default, deserialize_with = "id::optional")]
        pub revenue: Option<String>,
        /// Control account of bills.
        #[serde(default, deserialize_with = "id::optional")]
        pub accounts_payable: Option<String>,
        /// Last resort of expense chains.
        #[serde(default, deserialize_with = "id::optional")]
        pub expense: Option<String>,
        /// Last resort of escrow.
        #[serde(default, deserialize_with = "id::optional")]
        pub liability: Option<String>,
    }
}

section! {
    /// A category with one account per item.
    struct Single {
        /// The category's default.
        #[serde(default, deserialize_with = "id::optional")]
        pub default: Option<String>,
        /// Accounts by item id.
        #[serde(default, deserialize_with = "items::read_accounts")]
        #[cfg_attr(
            feature = "openapi",
            schema(value_type = std::collections::BTreeMap<String, Option<String>>)
        )]
        pub items: Items<Option<String>>,
    }
}

section! {
    /// A category with a revenue and an expense column.
    struct TwoSided {
        /// The category's defaults.
        #[serde(default, deserialize_with = "id::nullable")]
        pub default: Sides,
        /// Accounts by item id.
        #[serde(default, deserialize_with = "items::read")]
        #[cfg_attr(
            feature = "openapi",
            schema(value_type = std::collections::BTreeMap<String, Sides>)
        )]
        pub items: Items<Sides>,
    }
}

section! {
    /// The two columns; one never borrows the other's account (R3).
    struct Sides {
        /// The revenue column.
        #[serde(default, deserialize_with = "id::optional")]
        pub revenue: Option<String>,
        /// The expense column.
        #[serde(default, deserialize_with = "id::optional")]
        pub expense: Option<String>,
    }
}

section! {
    /// Tolls have one account.
    struct Tolls {
        /// The account of every toll.
        #[serde(default, deserialize_with = "id::optional")]
        pub default: Option<String>,
    }
}

section! {
    /// Export of customer payments (R17).
    struct CustomerPayments {
        /// Whether payments are exported.
        #[serde(default)]
        pub export: bool,
        /// The clearing account that deposits pass through.
        #[serde(default, deserialize_with = "id::optional")]
        pub deposit_account: Option<String>,
    }
}

impl Mapping {
    /// Whether this transaction type is selected (R10).
    #[must_use]
    pub fn selects(&self, transaction_type: TransactionType) -> bool {
        self.transaction_types.contains(&transaction_type)
    }
}

fn first() -> u64 {
    1
}
