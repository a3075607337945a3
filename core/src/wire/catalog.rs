//! What a tenant can put on a line: the items of every category, with what decides about them.
//!
//! Not a price list; the only figures are the fees of e-checks (R24).

use super::names::names;
use super::{Amount, Extra, Quantity, id, list};
use serde::{Deserialize, Serialize};

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

/// The items of one tenant by category; tolls have none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Catalog {
    /// Customer rates.
    #[serde(default, deserialize_with = "list::read")]
    pub load: Vec<CatalogItem>,
    /// Driver and carrier rates.
    #[serde(default, deserialize_with = "list::read")]
    pub trip: Vec<TripItem>,
    /// Accessorials.
    #[serde(default, deserialize_with = "list::read")]
    pub accessorials: Vec<AccessorialItem>,
    /// E-check types.
    #[serde(default, deserialize_with = "list::read")]
    pub e_checks: Vec<ECheckItem>,
    /// Deductions from drivers' pay.
    #[serde(default, deserialize_with = "list::read")]
    pub deductions: Vec<CatalogItem>,
    /// Fuel types.
    #[serde(default, deserialize_with = "list::read")]
    pub fuel: Vec<CatalogItem>,
    /// Escrow types.
    #[serde(default, deserialize_with = "list::read")]
    pub escrow: Vec<CatalogItem>,
    /// Fields of later versions.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

macro_rules! item {
    ($(#[$meta:meta])* struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name {
            /// The tenant's id of the item (R5); no dot.
            #[serde(deserialize_with = "id::item")]
            pub id: String,
            /// What people call it; two items may share a name.
            pub name: String,
            $($(#[$field_meta])* pub $field: $type,)*
            /// The tenant no longer uses it; old documents may still carry it (R6).
            #[serde(default, skip_serializing_if = "std::ops::Not::not")]
            pub retired: bool,
            /// Fields of later versions.
            #[serde(flatten)]
            #[cfg_attr(feature = "openapi", schema(ignore))]
            pub extra: Extra,
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
        #[serde(default)]
        pub rates: Option<Rates>,
    }
}

item! {
    /// An accessorial.
    struct AccessorialItem {
        /// Who may be charged; everyone when absent.
        #[serde(default = "everyone")]
        pub charged_to: Vec<ChargedTo>,
    }
}

item! {
    /// An e-check type.
    struct ECheckItem {
        /// How its fee is found (R24); null when it carries none.
        #[serde(default)]
        pub fee: Option<FeeRule>,
    }
}

/// `percent/100 × |amount|`, then at least `min`, at most `max`, half-up to cents (R24).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeeRule {
    /// Percent of the e-check's amount.
    #[serde(default, deserialize_with = "not_below_zero")]
    pub percent: Option<Quantity>,
    /// The least fee.
    #[serde(default)]
    pub min: Option<Amount>,
    /// The highest fee.
    #[serde(default)]
    pub max: Option<Amount>,
    /// Fields of later versions.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

fn everyone() -> Vec<ChargedTo> {
    ChargedTo::ALL.to_vec()
}

fn not_below_zero<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Quantity>, D::Error> {
    match Option::<Quantity>::deserialize(deserializer)? {
        Some(percent) if percent.millionths() < 0 => {
            Err(serde::de::Error::custom("is below zero; a fee has no negative percentage"))
        }
        percent => Ok(percent),
    }
}
