//! What each accounting system asks of its callers (R46), and how long it may go on working on what
//! it did not answer (R41). Facts of the systems, as data.
//!
//! Not the counting of requests: whoever sends them does that. What the systems can take part in is
//! [`crate::capability`]; lengths of texts are [`crate::number`].

use super::Instant;
use crate::wire::System;
use std::fmt;
use std::time::Duration;

/// Whom an allowance is shared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything that uses the same sign-in: a user or an app registration.
    SignIn,
    /// Every application that works in the same company.
    Company,
    /// This application in the same company.
    CompanyAndApplication,
    /// Every application of the same account, whatever way it calls.
    Account,
}

/// Most calls in a window that slides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// What is counted.
    pub of: Counted,
    /// How many.
    pub most: u32,
    /// In how long.
    pub window: Duration,
    /// Whom the allowance is shared with.
    pub scope: Scope,
}

impl Rate {
    /// What we use of it in advance: a fortieth is left to the others who share it.
    #[must_use]
    pub const fn ours(&self) -> u32 {
        self.most - self.most / 40
    }
}

/// What an allowance counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Requests.
    Requests,
    /// Requests that carry a batch.
    Batches,
}

/// Most calls under way at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtOnce {
    /// How many.
    pub most: u32,
    /// Whom the places are shared with.
    pub scope: Scope,
}

/// How long an unanswered request may still be at work in the books (R41).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quarantine {
    /// So long after it was sent.
    For(Duration),
    /// Until the remote calls us again: its session is over by then.
    NextCall,
}

impl Quarantine {
    /// The first moment at which what was sent at `sent` may be looked up. A remote that calls us may
    /// be asked whenever it does.
    #[must_use]
    pub fn ends(self, sent: Instant) -> Instant {
        match self {
            Quarantine::For(length) => sent.after(length),
            Quarantine::NextCall => sent,
        }
    }
}

impl fmt::Display for Quarantine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Quarantine::For(length) => write!(f, "{} minutes", length.as_secs() / 60),
            Quarantine::NextCall => f.write_str("until its next call"),
        }
    }
}

/// Limits of one system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests and batches in a window; empty where none is known.
    pub rates: &'static [Rate],
    /// Requests at once.
    pub at_once: AtOnce,
    /// Most operations in one batch; none where the system has no batches.
    pub batch: Option<u32>,
    /// Most rows of a page; none where no limit is known.
    pub page: Option<u32>,
    /// How long the system works on one request before it ends it; none where it never does.
    pub cut_after: Option<Duration>,
    /// How long an unanswered request may still be at work.
    pub quarantine: Quarantine,
    /// The least pause after a refusal for too many requests that names no time (edge case 68).
    pub rate_pause: Duration,
    /// A posted document can be changed where it stands (R45).
    pub updates_posted: bool,
    /// The fewest requests that take one of our documents from the look-up to the compared ledger; none
    /// where one request carries several, and for a system that is not spoken yet.
    pub document_requests: Option<u32>,
    /// Customers, vendors and employees share one list of names (R28, edge case 56).
    pub shares_names: bool,
}

impl Limits {
    /// Most operations that go out together.
    #[must_use]
    pub const fn batch_or_one(&self) -> u32 {
        match self.batch {
            Some(most) => most,
            None => 1,
        }
    }
}

/// The limits of `system`.
#[must_use]
pub const fn limits(system: System) -> &'static Limits {
    match system {
        System::BusinessCentral => &BUSINESS_CENTRAL,
        System::QuickbooksOnline => &QUICKBOOKS_ONLINE,
        System::QuickbooksDesktop => &QUICKBOOKS_DESKTOP,
        System::Netsuite => &NETSUITE,
    }
}

const MINUTE: Duration = Duration::from_secs(60);

/// Counted for a user, which is the same as for an app registration.
const BUSINESS_CENTRAL: Limits = Limits {
    rates: &[Rate {
        of: Counted::Requests,
        most: 6_000,
        window: Duration::from_secs(300),
        scope: Scope::SignIn,
    }],
    // 95 more would queue; we wait on our side instead.
    at_once: AtOnce { most: 5, scope: Scope::SignIn },
    batch: Some(100),
    page: Some(20_000),
    cut_after: Some(Duration::from_secs(480)),
    // An operation ends after 8 minutes and its gateway after 10: nothing works on it by then.
    quarantine: Quarantine::For(Duration::from_secs(1_080)),
    rate_pause: Duration::ZERO,
    updates_posted: false,
    // Look-up, create, post, re-read, ledger entries.
    document_requests: Some(5),
    shares_names: false,
};

const QUICKBOOKS_ONLINE: Limits = Limits {
    rates: &[
        Rate { of: Counted::Requests, most: 500, window: MINUTE, scope: Scope::Company },
        Rate {
            of: Counted::Requests,
            most: 10,
            window: Duration::from_secs(1),
            scope: Scope::CompanyAndApplication,
        },
        Rate { of: Counted::Batches, most: 120, window: MINUTE, scope: Scope::Company },
        Rate {
            of: Counted::Batches,
            most: 40,
            window: MINUTE,
            scope: Scope::CompanyAndApplication,
        },
    ],
    at_once: AtOnce { most: 10, scope: Scope::CompanyAndApplication },
    batch: Some(30),
    page: Some(1_000),
    cut_after: Some(Duration::from_secs(120)),
    quarantine: Quarantine::For(Duration::from_secs(120)),
    rate_pause: MINUTE,
    updates_posted: true,
    document_requests: None,
    shares_names: true,
};

/// The Web Connector calls us; one session at a time for an application and its company file.
const QUICKBOOKS_DESKTOP: Limits = Limits {
    rates: &[],
    at_once: AtOnce { most: 1, scope: Scope::CompanyAndApplication },
    batch: None,
    page: None,
    cut_after: None,
    quarantine: Quarantine::NextCall,
    rate_pause: Duration::ZERO,
    updates_posted: true,
    document_requests: None,
    shares_names: true,
};

/// One allowance for all interfaces of the account. Five is the smallest edition's; more can be
/// bought.
const NETSUITE: Limits = Limits {
    rates: &[],
    at_once: AtOnce { most: 5, scope: Scope::Account },
    batch: None,
    page: Some(1_000),
    cut_after: Some(Duration::from_secs(900)),
    quarantine: Quarantine::For(Duration::from_secs(900)),
    rate_pause: Duration::ZERO,
    updates_posted: true,
    document_requests: None,
    shares_names: false,
};
