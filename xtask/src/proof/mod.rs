//! What takes too long for every test run: mutations of the rules, fuzzing of the formats, thousands of
//! bad days for sync, and hours of work.
//!
//! Not part of `cargo xtask test`. Invariant: a survivor without a reason, a crash, or
//! books that are not right fail the command.

pub(crate) mod fuzz;
pub(crate) mod mutants;
pub(crate) mod replicas;
pub(crate) mod simulate;
pub(crate) mod soak;
mod survivors;
