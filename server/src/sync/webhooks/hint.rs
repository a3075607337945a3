//! The books say that something changed in them. What changed is not taken from their words: it is
//! marked that they are to be looked at, and a round reads them. They say it often, of what we post there
//! ourselves as well: however often it is, it costs one look a minute.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use waypost_core::api::ConnectionState;
use waypost_core::wire::System;

use crate::clock::text;
use crate::store::{Scope, StoreError, connection, entry, operation, payment};
use crate::sync::Inner;

/// How long what was posted waits for its look: what is said meanwhile asks for the same one.
const SOON: SignedDuration = SignedDuration::from_mins(1);

impl Inner {
    /// Makes a look at the books of these companies due: at their payments, and at what was posted and
    /// changed at the source since. Companies that nobody is connected to change nothing.
    pub(in crate::sync) async fn hinted(
        &self,
        system: System,
        companies: &BTreeSet<String>,
    ) -> Result<(), StoreError> {
        let mut found = Vec::new();
        {
            let mut db = self.store.read().await?;
            for company in companies.iter().filter(|id| id.bytes().all(|it| it.is_ascii_digit())) {
                for one in entry::connections_to(&mut db, system.as_str(), company).await? {
                    let scope = Scope::of(one.tenant);
                    let connection = connection::get(&mut db, &scope, &one.id).await?;
                    let exact = connection.filter(|connection| {
                        connection.state == ConnectionState::Active
                            && connection.company.as_ref().is_some_and(|it| it.id == *company)
                    });
                    found.extend(exact.map(|connection| (scope, connection)));
                }
            }
        }
        if found.is_empty() {
            return Ok(());
        }
        let now = self.clock.now();
        let (now, soon) = (text(now), text(now + SOON));
        let mut tx = self.store.begin().await?;
        for (scope, connection) in &found {
            payment::ask(&mut tx, scope, &connection.id, &now).await?;
            operation::look_soon(&mut tx, scope, &connection.subsidiary, &soon).await?;
        }
        tx.commit().await
    }
}
