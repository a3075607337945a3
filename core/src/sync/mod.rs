//! Decisions about sending: what becomes of a document before any remote is asked.
//!
//! Decisions only; the server carries them out.

mod admit;

pub use admit::{Admission, Reason, admit};
