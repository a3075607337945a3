//! QuickBooks Online's limits (R46): core's figures, in the form that the sender counts with. Most are
//! counted for a company and this application.

use jiff::SignedDuration;
use waypost_core::sync::Limits;
use waypost_core::sync::limits::limits;
use waypost_core::wire::System;

use crate::connectors::Capabilities;

const LIMITS: &Limits = limits(System::QuickbooksOnline);

/// What QuickBooks Online can do and asks of its callers.
pub(super) const CAPABILITIES: Capabilities = Capabilities {
    system: System::QuickbooksOnline,
    name: "QuickBooks Online",
    drafts: false,
    entries: false,
    items: true,
    made_together: true,
    own_date: false,
    limits: LIMITS,
    batch: LIMITS.batch_or_one() as usize,
    orders: LIMITS.batch_or_one() as usize,
    requests: LIMITS.rates[0].ours() as usize,
    window: SignedDuration::from_secs(LIMITS.rates[0].window.as_secs().cast_signed()),
    windows: LIMITS.rates.split_at(1).1,
    at_once: LIMITS.at_once.most as usize,
};

/// Most documents that are shown for one thing they are alike in.
pub(super) const ALIKE: usize = 20;

/// Most characters of a line's description.
pub(super) const DESCRIPTION: usize = 4_000;

/// Most characters of a memo.
pub(super) const MEMO: usize = 4_000;

/// Most decimals of a quantity or a unit price.
pub(super) const DECIMALS: u32 = 5;

/// Most rows of one answer.
pub(super) const PAGE: usize = 1_000;
