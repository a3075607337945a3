//! One row of a factoring report, and the payment that it is.

use crate::wire::{
    Allocation, Amount, Date, Direction, Extra, Payment, PaymentOrigin, PaymentState,
};

/// A row that adds up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line of the file, from 1.
    pub line: u64,
    /// The load's number, which names its invoice.
    pub load: String,
    /// What counts as paid: the gross where the fee is stated; else what was paid out, or the gross
    /// where that is all there is.
    pub amount: Amount,
    /// The stated fee.
    pub fee: Option<Amount>,
    /// The day of the payment.
    pub date: Date,
    /// The factor's reference.
    pub reference: Option<String>,
    /// The how-manieth row of this file with the same content, from 1.
    pub repeat: usize,
}

impl Row {
    /// The row's identity: its content. The same row in a second upload is the same payment.
    #[must_use]
    pub fn id(&self) -> String {
        let fee = self.fee.map(|fee| fee.to_string()).unwrap_or_default();
        let reference = self.reference.as_deref().unwrap_or_default();
        let Row { load, amount, date, repeat, .. } = self;
        format!("factoring|{load}|{date}|{reference}|{amount}|{fee}|{repeat}")
    }

    /// The payment, on the invoice of the load.
    #[must_use]
    pub fn payment(&self, currency: Option<&str>) -> Payment {
        Payment {
            id: Some(self.id()),
            direction: Direction::Customer,
            origin: PaymentOrigin::FactoringReport,
            currency: currency.map(str::to_owned),
            date: Some(self.date),
            date_approximate: false,
            amount: self.amount,
            fee: self.fee,
            method: None,
            reference: self.reference.clone(),
            allocations: vec![Allocation {
                document: self.load.clone(),
                amount: self.amount,
                extra: Extra::default(),
            }],
            remote_id: None,
            state: PaymentState::Recorded,
            extra: Extra::default(),
        }
    }
}
