//! What happens around every request: it is told apart and logged, its answer carries the headers
//! that close what browsers leave open, it ends in time, and a repeated write is answered again
//! instead of done again.

mod headers;
mod idempotent;
mod observe;
mod time_limit;

pub(crate) use headers::{SecurityHeaders, secure};
pub(crate) use idempotent::idempotent;
pub(crate) use observe::observe;
pub(crate) use time_limit::time_limit;
