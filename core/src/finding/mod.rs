//! What validation and preview say alike: the order of findings, and sentences that both use.

mod order;
mod words;

pub(crate) use order::sort;
pub(crate) use words::{default_missing, fee_without_income};
