//! What travels between the interface (or a TMS) and the server under `/api/v1`, beside the public
//! formats of [`crate::wire`]. Types only: no IO here, and no rule. One definition serves the
//! server's routes, its OpenAPI document and the interface's client, so they cannot disagree.
//!
//! Times are RFC 3339 in UTC (`2026-09-16T08:00:00Z`), amounts strings with two decimals.

mod activity;
mod by_hand;
mod connection;
mod deed;
mod difference;
mod document;
mod event;
mod home;
mod key;
mod mapping;
mod page;
mod payment;
mod problem;
mod reconciliation;
mod run;
mod session;
mod webhook;
mod write_off;

pub use activity::*;
pub use by_hand::*;
pub use connection::*;
pub use deed::*;
pub use difference::*;
pub use document::*;
pub use event::*;
pub use home::*;
pub use key::*;
pub use mapping::*;
pub use page::*;
pub use payment::*;
pub use problem::*;
pub use reconciliation::*;
pub use run::*;
pub use session::*;
pub use webhook::*;
pub use write_off::*;
