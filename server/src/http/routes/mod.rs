//! The routes: a file for each noun, a function for each verb.

pub(crate) mod activity;
pub(crate) mod callback;
pub(crate) mod catalog;
pub(crate) mod chart;
pub(crate) mod connection;
pub(crate) mod deed;
pub(crate) mod document;
pub(crate) mod error_page;
pub(crate) mod event;
pub(crate) mod health;
pub(crate) mod key;
pub(crate) mod mapping;
pub(crate) mod openapi;
pub(crate) mod party;
pub(crate) mod payment;
pub(crate) mod preview;
pub(crate) mod reconciliation;
pub(crate) mod run;
pub(crate) mod session;
pub(crate) mod setup;
pub(crate) mod subsidiary;
pub(crate) mod webhook;

mod audited;
mod found;

pub(crate) use audited::audited;
pub(crate) use found::{connection_of, subsidiary_name};
