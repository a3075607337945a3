//! QuickBooks Online, API v3. A document that is made is posted at once; there are no drafts. The
//! system recognises a request sent again by its `requestid`, which is derived from the try's key, so
//! that documents go out in batches and none of them twice.
//!
//! Invariants: an id of a document names its company, too, because each company counts its own from 1;
//! our number stands in the document's memo, so that it is found where the books number by themselves;
//! the receivable account is never sent, because an invoice has no place for it (R14).

mod batch;
mod decode;
mod encode;
mod errors;
mod ids;
mod limits;
mod memo;
mod payment;
mod query;
mod wire;

use super::text::encoded;
use super::{Address, Ask, Call, Capabilities, Decoded, Ledger, Reply, Target};

/// The translator.
#[derive(Clone, Copy, Debug)]
pub struct QuickbooksOnline;

impl Ledger for QuickbooksOnline {
    fn capabilities(&self) -> &'static Capabilities {
        &limits::CAPABILITIES
    }

    fn encode(&self, target: &Target, asks: &[Ask]) -> Vec<Call> {
        encode::calls(target, asks)
    }

    fn decode(&self, call: &Call, reply: &Reply) -> Decoded {
        decode::reply(call, reply)
    }

    fn is_elsewhere(&self, target: &Target, call: &Call) -> bool {
        match &call.address {
            Address::Path(path) => ids::realm(path) != encoded(&target.company),
            Address::Next(_) => false,
        }
    }
}
