//! How a line's amount is reckoned and said, whatever the system: quantity and rate only where they
//! give the amount to the cent, both always in the description (R22).

use rust_decimal::Decimal;
use waypost_core::wire::{Amount, Quantity};

use super::DraftLine;

/// The source's own quantity and rate, when the remote multiplies them to exactly the amount in so
/// many decimals.
pub(super) fn exactly(line: &DraftLine, decimals: u32) -> Option<(Decimal, Decimal)> {
    let (quantity, rate) = (number(line.quantity?), number(line.rate?));
    let fits = |value: Decimal| value.normalize().scale() <= decimals;
    let product = quantity.checked_mul(rate)?;
    (fits(quantity) && fits(rate) && product == decimal(line.amount) && !quantity.is_zero())
        .then_some((quantity, rate))
}

fn number(quantity: Quantity) -> Decimal {
    Decimal::new(quantity.millionths(), 6)
}

/// As a number with two decimals.
pub(super) fn decimal(amount: Amount) -> Decimal {
    Decimal::new(amount.cents(), 2)
}

/// The item, then quantity and rate; only the item is cut to the length that fits.
pub(super) fn description(line: &DraftLine, most: usize) -> String {
    let reckoning = match (line.quantity, line.rate) {
        (Some(quantity), Some(rate)) => format!(" ({quantity} x {rate})"),
        _ => String::new(),
    };
    let room = most.saturating_sub(reckoning.chars().count());
    let item: String = line.description.chars().take(room).collect();
    format!("{}{reckoning}", item.trim_end())
}
