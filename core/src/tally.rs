//! Adding up what documents post, account by account.
//!
//! Not a second reckoning: it adds what the preview would show as entries. Invariant: debits equal
//! credits in every currency (R22), in whatever order and parts documents are added.

use crate::Rules;
use crate::preview::decide;
use crate::resolve::Rank;
use crate::wire::{Amount, CurrencyTotals, Document, Entry, Totals, Unusable};
use std::collections::BTreeMap;

/// What has been added so far, by rules over one chart.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    documents: u64,
    postable: u64,
    currencies: BTreeMap<String, Accounts>,
}

type Accounts = BTreeMap<Rank, Sums>;

/// Cents debited and credited, in numbers that no count of documents can exceed.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    debit: i128,
    credit: i128,
}

impl Sums {
    fn add(&mut self, other: Sums) {
        self.debit += other.debit;
        self.credit += other.credit;
    }

    fn amounts(self) -> Result<(Amount, Amount), Unusable> {
        Amount::from_wide_cents(self.debit).zip(Amount::from_wide_cents(self.credit)).ok_or_else(
            || {
                Unusable::value(
                    "",
                    "the documents come to more than twelve digits together; give fewer at a time",
                )
            },
        )
    }
}

impl Tally {
    /// Adds a document and answers whether it is postable; one that is not is only counted.
    ///
    /// # Errors
    /// As [`Rules::preview`]; nothing is added then.
    pub fn add(&mut self, rules: &Rules, document: &Document) -> Result<bool, Unusable> {
        let decision = decide(rules.compiled(), document)?;
        self.documents += 1;
        self.postable += u64::from(decision.postable);
        let posting = decision.posting(document);
        if posting.is_empty() {
            return Ok(decision.postable);
        }
        let accounts = self.currency(&document.currency);
        for (rank, cents) in posting {
            let (debit, credit) = (i128::from(cents.max(0)), i128::from((-cents).max(0)));
            accounts.entry(rank).or_default().add(Sums { debit, credit });
        }
        Ok(decision.postable)
    }

    /// Adds what another tally by the same rules has added.
    pub fn merge(&mut self, other: Tally) {
        self.documents += other.documents;
        self.postable += other.postable;
        for (currency, accounts) in other.currencies {
            let own = self.currency(&currency);
            for (rank, sums) in accounts {
                own.entry(rank).or_default().add(sums);
            }
        }
    }

    /// The sums, with their accounts named.
    ///
    /// # Errors
    /// [`Unusable`] when a sum exceeds twelve digits before the point.
    pub fn totals(&self, rules: &Rules) -> Result<Totals, Unusable> {
        let currency = |(currency, accounts): (&String, &Accounts)| {
            let mut all = Sums::default();
            accounts.values().for_each(|sums| all.add(*sums));
            let named = accounts.iter().filter_map(|(rank, sums)| {
                let id = &rules.compiled().account(*rank)?.id;
                Some(sums.amounts().map(|(debit, credit)| Entry {
                    account: id.clone(),
                    debit,
                    credit,
                }))
            });
            let accounts = named.collect::<Result<_, _>>()?;
            let (debit, credit) = all.amounts()?;
            Ok(CurrencyTotals { currency: currency.clone(), debit, credit, accounts })
        };
        Ok(Totals {
            documents: self.documents,
            postable: self.postable,
            blocked: self.documents - self.postable,
            currencies: self.currencies.iter().map(currency).collect::<Result<_, _>>()?,
        })
    }

    fn currency(&mut self, currency: &str) -> &mut Accounts {
        self.currencies.entry(currency.to_owned()).or_default()
    }
}
