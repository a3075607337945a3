//! A line of an invoice: an account with a quantity and a unit amount, or a comment.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::enums::LineType;

/// A line. Amounts without tax; the sign is the wire's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) id: Uuid,
    pub(crate) sequence: i64,
    pub(crate) line_type: LineType,
    pub(crate) account: Option<Uuid>,
    pub(crate) description: String,
    pub(crate) description2: String,
    pub(crate) quantity: Decimal,
    /// Unit price or unit cost, at most 5 decimals.
    pub(crate) unit_amount: Decimal,
    pub(crate) discount: Decimal,
    pub(crate) discount_percent: Decimal,
    pub(crate) tax_code: String,
    pub(crate) tax_percent: Decimal,
    /// Shipment date or expected receipt date.
    pub(crate) date: Option<Date>,
    pub(crate) version: u64,
}

/// Cents, halves away from zero.
pub(crate) fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, MidpointAwayFromZero)
}

/// Five decimals, halves away from zero: quantities, unit amounts and percentages.
pub(crate) fn five_decimals(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(5, MidpointAwayFromZero)
}

impl Line {
    /// Quantity times unit amount, before discount.
    pub(crate) fn gross(&self) -> Decimal {
        cents(self.quantity * self.unit_amount)
    }

    /// The amount without tax.
    pub(crate) fn net(&self) -> Decimal {
        self.gross() - self.discount
    }

    /// The tax on the line.
    pub(crate) fn tax(&self) -> Decimal {
        cents(self.net() * self.tax_percent / Decimal::ONE_HUNDRED)
    }
}
