//! The chains of slots that a line walks, from the most specific to the general default (R1, R3).
//!
//! The table of rulebook §2 in one place. Invariant: a chain has one side, and its slots are all of it.

use crate::slot::{Column, General, Place, Slot};
use crate::wire::{Category, Kind, Part, Side, TransactionType};

/// One row of the table of resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chain {
    /// A customer rate on an invoice.
    Load,
    /// A driver's or a carrier's rate on a bill.
    Trip,
    /// An accessorial on an invoice.
    AccessorialRevenue,
    /// An accessorial on a bill.
    AccessorialExpense,
    /// The money of an e-check, on a bill.
    ECheckAmount,
    /// The fee of an e-check: income, though it stands on a bill.
    ECheckFee,
    /// A deduction on a bill.
    Deduction,
    /// Fuel on a bill.
    Fuel,
    /// A toll on a bill.
    Toll,
    /// Money held for a driver, on a bill.
    Escrow,
}

impl Chain {
    /// Every chain, in the order of the mapping.
    pub const ALL: [Chain; 10] = [
        Chain::Load,
        Chain::Trip,
        Chain::AccessorialRevenue,
        Chain::AccessorialExpense,
        Chain::ECheckAmount,
        Chain::ECheckFee,
        Chain::Deduction,
        Chain::Fuel,
        Chain::Toll,
        Chain::Escrow,
    ];

    /// The chain of a line, or `None` where the category does not belong on the document (R7, R8).
    #[must_use]
    pub fn of(category: Category, kind: Kind, part: Option<Part>) -> Option<Chain> {
        match (kind, category) {
            (Kind::Invoice, Category::Load) => Some(Chain::Load),
            (Kind::Invoice, Category::Accessorial) => Some(Chain::AccessorialRevenue),
            (Kind::Bill, Category::Trip) => Some(Chain::Trip),
            (Kind::Bill, Category::Accessorial) => Some(Chain::AccessorialExpense),
            (Kind::Bill, Category::ECheck) if part == Some(Part::Fee) => Some(Chain::ECheckFee),
            (Kind::Bill, Category::ECheck) => Some(Chain::ECheckAmount),
            (Kind::Bill, Category::Deduction) => Some(Chain::Deduction),
            (Kind::Bill, Category::Fuel) => Some(Chain::Fuel),
            (Kind::Bill, Category::Toll) => Some(Chain::Toll),
            (Kind::Bill, Category::Escrow) => Some(Chain::Escrow),
            (Kind::Invoice | Kind::Bill, _) => None,
        }
    }

    /// The category of its lines.
    #[must_use]
    pub fn category(self) -> Category {
        match self {
            Chain::Load => Category::Load,
            Chain::Trip => Category::Trip,
            Chain::AccessorialRevenue | Chain::AccessorialExpense => Category::Accessorial,
            Chain::ECheckAmount | Chain::ECheckFee => Category::ECheck,
            Chain::Deduction => Category::Deduction,
            Chain::Fuel => Category::Fuel,
            Chain::Toll => Category::Toll,
            Chain::Escrow => Category::Escrow,
        }
    }

    /// Which side of the business it stands on.
    #[must_use]
    pub fn side(self) -> Side {
        match self {
            Chain::Load | Chain::AccessorialRevenue | Chain::ECheckFee => Side::Revenue,
            Chain::Escrow => Side::Liability,
            _ => Side::Expense,
        }
    }

    /// The kind of document it stands on.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Chain::Load | Chain::AccessorialRevenue => Kind::Invoice,
            _ => Kind::Bill,
        }
    }

    /// The slot at a place; tolls have one slot for every place.
    #[must_use]
    pub fn slot(self, place: Place) -> Slot {
        match self {
            Chain::Load => Slot::Load(place),
            Chain::Trip => Slot::Trip(place),
            Chain::AccessorialRevenue => Slot::Accessorial(place, Column::Revenue),
            Chain::AccessorialExpense => Slot::Accessorial(place, Column::Expense),
            Chain::ECheckAmount => Slot::ECheck(place, Column::Expense),
            Chain::ECheckFee => Slot::ECheck(place, Column::Revenue),
            Chain::Deduction => Slot::Deduction(place),
            Chain::Fuel => Slot::Fuel(place),
            Chain::Toll => Slot::Toll,
            Chain::Escrow => Slot::Escrow(place),
        }
    }

    /// Whether the slot is the category's or an item's slot of this chain.
    #[must_use]
    pub fn has(self, slot: &Slot) -> bool {
        let place = slot.place().cloned().unwrap_or(Place::Default);
        self.slot(place) == *slot
    }

    /// The item that a line walks with: tolls have one account for all of them.
    #[must_use]
    pub fn item(self, item: Option<&str>) -> Option<&str> {
        if self == Chain::Toll { None } else { item }
    }

    /// The last resort.
    #[must_use]
    pub fn general(self) -> General {
        match self.side() {
            Side::Revenue => General::Revenue,
            Side::Expense => General::Expense,
            Side::Liability => General::Liability,
        }
    }

    /// The whole chain for an item, in the order of the walk.
    #[must_use]
    pub fn slots(self, item: Option<&str>) -> Vec<Slot> {
        let mut slots = Vec::with_capacity(3);
        if let Some(item) = self.item(item) {
            slots.push(self.slot(Place::item(item)));
        }
        slots.push(self.slot(Place::Default));
        slots.push(Slot::General(self.general()));
        slots
    }
}

/// The transaction type that a document of this kind belongs to (R10).
pub(crate) fn transaction_type(kind: Kind) -> TransactionType {
    match kind {
        Kind::Invoice => TransactionType::Revenue,
        Kind::Bill => TransactionType::Expense,
    }
}

/// The transaction type that a slot lives with (R1): the e-check revenue slots live with Expense,
/// because the fee stands on a bill. `None` for the deposit account, which lives with payment export.
pub(crate) fn lives_with(slot: &Slot) -> Option<TransactionType> {
    match slot {
        Slot::General(General::AccountsReceivable | General::Revenue)
        | Slot::Load(_)
        | Slot::Accessorial(_, Column::Revenue) => Some(TransactionType::Revenue),
        Slot::DepositAccount => None,
        _ => Some(TransactionType::Expense),
    }
}
