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

use crate::slot::Slot;
use crate::wire::Finding;

/// What there is to say about one slot.
fn about(slot: &Slot, findings: &[Finding]) -> Vec<Finding> {
    let mut about = Vec::new();
    for finding in findings {
        if finding.slot.as_ref() == Some(slot) {
            about.push(finding.clone());
        }
    }
    about
}
