//! Where an exported payment is deposited (R17).

use crate::account::judge;
use crate::slot::Slot;
use crate::wire::{Account, PaymentSettings, System};

/// What people call the deposit account; `None` where none is chosen, or the chart (if it is at hand)
/// has no such account or says that it may not stand there (R12).
pub(super) fn account(settings: &PaymentSettings, system: System) -> Option<String> {
    let id = settings.mapping.get(&Slot::DepositAccount)?;
    let Some(chart) = &settings.chart else { return Some(format!("account {id}")) };
    let account = chart.accounts.iter().find(|account| account.id == id)?;
    let verdict = judge(&Slot::DepositAccount, account, system, &settings.mapping);
    (!verdict.is_forbidden()).then(|| Account::title(account))
}
