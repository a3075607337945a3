//! Slots and items in words: "Detention, revenue", "Default load account".

use crate::slot::{Column, General, Place, Slot};
use crate::wire::{Catalog, Category};

/// What people call the slot, starting with a capital. An item that the catalogue does not have, or
/// every item where no catalogue is at hand, goes by its id.
#[must_use]
pub fn label(slot: &Slot, catalog: Option<&Catalog>) -> String {
    let named = |category: Category, id: &str| item(category, id, catalog).to_owned();
    match slot {
        Slot::General(general) => general_label(*general).to_owned(),
        Slot::Toll => "Toll account".to_owned(),
        Slot::DepositAccount => "Deposit account".to_owned(),
        Slot::Load(Place::Default) => "Default load account".to_owned(),
        Slot::Trip(Place::Default) => "Default trip account".to_owned(),
        Slot::Deduction(Place::Default) => "Default deduction account".to_owned(),
        Slot::Fuel(Place::Default) => "Default fuel account".to_owned(),
        Slot::Escrow(Place::Default) => "Default escrow account".to_owned(),
        Slot::Accessorial(Place::Default, column) => {
            format!("Default accessorial {} account", column_name(*column))
        }
        Slot::ECheck(Place::Default, column) => {
            format!("Default e-check {} account", column_name(*column))
        }
        Slot::Load(Place::Item(id)) => named(Category::Load, id),
        Slot::Trip(Place::Item(id)) => named(Category::Trip, id),
        Slot::Deduction(Place::Item(id)) => named(Category::Deduction, id),
        Slot::Fuel(Place::Item(id)) => named(Category::Fuel, id),
        Slot::Escrow(Place::Item(id)) => named(Category::Escrow, id),
        Slot::Accessorial(Place::Item(id), column) => {
            format!("{}, {}", named(Category::Accessorial, id), column_name(*column))
        }
        Slot::ECheck(Place::Item(id), column) => {
            format!("{} e-check, {}", named(Category::ECheck, id), column_name(*column))
        }
    }
}

/// What people call the item; its id where the catalogue does not have it or is not at hand.
#[must_use]
pub fn item<'a>(category: Category, id: &'a str, catalog: Option<&'a Catalog>) -> &'a str {
    let Some(catalog) = catalog else { return id };
    let plain = |items: &'a [crate::wire::CatalogItem]| {
        items.iter().find(|item| item.id == id).map(|item| item.name.as_str())
    };
    let name = match category {
        Category::Load => plain(&catalog.load),
        Category::Deduction => plain(&catalog.deductions),
        Category::Fuel => plain(&catalog.fuel),
        Category::Escrow => plain(&catalog.escrow),
        Category::Trip => {
            catalog.trip.iter().find(|item| item.id == id).map(|item| item.name.as_str())
        }
        Category::Accessorial => {
            catalog.accessorials.iter().find(|item| item.id == id).map(|item| item.name.as_str())
        }
        Category::ECheck => {
            catalog.e_checks.iter().find(|item| item.id == id).map(|item| item.name.as_str())
        }
        Category::Toll | Category::Tax => None,
    };
    name.unwrap_or(id)
}

/// "a toll": one line of the category, with its article.
#[must_use]
pub fn line_of(category: Category) -> &'static str {
    match category {
        Category::Load => "a customer rate",
        Category::Trip => "a driver's or carrier's rate",
        Category::Accessorial => "an accessorial",
        Category::ECheck => "an e-check",
        Category::Deduction => "a deduction",
        Category::Fuel => "fuel",
        Category::Toll => "a toll",
        Category::Escrow => "escrow",
        Category::Tax => "tax",
    }
}

fn general_label(general: General) -> &'static str {
    match general {
        General::AccountsReceivable => "Accounts receivable",
        General::Revenue => "Default revenue",
        General::AccountsPayable => "Accounts payable",
        General::Expense => "Default expense",
        General::Liability => "Default liability",
    }
}

fn column_name(column: Column) -> &'static str {
    match column {
        Column::Revenue => "revenue",
        Column::Expense => "expense",
    }
}
