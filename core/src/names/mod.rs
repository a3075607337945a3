//! What people call things: slots, items, classes, systems.
//!
//! Words only, no judgement. Used by every message and every screen, so that both say the same.

mod cause;
mod class;
mod line;
mod slot;

pub use cause::cause;
pub use class::{account_of_class, system};
pub use line::line_item;
pub use slot::{item, label, line_of};

use crate::slot::Slot;
use crate::wire::Catalog;

/// `a`, `a and b`, `a, b and c`: a list as people read it.
#[must_use]
pub fn listed(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// The slots by their labels, any of which would do.
pub(crate) fn one_of(slots: &[Slot], catalog: Option<&Catalog>) -> String {
    let mut labels = Vec::with_capacity(slots.len());
    for slot in slots {
        labels.push(label(slot, catalog));
    }
    listed(&labels, "or")
}
