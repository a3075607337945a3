//! Waypost's server: it takes in what the source forms, keeps it, and posts it to the books.
//!
//! `http` knows `sync` and `store`; connectors know neither. Rules are `waypost_core`'s.

pub mod clock;
pub mod connectors;
pub mod ids;
pub mod oauth;
pub mod store;
pub mod sync;
pub mod transport;
pub mod vault;
