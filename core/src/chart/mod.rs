//! A chart of accounts that was read: an accounting system's own fields as a class of account (R12),
//! and what became of mapped accounts since the last reading (R15).

mod business_central;
mod change;
mod compare;
mod quickbooks;
mod words;

pub use business_central::classify_business_central;
pub use change::{ChartChanges, changes};
pub use quickbooks::classify_quickbooks;
