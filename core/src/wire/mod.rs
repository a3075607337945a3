//! The public formats as Rust types: chart, catalogue, mapping, document, preview, finding, settings,
//! payment, decision.
//!
//! These are the only serde types of the formats; the rules work on what they hold and never on JSON.
//! Reading is strict (unknown enum values, doubled keys, unreadable amounts and dates are refused
//! with the path of the field) and keeping: a field that this version does not know stays in `extra`
//! and is written back.

#![expect(
    clippy::disallowed_types,
    reason = "serde's derive for kept fields names the float visitors; a test reads the sources for floats"
)]

mod amount;
#[cfg(feature = "js")]
mod asked;
mod catalog;
mod change;
mod chart;
mod currency;
mod date;
mod decision;
mod deserialize;
mod diff;
mod document;
mod extra;
mod factoring;
mod finding;
mod id;
mod items;
mod list;
mod mapping;
mod names;
pub(crate) mod object;
mod payment;
mod payment_settings;
mod plain;
mod preview;
mod quantity;
mod read;
mod reader;
mod refusal;
#[cfg(feature = "openapi")]
mod schema;
mod settings;
mod standing;
mod suggestion;
mod totals;
mod turnover;
mod unusable;
mod writer;

pub use amount::{Amount, UnreadableAmount};
#[cfg(feature = "js")]
pub(crate) use asked::Asked;
pub use catalog::{
    AccessorialItem, Catalog, CatalogItem, ChargedTo, ECheckItem, FeeRule, Rates, TripItem,
};
pub use change::{AccountChange, Change, Changed, TouchedSlot};
pub use chart::{Account, Chart, Class, System};
pub use date::{Date, UnreadableDate};
pub use decision::{Decided, Decision, PaymentReason};
pub use diff::{Blocker, Diff, MovedControl, MovedDocument, MovedLine, MovedMoney};
pub use document::{Category, Document, Kind, Line, Origin, Part, Party, PartyKind, TaxForm};
pub use extra::Extra;
pub use factoring::FactoringColumns;
pub use finding::{Code, Finding, Severity};
pub use items::Items;
pub use mapping::{
    CustomerPayments, Defaults, Mapping, Sides, Single, Tolls, TransactionType, TwoSided,
};
pub use payment::{Allocation, Direction, Payment, PaymentOrigin, PaymentState};
pub use payment_settings::PaymentSettings;
pub use preview::{Control, Entry, Level, Outcome, Preview, PreviewLine, Side, Step};
pub use quantity::{Quantity, UnreadableQuantity};
pub use read::{append, read, read_slice, write};
pub use settings::{ClosedPeriods, NegativeDocuments, Settings};
pub use standing::{Applied, Standing, State};
pub use suggestion::{Candidate, Evidence, EvidenceKind, Suggestion};
pub use totals::{CurrencyTotals, Totals};
pub use turnover::{Carried, Move, Turnover, Volume};
pub use unusable::Unusable;
pub(crate) use unusable::quoted;
