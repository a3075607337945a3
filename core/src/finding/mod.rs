//! What validation and preview say alike: the order of findings, which of them are the
//! same, and sentences that both use.

mod order;
mod same;
mod words;

pub(crate) use order::sort;
pub(crate) use same::is_same;
pub(crate) use words::{default_missing, fee_without_income};
