//! The screens, one folder each. A screen reads through [`crate::load`], writes through
//! [`crate::client`] and has an address in [`crate::routes`].

pub(crate) mod activity;
pub(crate) mod connect;
pub(crate) mod defaults;
pub(crate) mod document;
pub(crate) mod documents;
pub(crate) mod door;
pub(crate) mod factoring_report;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod import;
pub(crate) mod mapping;
pub(crate) mod missing;
pub(crate) mod payments;
pub(crate) mod reconciliation;
pub(crate) mod settings;
pub(crate) mod subsidiary;
pub(crate) mod versions;
