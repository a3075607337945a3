//! A slot that is set: the account in it and what there is to say about that.

use super::accounts::Rank;
use crate::account::{self, Verdict, judge};
use crate::names;
use crate::slot::Slot;
use crate::wire::{Account, Catalog, Code, Finding, Mapping, System};

/// What a set slot holds.
#[derive(Clone, Debug)]
pub(crate) struct Holder {
    /// The account's id, as the mapping has it.
    pub(crate) account: String,
    /// Its rank in the chart; `None` when the chart does not have it.
    pub(crate) at: Option<Rank>,
    /// Whether a walk that meets it stops without an account (R2).
    pub(crate) rejected: bool,
    /// Everything there is to say about the account in this slot.
    pub(crate) findings: Vec<Finding>,
}

impl Holder {
    pub(crate) fn new(
        slot: &Slot,
        id: &str,
        found: Option<(Rank, &Account)>,
        (system, mapping, catalog): (System, &Mapping, Option<&Catalog>),
    ) -> Holder {
        let verdict = match found {
            Some((_, account)) => judge(slot, account, system, mapping),
            None => absent(slot, id, mapping),
        };
        let message = |code: Code, label: &str| match found {
            Some((_, account)) => account::explain(code, slot, label, account, system),
            None => account::missing(label, id, system),
        };
        let codes = verdict.codes();
        let label = if codes.is_empty() { String::new() } else { names::label(slot, catalog) };
        let findings = codes
            .iter()
            .map(|code| Finding {
                code: *code,
                severity: code.severity(),
                slot: Some(slot.clone()),
                account: Some(id.to_owned()),
                line: None,
                message: message(*code, &label),
            })
            .collect();
        Holder {
            account: id.to_owned(),
            at: found.map(|(at, _)| at),
            rejected: verdict.is_forbidden(),
            findings,
        }
    }
}

fn absent(slot: &Slot, id: &str, mapping: &Mapping) -> Verdict {
    let mut codes = vec![Code::AccountMissing];
    if account::is_reused_control(slot, id, mapping) {
        codes.push(Code::ControlAccountReused);
    }
    Verdict::Forbidden(codes)
}
