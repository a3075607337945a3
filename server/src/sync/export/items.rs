//! Items: where the books post revenue by item, an invoice is sent once each of its revenue accounts
//! has one (R14): the remembered one, else one that is sold to the account, else one that is made under
//! the account's name.
//!
//! The list is read once a round, so that an item which a bookkeeper points to another account, or
//! makes inactive, is noticed before it posts money where nobody chose.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use waypost_core::api::State;
use waypost_core::number::fit_name;
use waypost_core::sync::party::folded;
use waypost_core::wire::Kind;

use super::admit::Ready;
use super::round::{Round, locked};
use super::work::Held;
use crate::clock::{instant, instant_text, moment, text};
use crate::connectors::{Answer, Ask, Class, Draft, Rejection, RemoteItem};
use crate::store::item::{self, Item};
use crate::sync::halt::Halt;

/// Most characters of an item's name.
const NAME: usize = 100;
/// Pause before an item that was refused for now is asked for again.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);

/// What became of an account's item.
#[derive(Clone, Debug)]
enum Sold {
    /// Its id in the books.
    As(String),
    /// Invoices wait for a person.
    Held(Held),
    /// Its making has no outcome yet: invoices wait until then.
    Until(Timestamp, Held),
}

impl Round<'_> {
    /// Those of `known` whose revenue accounts all have an item.
    pub(super) async fn items(
        &self,
        known: Vec<(Ready, String)>,
    ) -> Result<Vec<(Ready, String)>, Halt> {
        if !self.remote.ledger.capabilities().items {
            return Ok(known);
        }
        let mut met: HashMap<String, Sold> = HashMap::new();
        let mut ready = Vec::with_capacity(known.len());
        for (one, party) in known {
            let mut open = None;
            for account in accounts(&one) {
                let sold = match met.get(&account) {
                    Some(sold) => sold.clone(),
                    None => self.item(&account).await?,
                };
                if let Sold::As(id) = &sold {
                    locked(&self.sold).insert(account.clone(), id.clone());
                } else {
                    open = open.or_else(|| Some(sold.clone()));
                }
                met.insert(account, sold);
            }
            match open {
                None => ready.push((one, party)),
                Some(Sold::Held(held)) => self.hold(&one.due, State::NeedsYou, &held).await?,
                Some(Sold::Until(at, why)) => {
                    let now = self.lane.inner.clock.now();
                    self.wait(&one.due, at.duration_since(now), &why).await?;
                }
                Some(Sold::As(_)) => {}
            }
        }
        Ok(ready)
    }

    /// Names the item of each line of an invoice.
    pub(super) fn sell(&self, draft: &mut Draft) {
        if draft.kind == Kind::Invoice {
            let sold = locked(&self.sold);
            for line in &mut draft.lines {
                line.item = sold.get(&line.account).cloned();
            }
        }
    }

    /// Whether the account has an item by now.
    pub(super) async fn is_sold(&self, account: &str) -> Result<bool, Halt> {
        if !self.remote.ledger.capabilities().items {
            return Ok(true);
        }
        let Sold::As(id) = self.item(account).await? else { return Ok(false) };
        locked(&self.sold).insert(account.to_owned(), id);
        Ok(true)
    }

    async fn item(&self, account: &str) -> Result<Sold, Halt> {
        let list = match self.list_of_items().await? {
            Ok(list) => list,
            Err(why) => return Ok(Sold::Held(why.into())),
        };
        let remembered = {
            let mut db = self.lane.inner.store.read().await?;
            item::of_account(&mut db, self.scope, &self.connection.id, account).await?
        };
        let known = remembered.as_ref().and_then(|item| item.remote_id.as_deref());
        let named = self.name_of(account);
        if let Some(found) = fitting(&list, account, known, &named) {
            if known != Some(found.id.as_str()) {
                self.remember(account, found).await?;
            }
            return Ok(Sold::As(found.id.clone()));
        }
        let quarantine = |at: &str| moment(at).map(|at| self.quarantined_until(at));
        let until = remembered.and_then(|item| item.intended_at).as_deref().and_then(quarantine);
        let now = instant(self.lane.inner.clock.now());
        if let Some(until) = until.filter(|until| *until > now) {
            return Ok(Sold::Until(timestamp(&instant_text(until)), being_made(&named)));
        }
        match self.free_name(&list, account, &named) {
            Some(name) => self.make_item(account, name).await,
            None => Ok(Sold::Held(name_taken(&named))),
        }
    }

    /// The items of the books, read once a round.
    async fn list_of_items(&self) -> Result<Result<Vec<RemoteItem>, Rejection>, Halt> {
        let known = locked(&self.on_sale).clone();
        if let Some(list) = known {
            return Ok(Ok(list));
        }
        let mut list = Vec::new();
        let mut calls = self.remote.ledger.encode(&self.remote.target, &[Ask::Items]);
        while let Some(call) = calls.pop() {
            let (sent, _) = self.send(&call).await?;
            calls.extend(sent.decoded.next.clone());
            match sent.single() {
                Answer::Items(page) => list.extend(page),
                Answer::Rejected(why) | Answer::Unknown(why) => {
                    if why.remote_wide {
                        self.close(&why).await?;
                    }
                    if why.class == Class::Auth || why.class.retries() {
                        return Err(Halt::LaneClosed);
                    }
                    return Ok(Err(why));
                }
                _ => {}
            }
        }
        *locked(&self.on_sale) = Some(list.clone());
        Ok(Ok(list))
    }

    /// The account's name as an item can have it.
    fn name_of(&self, account: &str) -> String {
        let found = self.chart.accounts.iter().find(|one| one.id == account);
        let name = found.map_or(account, |one| one.name.as_str());
        fit_name(name, self.connection.system).text.chars().take(NAME).collect()
    }

    /// A name that no item has: the account's, or that behind its number.
    fn free_name(&self, list: &[RemoteItem], account: &str, named: &str) -> Option<String> {
        let found = self.chart.accounts.iter().find(|one| one.id == account);
        let number = found.and_then(|one| one.number.as_deref()).unwrap_or(account);
        let numbered: String = format!("{number} {named}").chars().take(NAME).collect();
        let taken = |name: &String| list.iter().any(|one| folded(&one.name) == folded(name));
        [named.to_owned(), numbered].into_iter().find(|name| !taken(name))
    }

    async fn make_item(&self, account: &str, name: String) -> Result<Sold, Halt> {
        let ask = Ask::CreateItem(name.clone(), account.to_owned());
        let calls = self.remote.ledger.encode(&self.remote.target, &[ask]);
        let call = calls.first().ok_or(Halt::Stopped)?;
        let seat = self.seat(call).await?;
        let now = self.lane.inner.clock.now();
        let mut item = Item { name, remote_id: None, intended_at: Some(text(now)) };
        self.keep_item(account, &item, "item intent").await?;
        let (sent, _) = self.send_from(seat, call, Some(now)).await?;
        match sent.single() {
            Answer::Items(mut made) if made.len() == 1 => {
                let Some(made) = made.pop() else { return Err(Halt::Stopped) };
                self.remember(account, &made).await?;
                let id = made.id.clone();
                locked(&self.on_sale).get_or_insert_default().push(made);
                Ok(Sold::As(id))
            }
            Answer::Rejected(why) => {
                item.intended_at = None;
                self.keep_item(account, &item, "item outcome").await?;
                if why.remote_wide {
                    self.close(&why).await?;
                }
                match why.class {
                    Class::Auth => Err(Halt::LaneClosed),
                    class if class.retries() => Ok(Sold::Until(now + PAUSE, why.into())),
                    _ => Ok(Sold::Held(why.into())),
                }
            }
            Answer::Unknown(why) => {
                if why.remote_wide {
                    self.close(&why).await?;
                }
                let until = instant_text(self.quarantined_until(instant(now)));
                Ok(Sold::Until(timestamp(&until), being_made(&item.name)))
            }
            _ => Err(Halt::Stopped),
        }
    }

    async fn remember(&self, account: &str, found: &RemoteItem) -> Result<(), Halt> {
        let item =
            Item { name: found.name.clone(), remote_id: Some(found.id.clone()), intended_at: None };
        self.keep_item(account, &item, "item found").await
    }

    async fn keep_item(&self, account: &str, item: &Item, point: &str) -> Result<(), Halt> {
        let mut tx = self.lane.begin().await?;
        item::put(&mut tx, self.scope, &self.connection.id, account, item).await?;
        self.commit(tx, point).await
    }
}

