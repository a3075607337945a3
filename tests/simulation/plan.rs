//! How bad the luck is: what may happen, and how often. All shares are of a hundred.

use waypost_core::wire::System;
use waypost_server::sync::Safeguard;

/// Turns in which somebody pays, where anybody does.
const PAID: u32 = 10;

/// What a run is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Whose books they are.
    pub system: System,
    /// Fewest and most documents.
    pub documents: (u32, u32),
    /// Workers on the one database.
    pub workers: usize,
    /// Requests that the books themselves answer badly, at most; each seed draws its own share.
    pub faults: u32,
    /// The faults are writes that were carried out or not, and which nobody heard of.
    pub ambiguous_only: bool,
    /// Writes that stay under way for up to ten minutes after their sender gave up.
    pub late: u32,
    /// Requests under way while others work and time passes.
    pub held: u32,
    /// Deaths of a worker while its request is under way.
    pub killed: u32,
    /// Deaths of a worker between two steps: most checkpoints of a life; none: it never dies there.
    pub life: Option<u32>,
    /// Turns that begin with a line being cut for a while.
    pub cut: u32,
    /// Most seconds that pass when nobody has anything to do.
    pub idle_s: u32,
    /// Most seconds that a worker's clock is off.
    pub skew_s: u32,
    /// Turns in which somebody changes something in the books.
    pub meddled: u32,
    /// Turns in which somebody pays, at the source or in the books; 0: nobody ever does.
    pub paid: u32,
    /// A safeguard that is left out: the run then has to fail.
    pub left_out: Option<Safeguard>,
}

impl Plan {
    /// T7: everything at once.
    pub const EVERYTHING: Plan = Plan {
        system: System::BusinessCentral,
        documents: (6, 16),
        workers: 2,
        faults: 30,
        ambiguous_only: false,
        late: 4,
        held: 6,
        killed: 2,
        life: Some(120),
        cut: 1,
        idle_s: 600,
        skew_s: 90,
        meddled: 2,
        paid: 0,
        left_out: None,
    };

    /// T4: nothing goes wrong but workers, which die all the time, at every step and under way.
    pub const DEATHS: Plan = Plan {
        system: System::BusinessCentral,
        documents: (20, 20),
        workers: 1,
        faults: 0,
        ambiguous_only: false,
        late: 0,
        held: 0,
        killed: 25,
        life: Some(60),
        cut: 0,
        idle_s: 60,
        skew_s: 0,
        meddled: 0,
        paid: 0,
        left_out: None,
    };

    /// T5: a fifth of all writes has an outcome that nobody heard of.
    pub const AMBIGUOUS: Plan = Plan {
        system: System::BusinessCentral,
        documents: (20, 20),
        workers: 1,
        faults: 20,
        ambiguous_only: true,
        late: 5,
        held: 0,
        killed: 0,
        life: None,
        cut: 0,
        idle_s: 600,
        skew_s: 0,
        meddled: 0,
        paid: 0,
        left_out: None,
    };

    /// The same on the books of another system.
    #[must_use]
    pub fn on(self, system: System) -> Plan {
        Plan { system, ..self }
    }

    /// The same with payments in both directions, over QuickBooks Online, whose books take them.
    #[must_use]
    pub fn paying(self) -> Plan {
        Plan { system: System::QuickbooksOnline, paid: PAID, ..self }
    }

    /// The same without a safeguard.
    #[must_use]
    pub fn without(self, safeguard: Safeguard) -> Plan {
        Plan { left_out: Some(safeguard), ..self }
    }
}
