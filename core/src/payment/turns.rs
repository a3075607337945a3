//! Business Central shows no payments, only documents that turn Paid (R33).
//!
//! Not a reading of Business Central: the connector says whether the document is paid. Invariant: each
//! turn to Paid is one payment with one id, however often it is seen.

use crate::wire::{
    Allocation, Amount, Date, Direction, Extra, Kind, Payment, PaymentOrigin, PaymentState,
};

/// How often a document has turned Paid, as last seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turns {
    /// How often.
    pub count: u32,
    /// Whether it was Paid when last seen.
    pub paid: bool,
}

/// What changed since it was last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nothing.
    None,
    /// It turned Paid, for the how-manieth time.
    Paid(u32),
    /// It is open again: the payment of this turn was voided or unapplied.
    Open(u32),
}

impl Turns {
    /// Sees the document once more.
    #[must_use]
    pub fn seen(self, paid: bool) -> (Turns, Turn) {
        match (self.paid, paid) {
            (false, true) => {
                let count = self.count.saturating_add(1);
                (Turns { count, paid }, Turn::Paid(count))
            }
            (true, false) => (Turns { paid, ..self }, Turn::Open(self.count)),
            (true, true) | (false, false) => (self, Turn::None),
        }
    }
}

/// A document of Business Central that turned.
#[derive(Clone, Copy, Debug)]
pub struct Turned<'a> {
    /// Invoice or bill.
    pub kind: Kind,
    /// Our id of the document.
    pub document: &'a str,
    /// Its id in Business Central.
    pub remote_document: &'a str,
    /// What it comes to.
    pub total: Amount,
    /// Its currency.
    pub currency: Option<&'a str>,
    /// The day on which the turn was seen.
    pub seen_on: Date,
}

impl Turn {
    /// The payment that stands for the turn: its id is the document and the how-manieth turn, its
    /// amount the total, its date approximate. `None` where nothing turned.
    #[must_use]
    pub fn payment(self, turned: &Turned) -> Option<Payment> {
        let (turn, state) = match self {
            Turn::None => return None,
            Turn::Paid(turn) => (turn, PaymentState::Recorded),
            Turn::Open(turn) => (turn, PaymentState::Voided),
        };
        let direction = match turned.kind {
            Kind::Invoice => Direction::Customer,
            Kind::Bill => Direction::Vendor,
        };
        Some(Payment {
            id: None,
            direction,
            origin: PaymentOrigin::Remote,
            currency: turned.currency.map(str::to_owned),
            date: Some(turned.seen_on),
            date_approximate: true,
            amount: turned.total,
            fee: None,
            method: None,
            reference: None,
            allocations: vec![Allocation {
                document: turned.document.to_owned(),
                amount: turned.total,
                extra: Extra::default(),
            }],
            remote_id: Some(format!("{}:paid:{turn}", turned.remote_document)),
            state,
            extra: Extra::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(kind: Kind) -> Turned<'static> {
        Turned {
            kind,
            document: "REF-1002345",
            remote_document: "5d115c9c",
            total: "3298.62".parse().unwrap(),
            currency: Some("USD"),
            seen_on: "2026-09-20".parse().unwrap(),
        }
    }

    #[test]
    fn r33_a_document_that_stays_paid_is_one_payment_however_often_it_is_seen() {
        let (turns, first) = Turns::default().seen(true);
        assert_eq!((turns, first), (Turns { count: 1, paid: true }, Turn::Paid(1)));
        assert_eq!(turns.seen(true), (turns, Turn::None));
        assert_eq!(Turn::None.payment(&turned(Kind::Invoice)), None);
        assert_eq!(Turns::default().seen(false), (Turns::default(), Turn::None));
    }

    #[test]
    fn r33_the_second_turn_is_another_payment() {
        let (paid, _) = Turns::default().seen(true);
        let (open, back) = paid.seen(false);
        assert_eq!((open, back), (Turns { count: 1, paid: false }, Turn::Open(1)));
        let (_, again) = open.seen(true);
        assert_eq!(again, Turn::Paid(2));
        let id = |turn: Turn| turn.payment(&turned(Kind::Invoice)).unwrap().remote_id.unwrap();
        assert_eq!([id(Turn::Paid(1)), id(back)], ["5d115c9c:paid:1", "5d115c9c:paid:1"]);
        assert_eq!(id(again), "5d115c9c:paid:2");
    }

    #[test]
    fn r33_the_payment_is_the_total_and_its_date_is_marked_approximate() {
        let payment = Turn::Paid(1).payment(&turned(Kind::Bill)).unwrap();
        assert_eq!(payment.direction, Direction::Vendor);
        assert_eq!(payment.amount.to_string(), "3298.62");
        assert!(payment.date_approximate && payment.state == PaymentState::Recorded);
        let voided = Turn::Open(1).payment(&turned(Kind::Invoice)).unwrap();
        assert_eq!((voided.direction, voided.state), (Direction::Customer, PaymentState::Voided));
    }
}
