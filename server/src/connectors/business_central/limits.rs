//! Business Central's limits (R46): core's figures, in the form that the sender counts with. Each is
//! counted for a user, which is the same as for an app registration.

use jiff::SignedDuration;
use waypost_core::sync::Limits;
use waypost_core::sync::limits::limits;
use waypost_core::wire::System;

use crate::connectors::Capabilities;

const LIMITS: &Limits = limits(System::BusinessCentral);

/// What Business Central can do and asks of its callers. Part of the allowance is left to the
/// company's other integrations under the same user.
pub(super) const CAPABILITIES: Capabilities = Capabilities {
    system: System::BusinessCentral,
    name: "Business Central",
    drafts: true,
    entries: true,
    items: false,
    made_together: false,
    own_date: true,
    limits: LIMITS,
    batch: LIMITS.batch_or_one() as usize,
    // Posting an invoice takes up to a second.
    orders: 20,
    requests: LIMITS.rates[0].ours() as usize,
    window: SignedDuration::from_secs(LIMITS.rates[0].window.as_secs().cast_signed()),
    windows: &[],
    at_once: LIMITS.at_once.most as usize,
};

/// Most documents that are shown for one thing they are alike in.
pub(super) const ALIKE: usize = 20;

/// Most characters of a line's description.
pub(super) const DESCRIPTION: usize = 100;

/// Most decimals of a quantity or a unit price.
pub(super) const DECIMALS: u32 = 5;
