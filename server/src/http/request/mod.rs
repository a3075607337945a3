//! What a request carries, read strictly: a body, parameters, a revision. Each refusal is a problem
//! that names the field.

mod body;
mod page;
mod params;
mod revision;

pub(crate) use body::{Bytes, Sent, read_bytes};
pub(crate) use page::{PageParams, Paging, page_of, paging};
pub(crate) use params::{At, Params};
pub(crate) use revision::{IfMatch, MaybeIfMatch, tagged};
