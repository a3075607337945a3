//! More tenants on one server, which share its books' app registration, more subsidiaries of one, and
//! their programs.

use std::sync::Arc;

use waypost_core::api::{Key, KeyScope};
use waypost_server::clock::{Clock, text};
use waypost_server::hash::sha256_hex;
use waypost_server::store::{Scope, key};

use super::Desk;

impl Desk {
    /// Another tenant of the same server, connected to another company by the same app registration.
    pub async fn beside(&self, company: &str) -> Desk {
        let scope = Scope::of(self.ids.fresh("ten"));
        let desk = Desk { scope, company: company.to_owned(), ..self.again() };
        desk.found().await;
        Desk::set_up(desk).await
    }

    /// Another subsidiary of the tenant, before anybody connected it.
    pub async fn another_subsidiary(&self, subsidiary: &'static str, name: &str) -> Desk {
        let desk = Desk { subsidiary, ..self.again() };
        desk.found_subsidiary(name).await;
        desk
    }

    fn again(&self) -> Desk {
        Desk {
            books: Arc::clone(&self.books),
            clock: Arc::clone(&self.clock),
            store: self.store.clone(),
            scope: self.scope.clone(),
            sync: self.sync.clone(),
            ids: Arc::clone(&self.ids),
            company: self.company.clone(),
            subsidiary: self.subsidiary,
            database: Arc::clone(&self.database),
        }
    }

    /// The secret of a key that sends documents.
    pub async fn api_key(&self) -> String {
        let secret = format!("wp_{}", self.ids.fresh("secret"));
        let issued = Key {
            id: self.ids.fresh("key"),
            name: "TMS".to_owned(),
            prefix: secret.chars().take(7).collect(),
            scopes: vec![KeyScope::Documents],
            created_at: text(self.clock.now()),
            used_at: None,
        };
        let mut tx = self.store.begin().await.expect("a transaction");
        key::add(&mut tx, &self.scope, &issued, &sha256_hex(secret.as_bytes()))
            .await
            .expect("a key");
        tx.commit().await.expect("a commit");
        secret
    }
}
