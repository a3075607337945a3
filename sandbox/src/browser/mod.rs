//! What every sign-in service shows a browser: one plain page, and the way back to an app.

mod page;
mod redirect;

pub(crate) use page::{escape, hidden, page};
pub(crate) use redirect::{back, is_same};
