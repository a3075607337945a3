//! The rules of Waypost: what a mapping allows, where every line goes, and what a document becomes in
//! the books.
//!
//! Values in, values out: no IO, no clock, no randomness, no async, no floats. The browser and the
//! server run this same code, so what an accountant sees in the preview is what is posted (R9).

pub mod account;
pub mod acknowledge;
pub mod api;
pub mod capability;
pub mod chart;
pub mod exchange;
pub mod grid;
#[cfg(feature = "js")]
pub mod js;
pub mod letters;
pub mod money;
pub mod names;
pub mod number;
pub mod order;
pub mod payment;
pub mod reconcile;
pub mod resolve;
pub mod schedule;
pub mod slot;
pub mod spelling;
pub mod sync;
pub mod wire;

mod diff;
mod finding;
mod ids;
mod lines;
mod preview;
mod rules;
mod suggest;
mod tally;
mod turnover;
mod validate;

pub use account::{Verdict, judge};
pub use diff::{Comparison, diff};
pub use lines::Lines;
pub use preview::Outline;
pub use rules::{Rules, preview, validate};
pub use slot::Slot;
pub use suggest::{suggest, suggest_for};
pub use tally::Tally;
pub use turnover::{Gathering, moves};
