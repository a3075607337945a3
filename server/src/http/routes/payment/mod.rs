//! Payments: handed in by the source, uploaded as a factor's report, listed with what became of each.

pub(crate) mod drift;
pub(crate) mod list;
pub(crate) mod push;
pub(crate) mod reopen;
pub(crate) mod report;
pub(crate) mod retry;
mod review;
