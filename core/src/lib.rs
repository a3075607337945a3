//! The rules of Waypost: what a mapping allows, where every line goes, and what a document becomes in
//! the books.
//!
//! Values in, values out: no IO, no clock, no randomness, no async, no floats. The browser and the
//! server run this same code, so what an accountant sees in the preview is what is posted (R9).

pub mod api;
pub mod slot;
pub mod wire;

pub use slot::Slot;
