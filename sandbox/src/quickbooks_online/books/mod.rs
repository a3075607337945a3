//! What may be done to a company file and what it leads to in the ledger.
//!
//! Knows no wire: properties come checked in kind and length, refusals go out as values. Invariant:
//! every transaction's postings balance, and what is applied to an invoice or a bill never exceeds
//! its total.

mod apply;
mod bill;
mod change;
mod create;
mod delete;
mod deposit;
mod invoice;
mod ledger;
mod lists;
mod names;
mod numbers;
mod payment;
mod period;
mod references;
mod settle;
mod stored;
mod void;
mod writer;

pub(crate) use change::{Update, update};
pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use void::void;
pub(crate) use writer::{Door, Writer};
