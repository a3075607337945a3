//! Waypost's server: it takes in what the source forms, keeps it, and posts it to the books.
//!
//! `http` knows `sync` and `store`; connectors know neither. Rules are `waypost_core`'s.

pub mod cli;
pub mod clock;
pub mod config;
pub mod connectors;
pub mod hash;
pub mod http;
pub mod ids;
pub mod intake;
pub mod oauth;
pub mod operator;
pub mod password;
pub mod serve;
pub mod store;
pub mod sync;
pub mod transport;
pub mod vault;
