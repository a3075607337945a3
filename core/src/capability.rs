//! What each accounting system can take part in (rulebook §5), as data in one place.

use crate::wire::System;

/// Whether customer payments can be exported to the system (R17).
#[must_use]
pub fn exports_customer_payments(system: System) -> bool {
    match system {
        System::Netsuite | System::QuickbooksOnline => true,
        System::QuickbooksDesktop | System::BusinessCentral => false,
    }
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
