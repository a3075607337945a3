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

/// `a`, `a and b`, `a, b and c`: a list as people read it.
#[must_use]
pub fn listed(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
