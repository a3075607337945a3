//! What becomes of payments: exported, imported, waiting, skipped, held, an echo, or drift (R30 to
//! R37).
//!
//! Decisions only: nothing is sent or stored here. Invariants: every allocation gets one decision; the
//! first reason that applies wins, in the order of the rulebook; a payment that is judged twice
//! changes nothing the second time.

mod case;
mod deposit;
mod export;
pub mod factoring;
mod import;
mod judged;
mod register;
mod reopen;
mod standing;
mod turns;
mod words;

pub use register::Register;
pub use reopen::{Reopened, ReopeningRefused, reopen};
pub use turns::{Turn, Turned, Turns};