/// The revenue accounts of an invoice that get money.
fn accounts(ready: &Ready) -> Vec<String> {
    if ready.document.kind != Kind::Invoice {
        return Vec::new();
    }
    let lines = ready.preview.lines.iter().filter(|line| !line.amount.is_zero());
    let mut accounts: Vec<String> = lines.filter_map(|line| line.account.clone()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    accounts
}

/// The item that is sold to the account: the known one, else the one of the account's name, else the
/// only one. Several others belong to somebody else's order.
fn fitting<'a>(
    list: &'a [RemoteItem],
    account: &str,
    known: Option<&str>,
    named: &str,
) -> Option<&'a RemoteItem> {
    let sold = || list.iter().filter(|one| one.account == account);
    let only = || {
        let mut all = sold();
        all.next().filter(|_| all.next().is_none())
    };
    sold()
        .find(|one| Some(one.id.as_str()) == known)
        .or_else(|| sold().find(|one| folded(&one.name) == folded(named)))
        .or_else(only)
}

fn being_made(name: &str) -> Held {
    let message = format!(
        "The item {name} was being made in the books without an answer. The invoice follows when that \
         is certain."
    );
    Held::for_now("item_checking", message).about(name)
}

fn name_taken(name: &str) -> Held {
    let message = format!(
        "The books have an item {name} already that is sold to another account. Rename it there, or \
         point an item of your own to the mapped account; then choose Retry."
    );
    Held::person("item_name_taken", message).about(name)
}

fn timestamp(text: &str) -> Timestamp {
    text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, name: &str, account: &str) -> RemoteItem {
        RemoteItem { id: id.to_owned(), name: name.to_owned(), account: account.to_owned() }
    }

    #[test]
    fn r14_the_item_of_an_account_is_the_known_one_then_its_namesake_then_the_only_one() {
        let list = [
            item("1", "Services", "50"),
            item("2", "Linehaul Revenue", "51"),
            item("3", "Hauling", "51"),
            item("4", "Hours", "52"),
            item("5", "Miles", "52"),
        ];
        let fit = |account, known, named| fitting(&list, account, known, named).map(|it| &*it.id);
        assert_eq!(fit("50", None, "Freight"), Some("1"), "the only one");
        assert_eq!(fit("51", None, "linehaul revenue"), Some("2"), "the namesake");
        assert_eq!(fit("51", Some("3"), "Linehaul Revenue"), Some("3"), "the known one");
        assert_eq!(fit("52", None, "Fuel"), None, "several, none ours");
        assert_eq!(fit("50", Some("2"), "Freight"), Some("1"), "the known one was moved");
    }
}
