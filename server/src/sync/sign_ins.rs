//! Sign-ins that nothing uses are renewed before they end: a connection that waits for its mapping, or for
//! its company, is still signed in months later. What is at work renews its own with every token.

use waypost_core::api::SignInKind;

use super::Inner;
use crate::store::connection::Connection;
use crate::store::{Scope, StoreError, signed_in};

impl Inner {
    /// Renews the people's sign-ins that end soon. What is not renewed now is due again next time.
    pub(super) async fn keep_signed_in(&self, connections: &[(Scope, Connection)]) {
        for (scope, connection) in connections {
            match self.ends_soon(scope, connection).await {
                Ok(false) => {}
                // A token that is so old is not fresh: asking for one renews it, alone and under a lease.
                Ok(true) => {
                    if let Err(why) = self.access_token(scope, connection, None).await {
                        let (connection, code) = (&connection.id, why.code);
                        tracing::warn!(connection, code, "sign-in not renewed");
                    }
                }
                Err(error) => {
                    tracing::error!(connection = connection.id, %error, "sign-in not looked at");
                }
            }
        }
    }

    async fn ends_soon(&self, scope: &Scope, connection: &Connection) -> Result<bool, StoreError> {
        if connection.sign_in != Some(SignInKind::Person) {
            return Ok(false);
        }
        let mut db = self.store.read().await?;
        signed_in::is_to_be_renewed(&mut db, scope, connection, self.clock.now()).await
    }
}
