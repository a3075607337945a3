//! What travels between the interface (or a TMS) and the server under `/api/v1`, beside the public
//! formats of [`crate::wire`]. Types only: no IO here, and no rule. One definition serves the
//! server's routes, its OpenAPI document and the interface's client, so they cannot disagree.
//!
//! Times are RFC 3339 in UTC (`2026-09-16T08:00:00Z`), amounts strings with two decimals.

mod connection;
mod document;
mod home;
mod key;
mod mapping;
mod page;
mod problem;
mod session;

pub use connection::*;
pub use document::*;
pub use home::*;
pub use key::*;
pub use mapping::*;
pub use page::*;
pub use problem::*;
pub use session::*;
