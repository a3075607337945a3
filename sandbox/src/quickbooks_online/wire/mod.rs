//! The wire: addresses, JSON, faults, queries, batches and change data capture.
//!
//! Turns requests into what `books` does and records into what callers see; decides nothing about
//! the books.

pub(crate) mod address;
pub(crate) mod batch;
mod body;
pub(crate) mod call;
mod change_data;
mod company_view;
pub(crate) mod fault;
mod query;
mod read;
mod request_id;
mod schema;
pub(crate) mod service;
mod view;
mod write;

pub(crate) use body::read as read_body;
pub(crate) use schema::of as properties_of;
pub(crate) use view::show;
