//! What each accounting system can take part in (rulebook §5), as data in one place.
//!
//! Not settings: what stands here nobody can switch on. Invariant: every "no" has its reason in
//! words, so that a screen can state it as a fact.

use crate::schedule::{FIVE_MINUTES, Interval, TWELVE_HOURS};
use crate::wire::{Direction, System};
use crate::{names, order};

/// A way that payments travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// Customer payments, from here to the books.
    CustomerPaymentExport,
    /// Customer payments, from the books to here.
    CustomerPaymentImport,
    /// Vendor payments, from the books to here.
    VendorPaymentImport,
    /// Vendor payments, from here to the books.
    VendorPaymentExport,
}

impl Flow {
    /// Every flow, in the order of the table.
    pub const ALL: [Flow; 4] = [
        Flow::CustomerPaymentExport,
        Flow::CustomerPaymentImport,
        Flow::VendorPaymentImport,
        Flow::VendorPaymentExport,
    ];

    /// The flow to the books.
    #[must_use]
    pub fn export(direction: Direction) -> Flow {
        match direction {
            Direction::Customer => Flow::CustomerPaymentExport,
            Direction::Vendor => Flow::VendorPaymentExport,
        }
    }

    /// How often it runs.
    #[must_use]
    pub fn every(self) -> Interval {
        match self {
            Flow::CustomerPaymentExport | Flow::VendorPaymentExport => FIVE_MINUTES,
            Flow::CustomerPaymentImport | Flow::VendorPaymentImport => TWELVE_HOURS,
        }
    }
}

/// Whether a system takes part in a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// It does.
    Yes,
    /// It does while this holds.
    While(&'static str),
    /// It does not; the reason as a sentence about the system.
    No(&'static str),
}

impl Support {
    /// Whether anything can travel at all.
    #[must_use]
    pub fn is_possible(self) -> bool {
        !matches!(self, Support::No(_))
    }
}

const WEB_CONNECTOR: Support =
    Support::While("the Web Connector runs: QuickBooks Desktop is asked only when it calls");
const VENDORS_ARE_PAID_THERE: Support = Support::No(
    "vendor payments are recorded in the accounting system and imported, never sent to it",
);
const DESKTOP_TAKES_NONE: Support =
    Support::No("QuickBooks Desktop is not sent customer payments; record them there");
const CENTRAL_TAKES_NONE: Support =
    Support::No("Business Central is not sent customer payments; record them there");

/// The table: customer export, customer import, vendor import, vendor export.
const fn row(system: System) -> [Support; 4] {
    use Support::Yes;
    match system {
        System::Netsuite | System::QuickbooksOnline => [Yes, Yes, Yes, VENDORS_ARE_PAID_THERE],
        System::QuickbooksDesktop => {
            [DESKTOP_TAKES_NONE, WEB_CONNECTOR, WEB_CONNECTOR, VENDORS_ARE_PAID_THERE]
        }
        System::BusinessCentral => [CENTRAL_TAKES_NONE, Yes, Yes, VENDORS_ARE_PAID_THERE],
    }
}

/// Whether the system takes part in the flow (rulebook §5).
#[must_use]
pub fn support(system: System, flow: Flow) -> Support {
    let [customer_export, customer_import, vendor_import, vendor_export] = row(system);
    match flow {
        Flow::CustomerPaymentExport => customer_export,
        Flow::CustomerPaymentImport => customer_import,
        Flow::VendorPaymentImport => vendor_import,
        Flow::VendorPaymentExport => vendor_export,
    }
}

/// Whether customer payments can be exported to the system (R17).
#[must_use]
pub fn exports_customer_payments(system: System) -> bool {
    support(system, Flow::CustomerPaymentExport).is_possible()
}

/// The systems that customer payments can be exported to: "NetSuite and QuickBooks Online".
#[must_use]
pub fn systems_that_take_payments() -> String {
    let mut takers = Vec::new();
    for system in System::ALL {
        if exports_customer_payments(*system) {
            takers.push(names::system(*system).to_owned());
        }
    }
    order::sort(&mut takers, String::cmp);
    names::listed(&takers, "and")
}

/// Whether the system refuses an account that is bound to another currency than the document's.
/// NetSuite converts into the account's currency by itself.
#[must_use]
pub fn refuses_foreign_accounts(system: System) -> bool {
    match system {
        System::QuickbooksOnline | System::QuickbooksDesktop | System::BusinessCentral => true,
        System::Netsuite => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rulebook §5, cell by cell.
    #[test]
    fn the_table_of_section_5_stands_as_written() {
        let word = |system, flow| match support(system, flow) {
            Support::Yes => "yes",
            Support::While(condition) if condition.contains("Web Connector") => "web connector",
            Support::While(_) => "while",
            Support::No(_) => "no",
        };
        for (system, expect) in [
            (System::Netsuite, ["yes", "yes", "yes", "no"]),
            (System::QuickbooksOnline, ["yes", "yes", "yes", "no"]),
            (System::QuickbooksDesktop, ["no", "web connector", "web connector", "no"]),
            (System::BusinessCentral, ["no", "yes", "yes", "no"]),
        ] {
            assert_eq!(Flow::ALL.map(|flow| word(system, flow)), expect, "{system}");
        }
        assert_eq!(
            Flow::ALL.map(|flow| flow.every().seconds()),
            [5 * 60, 12 * 3600, 12 * 3600, 5 * 60]
        );
    }

    #[test]
    fn r17_those_who_take_payments_are_named() {
        assert_eq!(systems_that_take_payments(), "NetSuite and QuickBooks Online");
    }
}
