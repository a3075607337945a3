//! The part of OData that Business Central serves: filter, select, expand, order and paging.

mod filter;
mod lexer;
mod literal;
mod page;
mod query;
mod render;

pub(crate) use literal::edm;
pub(crate) use page::page;
pub(crate) use query::Query;
pub(crate) use render::{Place, list, single};
