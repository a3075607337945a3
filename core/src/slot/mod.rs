//! A slot: a place in the mapping that may hold an account (rulebook §1).
//!
//! Not the account in it. Invariant: every slot has exactly one path, and every path that reads as a
//! slot names one.

mod mapping;
mod path;

pub use path::NoSuchSlot;

use std::sync::Arc;

/// A place in the mapping. Ordered as the mapping is: defaults first, then category by category, a
/// category's default before its items. As text it is its path (`accessorials.items.detention.revenue`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// `defaults.*`
    General(General),
    /// `load.default`, `load.items.X`
    Load(Place),
    /// `trip.default`, `trip.items.X`
    Trip(Place),
    /// `accessorials.default.revenue`, `accessorials.items.X.expense`
    Accessorial(Place, Column),
    /// `e_checks.default.revenue`, `e_checks.items.X.expense`
    ECheck(Place, Column),
    /// `deductions.default`, `deductions.items.X`
    Deduction(Place),
    /// `fuel.default`, `fuel.items.X`
    Fuel(Place),
    /// `tolls.default`
    Toll,
    /// `escrow.default`, `escrow.items.X`
    Escrow(Place),
    /// `customer_payments.deposit_account`
    DepositAccount,
}

/// One of the general defaults and control accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum General {
    /// Control account of invoices.
    AccountsReceivable,
    /// Last resort of revenue chains.
    Revenue,
    /// Control account of bills.
    AccountsPayable,
    /// Last resort of expense chains.
    Expense,
    /// Last resort of escrow.
    Liability,
}

/// A category's default, or one item of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The category's default.
    Default,
    /// The item of this id; no dot.
    Item(Arc<str>),
}

/// The two columns of accessorials and e-checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Income: what customers are charged; an e-check's fee.
    Revenue,
    /// Cost: what drivers and carriers are paid; an e-check's amount.
    Expense,
}

impl Slot {
    /// The catalogue item that the slot belongs to.
    #[must_use]
    pub fn item(&self) -> Option<&str> {
        match self.place() {
            Some(Place::Item(item)) => Some(item),
            _ => None,
        }
    }

    /// The place inside its category; `None` for general defaults, tolls and the deposit account.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        match self {
            Slot::Load(place)
            | Slot::Trip(place)
            | Slot::Accessorial(place, _)
            | Slot::ECheck(place, _)
            | Slot::Deduction(place)
            | Slot::Fuel(place)
            | Slot::Escrow(place) => Some(place),
            Slot::General(_) | Slot::Toll | Slot::DepositAccount => None,
        }
    }

    /// Whether it is the receivable or the payable account, which stand in no line (R13).
    #[must_use]
    pub fn is_control(&self) -> bool {
        matches!(self, Slot::General(General::AccountsReceivable | General::AccountsPayable))
    }
}

impl Place {
    /// The item of this id.
    #[must_use]
    pub fn item(id: &str) -> Place {
        Place::Item(Arc::from(id))
    }
}
