//! The verdict on one account in one slot: what validation, resolution and the account picker all ask.
//!
//! Not about accounts that the chart does not have: those are `account_missing` without a look.

use super::class::{self, Family, Standing};
use crate::slot::{General, Slot};
use crate::wire::{Account, Class, Code, Mapping, Severity, System};

/// Whether an account may stand in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Allowed,
    /// It may, and these warnings say why it is rarely meant.
    Warning(Vec<Code>),
    /// It may not; every code that applies, warnings among them (R2).
    Forbidden(Vec<Code>),
}

impl Verdict {
    /// Everything there is to say, in the order of the table of findings; empty when allowed.
    #[must_use]
    pub fn codes(&self) -> &[Code] {
        match self {
            Verdict::Allowed => &[],
            Verdict::Warning(codes) | Verdict::Forbidden(codes) => codes,
        }
    }

    /// Whether a walk that meets it stops without an account (R2).
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        matches!(self, Verdict::Forbidden(_))
    }
}

/// Judges an account of the chart in a slot (R12, R13). The mapping says which accounts are the
/// receivable and the payable account.
#[must_use]
pub fn judge(slot: &Slot, account: &Account, system: System, mapping: &Mapping) -> Verdict {
    let family = class::family(slot);
    let mut codes = Vec::new();
    if !account.active {
        codes.push(Code::AccountInactive);
    }
    if !account.posting || account.class == Class::NonPosting {
        codes.push(Code::NotPostingAccount);
    }
    if system == System::BusinessCentral && !account.direct_posting && !slot.is_control() {
        codes.push(Code::NoDirectPosting);
    }
    match class::standing(family, account, system) {
        Standing::Allowed => {}
        Standing::Unusual => codes.push(Code::UnusualClass),
        Standing::Unclassified => codes.push(Code::UnclassifiedAccount),
        Standing::Wrong if family == Family::Deposit => codes.push(Code::DepositAccountClass),
        Standing::Wrong => codes.push(Code::WrongClass),
    }
    if is_reused_control(slot, &account.id, mapping) {
        codes.push(Code::ControlAccountReused);
    }
    verdict(codes)
}

fn verdict(codes: Vec<Code>) -> Verdict {
    if codes.is_empty() {
        Verdict::Allowed
    } else if codes.iter().any(|code| code.severity() == Severity::Error) {
        Verdict::Forbidden(codes)
    } else {
        Verdict::Warning(codes)
    }
}

/// The receivable or payable account in a line slot or as deposit account: the document would net
/// itself away (R13). Whichever transaction types are selected.
pub(crate) fn is_reused_control(slot: &Slot, account: &str, mapping: &Mapping) -> bool {
    !slot.is_control()
        && [General::AccountsReceivable, General::AccountsPayable]
            .into_iter()
            .any(|general| mapping.get(&Slot::General(general)) == Some(account))
}
