//! The component kit: small pieces without any knowledge of accounting systems or routes.
//!
//! Invariant: every piece is usable by keyboard and names itself to a screen reader.

pub(crate) mod amount;
pub(crate) mod announce;
pub(crate) mod banner;
pub(crate) mod bars;
pub(crate) mod button;
pub(crate) mod combobox;
pub(crate) mod deed;
pub(crate) mod download;
pub(crate) mod field;
pub(crate) mod file;
pub(crate) mod focus;
pub(crate) mod ident;
pub(crate) mod loaded;
pub(crate) mod moment;
pub(crate) mod money;
pub(crate) mod rows;
pub(crate) mod screen;
pub(crate) mod summary;
pub(crate) mod tag;
pub(crate) mod window;
