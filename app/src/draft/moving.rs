//! What an edit takes elsewhere, in one sentence and slot by slot. Which lines those are is the
//! core's to say ([`waypost_core::moves`]).

use waypost_core::api::MappingState;
use waypost_core::wire::{Amount, Mapping, Move};

use crate::accounts::Accounts;
use crate::words::count;

/// What moves, and what of it waits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moving {
    /// Slot by slot, what waits before what was only sent.
    pub(crate) moves: Vec<Move>,
    /// Lines that wait and go elsewhere.
    pub(crate) lines: u64,
}

/// What the mapping on the screen is compared with: while it is edited the saved draft, then the
/// version that posts, or nothing at all before the first one.
pub(super) fn against(saved: &MappingState, edited: bool) -> Mapping {
    match &saved.active {
        _ if edited => saved.draft.mapping.clone(),
        Some(version) => version.mapping.clone(),
        None => Mapping {
            transaction_types: saved.draft.mapping.transaction_types.clone(),
            ..Mapping::default()
        },
    }
}

impl Moving {
    pub(crate) fn new(moves: Vec<Move>) -> Self {
        let lines = moves.iter().map(|one| one.waiting.lines).sum();
        let (mut waits, sent): (Vec<Move>, Vec<Move>) =
            moves.into_iter().partition(|one| one.waiting.documents > 0);
        waits.extend(sent);
        Self { moves: waits, lines }
    }

    /// "71,556.15 across 214 lines moves from 40100 Freight to 40110 Linehaul."
    pub(crate) fn sentence(&self, accounts: &Accounts) -> String {
        let waits: Vec<&Move> = self.moves.iter().filter(|one| one.waiting.documents > 0).collect();
        let across = count_of(self.lines, "line", "lines");
        match waits.first() {
            None => "No document that waits goes elsewhere.".to_owned(),
            Some(first) if self.lines > 0 && waits.iter().all(|one| is_same_way(one, first)) => {
                let cents = waits.iter().map(|one| i128::from(one.waiting.amount.cents())).sum();
                let sum = Amount::from_wide_cents(cents).unwrap_or_default();
                format!(
                    "{} across {across} moves from {} to {}.",
                    written(sum),
                    title(accounts, first.from.as_deref()),
                    title(accounts, first.to.as_deref()),
                )
            }
            _ if self.lines == 0 => "Documents that wait get another control account.".to_owned(),
            _ if self.lines == 1 => format!("{across} that waits goes to another account."),
            _ => format!("{across} that wait go to other accounts."),
        }
    }
}

/// Whether the two go from one account to the same other one, in one currency.
fn is_same_way(one: &Move, other: &Move) -> bool {
    (&one.from, &one.to, &one.currency) == (&other.from, &other.to, &other.currency)
}

/// The account as people name it.
pub(crate) fn title(accounts: &Accounts, account: Option<&str>) -> String {
    account.map_or_else(|| "no account".to_owned(), |id| accounts.title(id))
}

/// "1 line", "1,284 lines".
pub(crate) fn count_of(number: u64, one: &str, many: &str) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), one, many)
}

/// An amount within a sentence.
fn written(amount: Amount) -> String {
    let sign = if amount.is_negative() { "minus " } else { "" };
    format!("{sign}{}", amount.abs().grouped())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use waypost_core::wire::{self, Volume};

    use super::*;

    fn to(account: &str) -> Move {
        Move {
            slot: "load.default".parse().unwrap(),
            from: Some("a-1".to_owned()),
            to: Some(account.to_owned()),
            currency: "USD".to_owned(),
            waiting: Volume { lines: 2, documents: 1, amount: "10.00".parse().unwrap() },
            sent: Volume::default(),
        }
    }

    fn sentence(moves: Vec<Move>) -> String {
        let chart = r#"{"system":"quickbooks_online","accounts":[
            {"id":"a-2","name":"Linehaul","class":"income"},
            {"id":"a-1","name":"Freight","class":"income"}]}"#;
        let accounts = Accounts::new(Arc::new(wire::read(chart).unwrap()));
        Moving::new(moves).sentence(&accounts)
    }

    #[test]
    fn what_goes_one_way_is_told_with_its_accounts_and_what_goes_several_without() {
        assert_eq!(
            sentence(vec![to("a-2"), to("a-2")]),
            "20.00 across 4 lines moves from Freight to Linehaul."
        );
        assert_eq!(sentence(vec![to("a-2"), to("a-3")]), "4 lines that wait go to other accounts.");
        assert_eq!(sentence(Vec::new()), "No document that waits goes elsewhere.");
    }
}
