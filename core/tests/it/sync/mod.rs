//! The sync decisions, told as stories and tables, natively and in WASM.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod adopt;
mod by_hand;
mod cause;
mod change;
mod compare;
mod difference;
mod failure;
mod limits;
mod mend;
mod next;
mod number;
mod order;
mod party;
mod period;
mod progress;
mod route;
mod short_pay;
