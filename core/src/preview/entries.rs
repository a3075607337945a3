//! The posting: one entry per account, debits equal to credits (R22).

use super::control::ControlSide;
use super::lines::Placed;
use crate::resolve::{Compiled, Rank};
use crate::wire::{Amount, Entry, Kind};

/// Cents by account in the order of entries, debits above zero; what comes to zero is left out.
pub(super) fn posting(kind: Kind, lines: &[Placed], control: &ControlSide) -> Vec<(Rank, i64)> {
    // The lines' sum without signs fits an Amount, so these sums do too.
    let mut posting: Vec<(Rank, i64)> = Vec::with_capacity(lines.len() + 1);
    let direction = match kind {
        Kind::Invoice => -1,
        Kind::Bill => 1,
    };
    for line in lines {
        if let Some(rank) = line.way.account {
            posting.push((rank, direction * line.amount.cents()));
        }
    }
    if let Some(rank) = control.at {
        posting.push((rank, -direction * control.shown.amount.cents()));
    }
    posting.sort_unstable_by_key(|(rank, _)| *rank);
    posting.dedup_by(|(rank, cents), (kept, sum)| {
        let same = rank == kept;
        *sum += if same { *cents } else { 0 };
        same
    });
    posting.retain(|(_, cents)| *cents != 0);
    posting
}

/// The posting with its accounts named.
pub(super) fn entries(rules: &Compiled, posting: &[(Rank, i64)]) -> Vec<Entry> {
    let entry = |(rank, cents): &(Rank, i64)| {
        let amount = Amount::from_cents(cents.abs())?;
        let (debit, credit) =
            if *cents > 0 { (amount, Amount::ZERO) } else { (Amount::ZERO, amount) };
        Some(Entry { account: rules.account(*rank)?.id.clone(), debit, credit })
    };
    posting.iter().filter_map(entry).collect()
}
