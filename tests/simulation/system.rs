//! What a run has to know of the system whose books they are: how the company is connected, what people
//! do in its books, how long a request may be adrift, and how its books are read.

use jiff::SignedDuration;
use reqwest::Request;
use serde_json::{Value, json};
use waypost_core::wire::System;

use super::plan::Plan;
use super::world::World;
use crate::desk::{Desk, FLEET, Online};
use crate::sample;

/// A document of ours in the books.
pub(super) struct Held {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) posted: bool,
    pub(super) party: String,
}

/// A desk whose company is connected and mapped.
pub(super) async fn set_up(desk: Desk, plan: Plan) -> Desk {
    if plan.system != System::QuickbooksOnline {
        return Desk::set_up(desk).await;
    }
    let desk = Online::set_up(Online::over(desk, FLEET)).await.into_desk();
    if plan.paid > 0 {
        desk.submit(&sample::paying_mapping()).await;
    }
    desk
}

/// A part of every path below the company.
pub(super) fn below(system: System) -> &'static str {
    match system {
        System::QuickbooksOnline => "/v3/company/",
        _ => "/companies(",
    }
}

/// Somebody else changed the record first.
pub(super) fn changed_meanwhile(system: System) -> Value {
    match system {
        System::QuickbooksOnline => json!({"kind": "status", "status": 400, "code": "5010",
            "method": "POST", "path": "/invoice", "text": "Stale Object Error : You and root were \
            working on this at the same time."}),
        _ => json!({"kind": "status", "status": 409, "code": "Request_EntityChanged",
            "path": "nvoices", "text": "Another user has already changed the record."}),
    }
}

impl World {
    /// Nothing arrives later than this after it was sent: Business Central's gateway ends it after ten
    /// minutes, QuickBooks Online after two.
    pub(super) fn adrift_for(&self) -> SignedDuration {
        SignedDuration::from_secs(match self.plan.system {
            System::QuickbooksOnline => 115,
            _ => 590,
        })
    }

    /// The sandbox's books.
    pub(super) async fn ledger(&self) -> Value {
        match self.plan.system {
            System::QuickbooksOnline => {
                self.desk.ask("GET", &format!("quickbooks/{FLEET}/books"), &Value::Null).await
            }
            _ => self.desk.ledger().await,
        }
    }

    /// Our documents in the books.
    pub(super) fn held(&self, ledger: &Value) -> Vec<Held> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (list, number): (_, fn(&Value) -> &Value) = match self.plan.system {
            System::QuickbooksOnline => ("transactions", |one| &one["privateNote"]),
            _ => ("documents", |one| &one["externalDocumentNumber"]),
        };
        let all = ledger[list].as_array().expect("documents");
        all.iter()
            .map(|one| Held {
                id: text(&one["id"]),
                number: text(number(one)).trim_start_matches("Waypost: ").to_owned(),
                posted: self.plan.system == System::QuickbooksOnline || one["posted"] == true,
                party: text(&one["party"]),
            })
            .collect()
    }

    /// A request in words.
    pub(super) fn words(&self, request: &Request) -> String {
        match self.plan.system {
            System::QuickbooksOnline => words(request),
            _ => self.history.words(request),
        }
    }

    /// Somebody signs in again; whether that worked.
    pub(super) async fn sign_in_again(&self) -> bool {
        match self.plan.system {
            System::QuickbooksOnline => self.desk.sign_in_with_intuit("dana", FLEET).await.is_ok(),
            _ => self.desk.connect().await.is_ok(),
        }
    }

    /// Somebody does something in QuickBooks Online.
    pub(super) async fn meddle_online(&mut self) {
        match self.chance.below(4) {
            0 => self.close_books(!self.meddler.closed).await,
            1 => self.number_by_itself(!self.meddler.numbers_itself).await,
            2 => self.make_account_active(self.meddler.account_blocked).await,
            _ => drop(self.decide().await),
        }
    }

    /// Everything is as it was.
    pub(super) async fn mend_online(&mut self) {
        self.close_books(false).await;
        self.number_by_itself(false).await;
        self.make_account_active(true).await;
    }

    async fn close_books(&mut self, closed: bool) {
        self.meddler.closed = closed;
        let day = if closed { "2026-09-30" } else { "2025-12-31" };
        self.settings(json!({"bookCloseDate": day})).await;
    }

    async fn number_by_itself(&mut self, by_itself: bool) {
        self.meddler.numbers_itself = by_itself;
        self.settings(json!({"customTxnNumbers": !by_itself})).await;
    }

    async fn make_account_active(&mut self, active: bool) {
        self.meddler.account_blocked = !active;
        let act = json!({"entity": "Account", "operation": "update", "id": "53",
            "object": {"Active": active}});
        self.change(&format!("quickbooks/{FLEET}/person"), act).await;
    }

    async fn settings(&mut self, settings: Value) {
        self.change(&format!("quickbooks/{FLEET}/settings"), settings).await;
    }
}

/// `create SIM-003 SIM-004`, `make party "Three Rivers Foundry"`, `GET query`.
fn words(request: &Request) -> String {
    let bytes = request.body().and_then(|body| body.as_bytes()).unwrap_or_default();
    let sent: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let last = request.url().path().rsplit('/').next().unwrap_or_default().to_owned();
    match (request.method().as_str(), last.as_str()) {
        (_, "bearer") => "ask for a token".to_owned(),
        ("POST", "customer" | "vendor") => format!("make party {}", sent["DisplayName"]),
        ("POST", "item") => format!("make item {}", sent["Name"]),
        ("POST", "payment") => format!("pay {}", sent["TotalAmt"]),
        ("POST", "batch") => {
            let parts = sent["BatchItemRequest"].as_array().cloned().unwrap_or_default();
            let numbers: Vec<String> = parts
                .iter()
                .filter_map(|part| part.get("Invoice").or_else(|| part.get("Bill")))
                .map(|made| made["DocNumber"].as_str().unwrap_or("?").to_owned())
                .collect();
            if numbers.is_empty() {
                format!("look up {}", parts.len())
            } else {
                format!("create {}", numbers.join(" "))
            }
        }
        (method, last) => format!("{method} {last}"),
    }
}
