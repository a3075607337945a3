//! Money received from a customer or paid to a vendor, and the documents that it settles.
//!
//! Not a posting and not a bank's statement line. Invariants: no figure is negative, no document is
//! named twice, and the allocations never come to more than the payment.

use super::names::names;
use super::object::{Way, object};
use super::{Amount, Date, Extra, currency, id};
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error};

names! {
    /// Whose payment it is.
    "a direction of payment" enum Direction {
        /// A customer pays us.
        Customer = "customer",
        /// We pay a driver, owner-operator, carrier or vendor.
        Vendor = "vendor",
    }
}

names! {
    /// Where a payment was entered.
    "an origin of payment" enum PaymentOrigin {
        /// By hand, against a load.
        Manual = "manual",
        /// By the upload of a factoring report (R37).
        FactoringReport = "factoring_report",
        /// In the accounting system.
        Remote = "remote",
    }
}

names! {
    /// Whether a payment still stands where it was entered.
    "a state of payment" enum PaymentState {
        /// It stands.
        Recorded = "recorded",
        /// It was voided.
        Voided = "voided",
        /// It was deleted.
        Deleted = "deleted",
    }
}

/// One payment. Read in its long form, or with `document` in place of `allocations` where the whole
/// payment goes to one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payment {
    /// The id it has where it was entered; a file written by hand may leave it out.
    pub id: Option<String>,
    /// Customer or vendor.
    pub direction: Direction,
    /// Where it was entered.
    pub origin: PaymentOrigin,
    /// Three capital letters (ISO 4217); the document's own where absent.
    pub currency: Option<String>,
    /// The day of the payment.
    pub date: Option<Date>,
    /// Whether `date` is only near the day, because the books show no payment (R33).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub date_approximate: bool,
    /// What was paid; of a factored invoice the gross (R37).
    pub amount: Amount,
    /// The factor's fee, where its report states one (R37).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<Amount>,
    /// `ach`, `check` and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// A check number, a trace number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What it settles.
    pub allocations: Vec<Allocation>,
    /// Its id in the accounting system, once it has one (R33).
    pub remote_id: Option<String>,
    /// Whether it still stands.
    #[serde(skip_serializing_if = "is_recorded")]
    pub state: PaymentState,
    /// Fields of later versions.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

impl Payment {
    /// Whether it was entered in the accounting system.
    #[must_use]
    pub fn is_remote(&self) -> bool {
        self.origin == PaymentOrigin::Remote
    }

    /// What no allocation takes; never negative.
    #[must_use]
    pub fn unallocated_cents(&self) -> i64 {
        let taken: i64 = self.allocations.iter().map(|allocation| allocation.amount.cents()).sum();
        self.amount.cents() - taken
    }
}

object! {
    /// The part of a payment that settles one document.
    struct Allocation {
        /// The document's id or, where no document has that id, its number.
        pub document: String as id::Plain,
        /// How much of the payment.
        pub amount: Amount as Paid,
    }
}

object! {
    /// A payment as it is written, before the two forms become one.
    struct Written {
        pub id: Option<String> as id::Optional = None,
        pub direction: Direction,
        pub origin: PaymentOrigin,
        pub currency: Option<String> as currency::Plain = None,
        pub date: Option<Date> = None,
        pub date_approximate: bool = false,
        pub amount: Amount as Paid,
        pub fee: Option<Amount> as Paid = None,
        pub method: Option<String> = None,
        pub reference: Option<String> = None,
        pub allocations: Option<Vec<Allocation>> = None,
        pub document: Option<String> as id::Optional = None,
        pub remote_id: Option<String> as id::Optional = None,
        pub state: PaymentState = PaymentState::Recorded,
    }
}

impl<'de> Deserialize<'de> for Payment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Payment, D::Error> {
        Written::deserialize(deserializer)?.try_into().map_err(D::Error::custom)
    }
}

impl TryFrom<Written> for Payment {
    type Error = String;

    fn try_from(written: Written) -> Result<Payment, String> {
        let allocations = allocations(written.allocations, written.document, written.amount)?;
        let payment = Payment {
            id: written.id,
            direction: written.direction,
            origin: written.origin,
            currency: written.currency,
            date: written.date,
            date_approximate: written.date_approximate,
            amount: written.amount,
            fee: written.fee,
            method: written.method,
            reference: written.reference,
            allocations,
            remote_id: written.remote_id,
            state: written.state,
            extra: written.extra,
        };
        if payment.fee.is_some_and(|fee| fee > payment.amount) {
            return Err("the fee exceeds the amount; give the gross as amount".to_owned());
        }
        if payment.unallocated_cents() < 0 {
            return Err(format!(
                "the allocations come to more than the payment of {}; correct one of them",
                payment.amount
            ));
        }
        Ok(payment)
    }
}

fn allocations(
    long: Option<Vec<Allocation>>,
    document: Option<String>,
    amount: Amount,
) -> Result<Vec<Allocation>, String> {
    let allocations = match (long, document) {
        (Some(_), Some(_)) => {
            return Err("has document and allocations; keep the allocations".to_owned());
        }
        (None, None) => return Err("names no document; give its allocations".to_owned()),
        (None, Some(document)) => vec![Allocation { document, amount, extra: Extra::default() }],
        (Some(long), None) => long,
    };
    let mut named = std::collections::BTreeSet::new();
    match allocations.iter().find(|allocation| !named.insert(allocation.document.as_str())) {
        Some(twice) => Err(format!("allocates to {} twice; add the two up", twice.document)),
        None => Ok(allocations),
    }
}

/// An amount that is not negative: money that goes back is not a payment.
enum Paid {}

impl Way<Amount> for Paid {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        checked(Amount::deserialize(deserializer)?)
    }
}

impl Way<Option<Amount>> for Paid {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Amount>, D::Error> {
        Option::<Amount>::deserialize(deserializer)?.map(checked).transpose()
    }
}

fn checked<E: Error>(amount: Amount) -> Result<Amount, E> {
    if amount.is_negative() {
        return Err(E::custom(format_args!(
            "{amount} is below zero; a refund is not a payment, record it in the books"
        )));
    }
    Ok(amount)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_recorded(state: &PaymentState) -> bool {
    *state == PaymentState::Recorded
}
