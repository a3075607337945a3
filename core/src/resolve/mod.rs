//! Resolving: mapping, chart and catalogue made ready once, and the walk from a line to one account.
//!
//! Not about documents: amounts and entries are [`crate::preview`]'s. Invariant: for every slot the
//! verdict is computed once, by [`crate::account::judge`].

mod accounts;
mod chain;
mod compile;
mod holder;
mod item;
mod resolution;
mod walk;

pub use chain::Chain;
pub use resolution::Resolution;
pub use walk::Way;

pub(crate) use accounts::{Rank, place};
pub(crate) use compile::{Compiled, Met};
pub(crate) use item::{Item, items};
