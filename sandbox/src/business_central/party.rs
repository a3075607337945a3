//! A customer or a vendor. Several may share a name; the number is unique.
//!
//! The posting group, which decides the control account, is not on the wire (wire page, fact 1).

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{enums::PartyBlocked, side::Side, table::Row};

/// A customer (sales side) or vendor (purchase side).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Party {
    pub(crate) id: Uuid,
    pub(crate) side: Side,
    pub(crate) number: String,
    pub(crate) display_name: String,
    /// A customer who is a person, not a company.
    pub(crate) person: bool,
    /// Address and other text that the books do not go by, by property name.
    pub(crate) texts: BTreeMap<String, String>,
    pub(crate) credit_limit: Decimal,
    pub(crate) tax_liable: bool,
    pub(crate) blocked: PartyBlocked,
    pub(crate) posting_group: String,
    pub(crate) version: u64,
    pub(crate) modified: Timestamp,
}

impl Row for Party {
    type Key = String;

    fn id(&self) -> Uuid {
        self.id
    }

    fn key(&self) -> String {
        self.number.clone()
    }
}
