//! What a company file holds: lists, transactions, the ledger, and what changed when.
//!
//! Plain values with no rules; `books` changes them, `wire` shows them.

pub(crate) mod account_types;
pub(crate) mod change;
pub(crate) mod company;
pub(crate) mod entity;
pub(crate) mod entry;
pub(crate) mod given;
pub(crate) mod line;
pub(crate) mod record;
pub(crate) mod remembered;
mod seed_check;
mod seeded;
pub(crate) mod table;
