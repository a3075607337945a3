//! When payments travel, and what a run has to look at (R33, R36, R38).
//!
//! Not a timer: the present is handed in as a plain number of seconds, and nothing here waits.
//! Invariant: what is due follows from what was covered last, so a missed tick, a crash or an outage
//! of any length loses nothing.

mod due;
mod moment;
mod silence;
mod window;

pub use due::{Due, next_due};
pub use moment::{FIVE_MINUTES, Interval, Moment, TWELVE_HOURS};
pub use silence::{Silence, silence};
pub use window::{Window, window};
