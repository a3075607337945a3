//! Accounting systems: stateless translators between what Waypost means and what they speak. A
//! connector does no IO, keeps no state, and knows neither store nor http; the same translator
//! serves a worker that pushes and a remote that pulls.

mod answer;
mod ask;
pub mod business_central;
mod call;
mod exact;
mod payment;
pub mod quickbooks_online;
mod reckoning;
mod text;

pub use answer::{
    Answer, CompanyRules, Decoded, PART_MISSING, Part, Rejection, RemoteCompany, RemoteCredit,
    RemoteDocument, RemoteEntry, RemoteItem, RemoteParty, RemoteState,
};
pub use ask::{Alike, Ask, Draft, DraftLine, Moved, Once, Readable, Sought};
pub use call::{Address, Call, Method, Reply};
pub use payment::{NewPayment, RemotePayment};
pub use waypost_core::sync::Class;
pub use waypost_core::sync::party::Side;

use jiff::SignedDuration;
use waypost_core::sync::Limits;
use waypost_core::sync::limits::Rate;
use waypost_core::wire::System;

/// Which books: what a request is addressed to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Target {
    /// Business Central's environment; empty for other systems.
    pub environment: String,
    /// The company's id; empty while none is chosen.
    pub company: String,
}

/// What a system can do and what it asks of its callers (R46). Data, not code.
#[derive(Clone, Copy, Debug)]
pub struct Capabilities {
    /// Which system.
    pub system: System,
    /// Its name, for people.
    pub name: &'static str,
    /// A document is first a draft, then posted: its total can be compared before (R22). Without
    /// drafts, made is posted.
    pub drafts: bool,
    /// The ledger entries of a posted document can be read (R14).
    pub entries: bool,
    /// Revenue is posted by item: one service item for each mapped revenue account (R14).
    pub items: bool,
    /// A document has a date of its own beside the day that its entries carry.
    pub own_date: bool,
    /// Several documents are made in one request that is recognised by its name when it is sent again,
    /// each with an outcome of its own.
    pub made_together: bool,
    /// The system's limits, as core's decisions read them.
    pub limits: &'static Limits,
    /// Most requests in one batch.
    pub batch: usize,
    /// Most orders in one batch: the remote works on one after the other, and all of them have to end
    /// within a request's time.
    pub orders: usize,
    /// Most requests in each `window`, counted over every lane of one sign-in.
    pub requests: usize,
    /// See `requests`.
    pub window: SignedDuration,
    /// Further windows that a request has to fit into.
    pub windows: &'static [Rate],
    /// Most requests at once, of one sign-in.
    pub at_once: usize,
}

/// One accounting system.
pub trait Ledger: Send + Sync {
    /// What it supports, its limits and its quarantine.
    fn capabilities(&self) -> &'static Capabilities;

    /// The calls that ask `asks` of `target`, batched where the wire allows.
    fn encode(&self, target: &Target, asks: &[Ask]) -> Vec<Call>;

    /// What `reply` means for each of the call's asks, in their order.
    fn decode(&self, call: &Call, reply: &Reply) -> Decoded;

    /// Whether `call` goes to another company than `target`, which takes a sign-in of its own.
    fn is_elsewhere(&self, _target: &Target, _call: &Call) -> bool {
        false
    }
}

/// The translator for `system`, where there is one yet.
pub fn ledger(system: System) -> Option<&'static dyn Ledger> {
    match system {
        System::BusinessCentral => Some(&business_central::BusinessCentral),
        System::QuickbooksOnline => Some(&quickbooks_online::QuickbooksOnline),
        System::QuickbooksDesktop | System::Netsuite => None,
    }
}
