//! Sign-ins that nothing uses are renewed before they end: a connection that waits for its mapping, or for
//! its company, is still signed in months later. What is at work renews its own with every token.

use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};
use waypost_core::api::SignInKind;

use super::Inner;
use crate::store::connection::Connection;
use crate::store::{Scope, StoreError, signed_in};

/// Pause after a renewal that failed: there are weeks left.
const PAUSE: SignedDuration = SignedDuration::from_mins(10);

impl Inner {
    /// Renews the people's sign-ins that end soon, unless that is being done already. What cannot be
    /// renewed now is due again after a pause.
    pub(super) async fn keep_signed_in(&self, connections: &[(Scope, Connection)]) {
        let alone = self.alone("sign-ins");
        let Ok(_alone) = alone.try_lock() else { return };
        for (scope, connection) in connections {
            let now = self.clock.now();
            if self.failed_lately(connection, now) {
                continue;
            }
            match self.ends_soon(scope, connection).await {
                Ok(false) => {}
                // A token that is so old is not fresh: asking for one renews it, alone and under a lease.
                Ok(true) => {
                    if let Err(why) = self.access_token(scope, connection, None).await {
                        let (connection, code) = (&connection.id, why.code);
                        tracing::warn!(connection, code, "sign-in not renewed");
                        let mut tries =
                            self.sign_in_tries.lock().unwrap_or_else(PoisonError::into_inner);
                        tries.insert(connection.clone(), now);
                    }
                }
                Err(error) => {
                    tracing::error!(connection = connection.id, %error, "sign-in not looked at");
                }
            }
        }
    }

    fn failed_lately(&self, connection: &Connection, now: Timestamp) -> bool {
        let tries = self.sign_in_tries.lock().unwrap_or_else(PoisonError::into_inner);
        tries.get(&connection.id).is_some_and(|at| now.duration_since(*at) < PAUSE)
    }

    async fn ends_soon(&self, scope: &Scope, connection: &Connection) -> Result<bool, StoreError> {
        if connection.sign_in != Some(SignInKind::Person) {
            return Ok(false);
        }
        let mut db = self.store.read().await?;
        signed_in::is_to_be_renewed(&mut db, scope, connection, self.clock.now()).await
    }
}
