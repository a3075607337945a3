//! What each record shows on the wire: its entity type, and the value of each property.
//!
//! Not the records themselves, which know nothing of the wire. Invariant: a `field` answers nothing
//! only for a property that these books leave empty.

pub(crate) mod account;
pub(crate) mod company;
pub(crate) mod credit_memo;
pub(crate) mod entry;
pub(crate) mod invoice;
pub(crate) mod ledger_setup;
pub(crate) mod line;
pub(crate) mod party;
