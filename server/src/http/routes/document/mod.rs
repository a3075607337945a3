//! The source's documents, and what became of each.

pub(crate) mod list;
pub(crate) mod push;
pub(crate) mod retry;
pub(crate) mod show;
