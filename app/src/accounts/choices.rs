//! What may be chosen for one slot: the accounts that match, those that may not stand there last and
//! with the core's reason (R12, R13).

use waypost_core::Slot;
use waypost_core::account::{explain, judge};
use waypost_core::wire::{Account, Catalog, Mapping, Severity};
use waypost_core::{names, suggest_for};

use super::{Accounts, class_name};

/// Most accounts listed at once; typing narrows further.
const MOST_USABLE: usize = 60;
const MOST_UNUSABLE: usize = 20;

/// One account of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// The account's id; none takes the account away, so that the default is used.
    pub(crate) account: Option<String>,
    /// Its number, where it has one.
    pub(crate) number: String,
    /// Its name.
    pub(crate) name: String,
    /// Its class, and the account above it.
    pub(crate) about: String,
    /// Why it cannot be used here; none when it can.
    pub(crate) refused: Option<String>,
    /// What speaks for it, where it is suggested.
    pub(crate) evidence: Option<String>,
}

/// The list for what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choices {
    /// What is suggested, what else may be chosen, then what may not.
    pub(crate) list: Vec<Choice>,
    /// There are more than are listed.
    pub(crate) more: bool,
}

impl Accounts {
    /// The accounts for `slot` that match what was typed; before anything is typed, suggestions
    /// stand first.
    pub(crate) fn choices(
        &self,
        query: &str,
        slot: &Slot,
        mapping: &Mapping,
        catalog: Option<&Catalog>,
    ) -> Choices {
        let label = names::label(slot, catalog);
        let mut list = match catalog {
            Some(catalog) if query.is_empty() => self.suggested(slot, mapping, catalog),
            _ => Vec::new(),
        };
        let (mut usable, mut unusable, mut more) = (Vec::new(), Vec::new(), false);
        for account in
            self.search.find(query).into_iter().filter_map(|at| self.chart.accounts.get(at))
        {
            if list.iter().any(|one| one.account.as_ref() == Some(&account.id)) {
                continue;
            }
            let verdict = judge(slot, account, self.system(), mapping);
            let (part, most) = if verdict.is_forbidden() {
                (&mut unusable, MOST_UNUSABLE)
            } else {
                (&mut usable, MOST_USABLE)
            };
            if part.len() >= most {
                more = true;
                continue;
            }
            let reason = verdict
                .codes()
                .iter()
                .find(|code| code.severity() == Severity::Error)
                .map(|code| explain(*code, slot, &label, account, self.system()));
            part.push(self.choice(account, reason));
        }
        list.append(&mut usable);
        list.append(&mut unusable);
        Choices { list, more }
    }

    fn suggested(&self, slot: &Slot, mapping: &Mapping, catalog: &Catalog) -> Vec<Choice> {
        let candidates = suggest_for(slot, catalog, &self.chart, mapping).into_iter();
        candidates
            .filter_map(|one| {
                let why: Vec<String> = one.evidence.into_iter().map(|why| why.message).collect();
                let choice = self.choice(self.get(&one.account)?, None);
                Some(Choice { evidence: Some(why.join(" ")), ..choice })
            })
            .collect()
    }

    fn choice(&self, account: &Account, refused: Option<String>) -> Choice {
        let class = class_name(account.class);
        let parent = account.parent.as_deref().and_then(|parent| self.get(parent));
        let about =
            parent.map_or_else(|| class.clone(), |parent| format!("{class}, in {}", parent.name));
        Choice {
            account: Some(account.id.clone()),
            number: account.number.clone().unwrap_or_default(),
            name: account.name.clone(),
            about,
            refused,
            evidence: None,
        }
    }
}
