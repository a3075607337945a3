//! The rules of Waypost: what a mapping allows, where every line goes, and what a document becomes in
//! the books.
//!
//! Values in, values out: no IO, no clock, no randomness, no async, no floats. The browser and the
//! server run this same code, so what an accountant sees in the preview is what is posted (R9).

pub mod account;
pub mod api;
pub mod capability;
pub mod chart;
pub mod grid;
pub mod money;
pub mod names;
pub mod number;
pub mod rules;
pub mod slot;
pub mod sync;
pub mod wire;

mod preview;
mod validate;

pub use account::{Verdict, judge};
pub use preview::preview_one as preview;
pub use rules::Rules;
pub use slot::Slot;
pub use validate::validate_one as validate;
