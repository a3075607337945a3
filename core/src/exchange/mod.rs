//! Exchange: a mapping that leaves as a table and comes back, or comes from another subsidiary.
//!
//! Nothing is applied here: what a table says is laid beside the mapping, for a person to confirm.
//! Invariant: what was written and comes back unchanged proposes nothing, and nothing that a table
//! says empties a slot.

mod finding;
mod posting;
mod proposal;
mod said;
mod sheet;

pub use finding::{Found, Known};
pub use posting::write_lines;
pub use proposal::{Outcome, Proposal, propose};
pub use said::Said;
pub use sheet::{MOST_ROWS, read, write};
pub(crate) use sheet::{harmless, quoted};
