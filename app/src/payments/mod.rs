//! Payments as several screens show them: a table with what became of each, and what an accounting
//! system can take part in.
//!
//! Not which payments, and no rule: what becomes of one, and why, comes from the server in words.

pub(crate) mod flows;
mod table;

use waypost_core::api::ChangeKind;

pub(crate) use table::{Columns, table};

/// What tells of a change of payments, or of the documents that they name.
pub(crate) const CHANGES: &[ChangeKind] = &[ChangeKind::Payments, ChangeKind::Documents];
