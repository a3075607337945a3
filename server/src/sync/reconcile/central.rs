//! Business Central: what the general ledger has under the number of each document, and under the numbers
//! of the credit memos that cancel it.

use std::collections::BTreeMap;

use waypost_core::reconcile::{Booked, Standing, Theirs};

use super::{Read, Reader, of_id};
use crate::connectors::{Answer, Ask, RemoteEntry, RemoteState};
use crate::store::reconciliation::Due;
use crate::sync::whole::{Stopped, whole};

impl Reader<'_> {
    /// What the ledger says of the due documents.
    pub(super) async fn central(&self, due: &[Due]) -> Result<Read, Stopped> {
        let documents = self.documents(due).await?;
        let number = |one: &Due| {
            let found = of_id(&documents, &one.remote_id);
            found.map_or_else(|| one.ours.remote_number.clone(), |found| found.number.clone())
        };
        let entries = self.ledger(due.iter().map(number).collect()).await?;
        let mut read = Read::with_capacity(due.len());
        for one in due {
            let found = of_id(&documents, &one.remote_id);
            let mut theirs = Theirs {
                standing: match found.map(|found| found.state) {
                    None => Standing::Gone,
                    Some(RemoteState::Void) => Standing::Void,
                    Some(_) => Standing::Stands,
                },
                entries: entries.get(&number(one)).cloned().unwrap_or_default(),
            };
            if theirs.standing == Standing::Void {
                theirs.entries.extend(self.cancelling(one).await?);
            }
            read.push((one.ours.document.clone(), theirs));
        }
        Ok(read)
    }

    /// The entries of the credit memos that cancel a document.
    async fn cancelling(&self, one: &Due) -> Result<Vec<Booked>, Stopped> {
        let mut numbers = Vec::new();
        let ask = Ask::Credits(one.ours.kind, one.remote_id.clone());
        for answer in whole(self.lane, &self.remote, ask).await? {
            if let Answer::Credits(credits) = answer {
                numbers.extend(credits.into_iter().map(|credit| credit.number));
            }
        }
        Ok(self.ledger(numbers).await?.into_values().flatten().collect())
    }

    /// The ledger's entries by the number of their document.
    async fn ledger(
        &self,
        mut numbers: Vec<String>,
    ) -> Result<BTreeMap<String, Vec<Booked>>, Stopped> {
        numbers.retain(|number| !number.is_empty());
        numbers.sort();
        numbers.dedup();
        let mut entries: BTreeMap<String, Vec<Booked>> = BTreeMap::new();
        if numbers.is_empty() {
            return Ok(entries);
        }
        for answer in whole(self.lane, &self.remote, Ask::EntriesOf(numbers)).await? {
            if let Answer::Entries(page) = answer {
                for entry in page {
                    let number = entry.document_number.clone();
                    entries.entry(number).or_default().push(booked(entry));
                }
            }
        }
        Ok(entries)
    }
}

fn booked(entry: RemoteEntry) -> Booked {
    let RemoteEntry { posting_date, entry, .. } = entry;
    Booked { day: posting_date, account: entry.account, debit: entry.debit, credit: entry.credit }
}
