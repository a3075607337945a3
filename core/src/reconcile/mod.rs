//! Comparing what was posted with what the books say of the same documents: per account, per day and
//! per document, to the cent.
//!
//! Not the reading of the books, and not the day of posting itself ([`crate::sync::compare`]).
//! Invariants: only documents of ours count; where both sides of every document balance, the
//! differences of all accounts add up to 0.00; no difference of a cent goes unsaid.

mod compare;
mod document;
mod lines;
mod pair;
mod sheet;
mod sums;

#[cfg(test)]
mod tests;

pub use compare::{Compared, compare};
pub use lines::of_lines;
pub use pair::{Booked, Ours, Pair, Standing, Theirs, ours};
pub use sheet::sheet;
