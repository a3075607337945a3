//! What happened to an object and when: the source of webhooks, and of deletions in change data
//! capture.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{entity::Entity, table::Row};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Operation {
    Create,
    Update,
    Delete,
    Void,
}

/// One change.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Change {
    pub(crate) number: u64,
    pub(crate) entity: Entity,
    pub(crate) id: u64,
    pub(crate) operation: Operation,
    pub(crate) at: Timestamp,
}

impl Row for Change {
    type Key = u64;
    fn key(&self) -> u64 {
        self.number
    }
}
