//! QuickBooks Online, whose ledger is not read by document: each transaction's lines and total are turned
//! into entries, an invoice's items into the accounts that they are sold to.

use std::collections::BTreeMap;

use waypost_core::reconcile::{Standing, Theirs, of_lines};
use waypost_core::wire::{Amount, Kind};

use super::{Read, Reader, gone, of_id};
use crate::connectors::{Answer, Ask, RemoteDocument, RemoteState};
use crate::store::item;
use crate::store::reconciliation::Due;
use crate::sync::whole::{Stopped, whole};

/// The account that each item is sold to.
type Sold = BTreeMap<String, String>;

impl Reader<'_> {
    /// What the transactions of the due documents say. `items` is read with the first invoice.
    pub(super) async fn online(
        &self,
        due: &[Due],
        items: &mut Option<Sold>,
    ) -> Result<Read, Stopped> {
        let documents = self.documents(due).await?;
        let sold = match items {
            Some(sold) => sold,
            None => items.insert(self.items().await?),
        };
        let read = |one: &Due| {
            let found = of_id(&documents, &one.remote_id);
            let theirs = found.map_or_else(gone, |found| theirs(one, found, sold));
            (one.ours.document.clone(), theirs)
        };
        Ok(due.iter().map(read).collect())
    }

    /// Every item and its account: those that Waypost sold with first, for what was posted stays on its
    /// account when somebody points the item to another.
    async fn items(&self) -> Result<Sold, Stopped> {
        let mut sold = Sold::new();
        for answer in whole(self.lane, &self.remote, Ask::Items).await? {
            if let Answer::Items(page) = answer {
                sold.extend(page.into_iter().map(|item| (item.id, item.account)));
            }
        }
        let mut db = self.lane.inner.store.read().await?;
        sold.extend(item::sold(&mut db, self.scope, &self.connection.id).await?);
        Ok(sold)
    }
}

fn theirs(one: &Due, found: &RemoteDocument, sold: &Sold) -> Theirs {
    let account = |to: &String| match found.kind {
        // An item that nobody knows sells to an account that is not shown.
        Kind::Invoice => sold.get(to).cloned().unwrap_or_default(),
        Kind::Bill => to.clone(),
    };
    let lines: Vec<(String, Amount)> =
        found.lines.iter().map(|(to, amount)| (account(to), *amount)).collect();
    let control = found.control.as_ref().unwrap_or(&one.ours.control);
    let standing = match found.state {
        RemoteState::Void => Standing::Void,
        RemoteState::Draft | RemoteState::Open | RemoteState::Paid => Standing::Stands,
    };
    match of_lines((found.kind, &found.date), (control, found.total), &lines) {
        Some(entries) => Theirs { standing, entries },
        None => {
            let why = "Its lines come to more than twelve digits.".to_owned();
            Theirs { standing: Standing::Unread(why), entries: Vec::new() }
        }
    }
}
