//! Factoring reports: a factor's CSV becomes payments (R37).
//!
//! Not a judgement on the payments: that is [`crate::payment::Register`]. Invariants: a report is read
//! as a whole or not at all; the same row gives the same payment id, so the same file twice changes
//! nothing.

mod cell;
mod columns;
mod read;
mod row;

pub use read::{headings, read};
pub use row::Row;
