//! Which account may stand in which slot (R2, R12, R13), and why not, in words.

mod class;
mod explain;
mod judge;

pub use explain::{explain, missing};
pub use judge::{Verdict, judge};

pub(crate) use judge::is_reused_control;
