//! People at work in the books and on the screens while the workers work: periods close and open,
//! accounts and customers are blocked and released, a customer is renamed, somebody chooses Retry.

use serde_json::{Value, json};
use waypost_core::api::{ConnectionState, State};
use waypost_core::wire::System;
use waypost_server::store::operation::{self, Act, Acted};

use super::world::World;
use crate::desk::COMPANY;

/// What is not as it should be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meddler {
    pub(super) closed: bool,
    pub(super) account_blocked: bool,
    customer_blocked: bool,
    /// QuickBooks Online numbers invoices by itself.
    pub(super) numbers_itself: bool,
}

impl World {
    /// Somebody does something.
    pub(super) async fn meddle(&mut self) {
        self.counts.meddlings += 1;
        if self.plan.system == System::QuickbooksOnline {
            return self.meddle_online().await;
        }
        if self.meddler.closed {
            // Nothing is posted meanwhile: left closed, it would keep the rest of the bad luck away.
            return self.close_period(false).await;
        }
        match self.chance.below(5) {
            0 => self.close_period(true).await,
            1 => self.block_account(!self.meddler.account_blocked).await,
            2 => self.block_customer(!self.meddler.customer_blocked).await,
            3 => self.rename_customer().await,
            _ => {
                self.decide().await;
            }
        }
    }

    /// Everything is as it was.
    pub(super) async fn mend(&mut self) {
        if self.plan.system == System::QuickbooksOnline {
            return self.mend_online().await;
        }
        self.close_period(false).await;
        self.block_account(false).await;
        self.block_customer(false).await;
    }

    /// A person retries everything that waits for one, and signs in again where that is asked for.
    /// How much there was to do.
    pub(super) async fn decide(&mut self) -> usize {
        let mut done = 0;
        if self.desk.connection().await.state == ConnectionState::SignInAgain {
            let signed_in = self.sign_in_again().await;
            self.note(&format!("person: signs in again: {signed_in}"));
            done += 1;
        }
        for (at, id) in self.ids.clone().into_iter().enumerate() {
            let row = self.desk.row(&id).await;
            if row.state != State::NeedsYou {
                continue;
            }
            let reason = row.reason.unwrap_or_default();
            self.note(&format!("person: retries {} ({reason})", self.documents[at]["number"]));
            let mut tx = self.desk.store.begin().await.expect("a transaction");
            let now = self.now();
            let acted = operation::act(&mut tx, &self.desk.scope, &id, Act::Retry, now).await;
            assert_eq!(acted.expect("a database"), Acted::Yes, "{id} can be tried again");
            tx.commit().await.expect("a commit");
            done += 1;
        }
        done
    }

    async fn close_period(&mut self, closed: bool) {
        let from = if closed { "2026-10-01" } else { "2026-01-01" };
        let range = json!({"postingRange": {"from": from, "to": null}});
        self.meddler.closed = closed;
        self.change(&format!("companies/{COMPANY}"), range).await;
    }

    async fn block_account(&mut self, blocked: bool) {
        self.meddler.account_blocked = blocked;
        self.change(&format!("accounts/{COMPANY}/40100"), json!({"blocked": blocked})).await;
    }

    async fn block_customer(&mut self, blocked: bool) {
        self.meddler.customer_blocked = blocked;
        let blocked = if blocked { "All" } else { " " };
        let change = json!({"kind": "customer", "blocked": blocked});
        self.change(&format!("parties/{COMPANY}/C00001"), change).await;
    }

    async fn rename_customer(&mut self) {
        let name = format!("Harbor Paper Company {}", self.chance.below(10));
        let change = json!({"kind": "customer", "displayName": name});
        self.change(&format!("parties/{COMPANY}/C00002"), change).await;
    }

    pub(super) async fn change(&mut self, path: &str, change: Value) {
        self.note(&format!("person in the books: {path} {change}"));
        self.desk.ask("POST", path, &change).await;
    }
}
