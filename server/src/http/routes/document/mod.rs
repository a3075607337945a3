//! The source's documents, and what became of each.

pub(crate) mod candidates;
pub(crate) mod handled;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod push;
pub(crate) mod retry;
pub(crate) mod several;
pub(crate) mod show;
pub(crate) mod skip;
pub(crate) mod withdraw;
pub(crate) mod write_off;

mod acting;
mod carried;
