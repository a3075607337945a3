//! What takes too long for every test run: mutations of the rules, and fuzzing of the formats.
//!
//! Not part of `cargo xtask test`. Invariant: a survivor without a reason, or a crash, fails the command.

pub(crate) mod fuzz;
pub(crate) mod mutants;
mod survivors;
