//! Business Central's limits, as data (R46). Each is counted for a user, which is the same as for
//! an app registration.

use jiff::SignedDuration;
use waypost_core::wire::System;

use crate::connectors::Capabilities;

/// What Business Central can do and asks of its callers. `requests` keeps a twentieth back for the
/// company's other integrations under the same user.
pub(super) const CAPABILITIES: Capabilities = Capabilities {
    system: System::BusinessCentral,
    name: "Business Central",
    drafts: true,
    // An operation is ended after 8 minutes and its gateway after 10: nothing works on it by then.
    quarantine: SignedDuration::from_mins(18),
    number_length: 35,
    batch: 100,
    requests: 5_700,
    window: SignedDuration::from_mins(5),
    at_once: 5,
};

/// Most characters of a line's description.
pub(super) const DESCRIPTION: usize = 100;

/// Most decimals of a quantity or a unit price.
pub(super) const DECIMALS: u32 = 5;
