//! Webhooks: what changed is told to one address, signed, and told again until it is taken.
//!
//! When a delivery is due is a matter of the sandbox clock; that it is looked for, of real time.
//! Invariant: every change of a company file after the address was set is in exactly one delivery.

mod deliver;
mod form;
mod post;
mod queue;
mod sign;

pub(crate) use deliver::run;
pub(crate) use queue::{Delivery, Hook, Webhooks};
