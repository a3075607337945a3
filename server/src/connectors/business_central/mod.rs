//! Microsoft Dynamics 365 Business Central, API v2.0. Drafts are made with their lines in one
//! request and posted in a second; the system knows no idempotency key, so what stands in the
//! books is looked up by number and party before anything is made.
//!
//! Invariants: look-ups never go to a read replica, which may lag behind the books; receivable and
//! payable accounts are never sent, because the API has no place for them (R14).

mod decode;
mod encode;
mod errors;
mod limits;
mod line;
mod wire;

use super::{Ask, Call, Capabilities, Decoded, Ledger, Reply, Target};

/// The translator.
#[derive(Clone, Copy, Debug)]
pub struct BusinessCentral;

impl Ledger for BusinessCentral {
    fn capabilities(&self) -> &'static Capabilities {
        &limits::CAPABILITIES
    }

    fn encode(&self, target: &Target, asks: &[Ask]) -> Vec<Call> {
        encode::calls(target, asks)
    }

    fn decode(&self, call: &Call, reply: &Reply) -> Decoded {
        decode::reply(call, reply)
    }
}
