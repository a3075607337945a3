//! What the mapping screens show: every item with its cells, own and effective accounts, and findings.
//!
//! Not markup, and no second rule: cells repeat what resolution and validation said.

mod cell;
mod defaults;
mod section;

pub use cell::Cell;
pub use defaults::DefaultRow;
pub use section::{Row, Section};

pub(crate) use defaults::defaults;
pub(crate) use section::sections;
