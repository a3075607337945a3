//! Which account each slot holds, for one connection (R1, R16).
//!
//! Not the walk from a line to an account: that is [`crate::Rules`]. Absent and null both mean unset.

use super::names::names;
use super::object::{Blank, object};
use super::{Items, id, items};

names! {
    /// What a connection exports (R10).
    "a transaction type" enum TransactionType {
        /// Invoices.
        Revenue = "revenue",
        /// Bills.
        Expense = "expense",
    }
}

object! {
    /// The accounts of every slot.
    struct Mapping {
        /// Version of the format.
        pub version: u64 = 1,
        /// What is exported (R10).
        pub transaction_types: Vec<TransactionType> = Vec::new(),
        /// The general defaults and the control accounts.
        pub defaults: Defaults as id::Nullable = Blank::blank(),
        /// Customer rates.
        pub load: Single as id::Nullable = Blank::blank(),
        /// Driver and carrier rates.
        pub trip: Single as id::Nullable = Blank::blank(),
        /// Accessorials, with two independent columns (R3).
        pub accessorials: TwoSided as id::Nullable = Blank::blank(),
        /// E-checks: revenue is the fee, expense the amount (R3).
        pub e_checks: TwoSided as id::Nullable = Blank::blank(),
        /// Deductions from drivers' pay.
        pub deductions: Single as id::Nullable = Blank::blank(),
        /// Fuel types.
        pub fuel: Single as id::Nullable = Blank::blank(),
        /// Tolls have one account.
        pub tolls: Tolls as id::Nullable = Blank::blank(),
        /// Money held for drivers.
        pub escrow: Single as id::Nullable = Blank::blank(),
        /// Export of customer payments (R17).
        pub customer_payments: CustomerPayments as id::Nullable = Blank::blank(),
    }
}

impl Default for Mapping {
    fn default() -> Mapping {
        Mapping::blank()
    }
}

object! {
    /// The general defaults and the control accounts.
    #[derive(Default)]
    struct Defaults {
        /// Control account of invoices.
        pub accounts_receivable: Option<String> as id::Optional = None,
        /// Last resort of revenue chains.
        pub revenue: Option<String> as id::Optional = None,
        /// Control account of bills.
        pub accounts_payable: Option<String> as id::Optional = None,
        /// Last resort of expense chains.
        pub expense: Option<String> as id::Optional = None,
        /// Last resort of escrow.
        pub liability: Option<String> as id::Optional = None,
    }
}

object! {
    /// A category with one account per item.
    #[derive(Default)]
    struct Single {
        /// The category's default.
        pub default: Option<String> as id::Optional = None,
        /// Accounts by item id.
        #[cfg_attr(
            feature = "openapi",
            schema(value_type = std::collections::BTreeMap<String, Option<String>>)
        )]
        pub items: Items<Option<String>> as items::Accounts = Items::new(),
    }
}

object! {
    /// A category with a revenue and an expense column.
    #[derive(Default)]
    struct TwoSided {
        /// The category's defaults.
        pub default: Sides as id::Nullable = Blank::blank(),
        /// Accounts by item id.
        #[cfg_attr(
            feature = "openapi",
            schema(value_type = std::collections::BTreeMap<String, Sides>)
        )]
        pub items: Items<Sides> as items::Each = Items::new(),
    }
}

object! {
    /// The two columns; one never borrows the other's account (R3).
    #[derive(Default)]
    struct Sides {
        /// The revenue column.
        pub revenue: Option<String> as id::Optional = None,
        /// The expense column.
        pub expense: Option<String> as id::Optional = None,
    }
}

object! {
    /// Tolls have one account.
    #[derive(Default)]
    struct Tolls {
        /// The account of every toll.
        pub default: Option<String> as id::Optional = None,
    }
}

object! {
    /// Export of customer payments (R17).
    #[derive(Default)]
    struct CustomerPayments {
        /// Whether payments are exported.
        pub export: bool = false,
        /// The clearing account that deposits pass through.
        pub deposit_account: Option<String> as id::Optional = None,
    }
}

impl Mapping {
    /// Whether this transaction type is selected (R10).
    #[must_use]
    pub fn selects(&self, transaction_type: TransactionType) -> bool {
        self.transaction_types.contains(&transaction_type)
    }
}
