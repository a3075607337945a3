//! Decisions about sending (rulebook sections 4 and 6): what becomes of a document, when and under
//! which key it is sent, what a failure, a silence or a look-up leads to.
//!
//! Decisions only; the server carries them out. Everything they need is handed in: contents, states,
//! moments, what the books hold. Invariant: each decision that is not "go on" has a reason.

mod admit;
mod class;
mod held;
mod instant;

pub mod adopt;
pub mod by_hand;
pub mod cause;
pub mod change;
pub mod compare;
pub mod difference;
pub mod failure;
pub mod key;
pub mod limits;
pub mod mend;
pub mod next;
pub mod order;
pub mod party;
pub mod period;
pub mod progress;
pub mod route;
pub mod short_pay;
pub mod sign_in;

pub use admit::{Admission, Reason, admit};
pub use class::Class;
pub use held::Held;
pub use instant::Instant;
pub use limits::Limits;
