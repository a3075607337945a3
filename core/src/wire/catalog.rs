//! What a tenant can put on a line: the items of every category, with what decides about them.
//!
//! Not a price list; the only figures are the fees of e-checks (R24).

use super::names::names;
use super::object::{Way, object};
use super::{Amount, Quantity, id, list};
use serde::de::{Deserialize, Deserializer, Error};

names! {
    /// Whose rates a trip item belongs to.
    "a kind of rate" enum Rates {
        /// Drivers' and owner-operators' pay.
        Driver = "driver",
        /// Carriers' pay.
        Carrier = "carrier",
    }
}

names! {
    /// Who an accessorial is charged to or paid to.
    "someone an accessorial is charged to" enum ChargedTo {
        /// On invoices.
        Customer = "customer",
        /// On drivers' bills.
        Driver = "driver",
        /// On carriers' bills.
        Carrier = "carrier",
    }
}

object! {
    /// The items of one tenant by category; tolls have none.
    #[derive(Default)]
    struct Catalog {
        /// Customer rates.
        pub load: Vec<CatalogItem> as list::Distinct = Vec::new(),
        /// Driver and carrier rates.
        pub trip: Vec<TripItem> as list::Distinct = Vec::new(),
        /// Accessorials.
        pub accessorials: Vec<AccessorialItem> as list::Distinct = Vec::new(),
        /// E-check types.
        pub e_checks: Vec<ECheckItem> as list::Distinct = Vec::new(),
        /// Deductions from drivers' pay.
        pub deductions: Vec<CatalogItem> as list::Distinct = Vec::new(),
        /// Fuel types.
        pub fuel: Vec<CatalogItem> as list::Distinct = Vec::new(),
        /// Escrow types.
        pub escrow: Vec<CatalogItem> as list::Distinct = Vec::new(),
    }
}

macro_rules! item {
    ($(#[$meta:meta])* struct $name:ident {
        $($(#[$field_meta:meta])* pub $field:ident: $type:ty = $default:expr,)*
    }) => {
        object! {
            $(#[$meta])*
            struct $name {
                /// The tenant's id of the item (R5); no dot.
                pub id: String as id::Item,
                /// What people call it; two items may share a name.
                pub name: String,
                $($(#[$field_meta])* pub $field: $type = $default,)*
                /// The tenant no longer uses it; old documents may still carry it (R6).
                #[serde(skip_serializing_if = "std::ops::Not::not")]
                pub retired: bool = false,
            }
        }

        impl list::Known for $name {
            fn id(&self) -> &str {
                &self.id
            }
        }
    };
}

item! {
    /// An item of load, deductions, fuel or escrow.
    struct CatalogItem {}
}

item! {
    /// A driver's or a carrier's rate.
    struct TripItem {
        /// Whose rate it is; unknown when absent.
        pub rates: Option<Rates> = None,
    }
}

item! {
    /// An accessorial.
    struct AccessorialItem {
        /// Who may be charged; everyone when absent.
        pub charged_to: Vec<ChargedTo> = ChargedTo::ALL.to_vec(),
    }
}

item! {
    /// An e-check type.
    struct ECheckItem {
        /// How its fee is found (R24); null when it carries none.
        pub fee: Option<FeeRule> = None,
    }
}

object! {
    /// `percent/100 × |amount|`, then at least `min`, at most `max`, half-up to cents (R24).
    #[derive(Default)]
    struct FeeRule {
        /// Percent of the e-check's amount.
        pub percent: Option<Quantity> as NotBelowZero = None,
        /// The least fee.
        pub min: Option<Amount> = None,
        /// The highest fee.
        pub max: Option<Amount> = None,
    }
}

/// A percentage that may be absent and is not negative.
enum NotBelowZero {}

impl Way<Option<Quantity>> for NotBelowZero {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Quantity>, D::Error> {
        match Option::<Quantity>::deserialize(deserializer)? {
            Some(percent) if percent.millionths() < 0 => {
                Err(Error::custom("is below zero; a fee has no negative percentage"))
            }
            percent => Ok(percent),
        }
    }
}
