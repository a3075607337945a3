//! What a negative or an escrow line does, in words (R23).

use crate::wire::{Amount, Category, Line, Part};

pub(super) fn note(line: &Line, amount: Amount) -> Option<String> {
    if amount.is_zero() {
        return None;
    }
    let paid_out = "takes back money already paid out; its cost came with the card company's own bill on the same account";
    let said = match (line.category, amount.is_negative()) {
        (Category::Escrow, true) => {
            "Escrow deposit: held for the driver, it credits the liability.".to_owned()
        }
        (Category::Escrow, false) => {
            "Escrow withdrawal: paid back to the driver, it debits the liability.".to_owned()
        }
        (Category::ECheck, _) if line.part == Some(Part::Fee) => {
            if amount.is_negative() {
                "E-check fee: kept from the bill, it is income.".to_owned()
            } else {
                "E-check fee: given back with the bill, it lowers income.".to_owned()
            }
        }
        (Category::ECheck, true) => format!("E-check: {paid_out}."),
        (Category::Fuel, true) => format!("Fuel: {paid_out}."),
        (Category::Toll, true) => format!("Toll: {paid_out}."),
        _ => return None,
    };
    Some(said)
}
