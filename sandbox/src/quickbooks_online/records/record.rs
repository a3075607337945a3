//! One list object or transaction: what its writer gave, and what the books make of it.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    entity::Entity,
    given::{self, Given},
    table::Row,
};

/// The other transaction of a payment, a deposit, an invoice or a bill, and how much of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Link {
    pub(crate) entity: Entity,
    pub(crate) id: u64,
    pub(crate) amount: Decimal,
}

/// An amount on an account, debit above zero.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Posting {
    pub(crate) account: u64,
    pub(crate) amount: Decimal,
}

/// An object of a company file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) entity: Entity,
    pub(crate) id: u64,
    /// +1 at each change, also at one that a payment makes to what it pays.
    pub(crate) sync_token: u64,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) given: Given,
    /// Sum of a transaction.
    pub(crate) total: Decimal,
    /// What is open: of an invoice or bill its balance, of a payment its unapplied amount, of a
    /// customer or vendor their balance, of an account debits less credits.
    pub(crate) open: Decimal,
    pub(crate) links: Vec<Link>,
    /// What stands in the ledger for it now; debits equal credits.
    pub(crate) posted: Vec<Posting>,
}

impl Record {
    pub(crate) fn new(entity: Entity, given: Given, now: Timestamp) -> Self {
        Self {
            entity,
            id: 0,
            sync_token: 0,
            created: now,
            updated: now,
            given,
            total: Decimal::ZERO,
            open: Decimal::ZERO,
            links: Vec::new(),
            posted: Vec::new(),
        }
    }

    /// Whether a list object may still be used.
    pub(crate) fn is_active(&self) -> bool {
        given::flag(&self.given, "Active").unwrap_or(true)
    }

    /// The name by which people find a list object.
    pub(crate) fn name(&self) -> &str {
        let name = match self.entity {
            Entity::Customer | Entity::Vendor => "DisplayName",
            _ => "Name",
        };
        self.text(name)
    }

    /// A text property, empty when it was not given.
    pub(crate) fn text(&self, name: &str) -> &str {
        given::text(&self.given, name).unwrap_or_default()
    }

    /// How much of it is linked to other transactions of a kind.
    pub(crate) fn linked(&self, entity: Entity) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.entity == entity)
    }
}

impl Row for Record {
    type Key = (Entity, u64);
    fn key(&self) -> Self::Key {
        (self.entity, self.id)
    }
}
