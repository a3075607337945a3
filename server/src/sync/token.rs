//! Access tokens: one refresh at a time for each connection, at four fifths of a token's life, and
//! the rotated refresh token durable before the new access token is used (R51).

use secrecy::{ExposeSecret, SecretString};
use waypost_core::api::ConnectionState;

use super::Inner;
use crate::clock::text;
use crate::connectors::{Class, Rejection};
use crate::oauth::{self, Credential, Grant, Tokens};
use crate::store::connection::{self, Connection};
use crate::store::{Scope, credential, lane};

/// What opens a request, and whose allowance it uses.
pub(super) struct Access {
    pub(super) token: SecretString,
    pub(super) allowance: String,
    /// The revision of the sign-in that it came with.
    pub(super) revision: i64,
}

impl Inner {
    /// An access token for `connection`: the stored one while it is fresh and not `refused`, else
    /// a new one.
    pub(super) async fn access_token(
        &self,
        scope: &Scope,
        connection: &Connection,
        refused: Option<&SecretString>,
    ) -> Result<Access, Rejection> {
        let alone = self.refreshing(&connection.id);
        let _alone = alone.lock().await;
        // A second round only when another process refreshed at the same time: its token is used.
        for _ in 0..2 {
            let (revision, stored) = self.credential(scope, connection).await?;
            let usable = stored
                .fresh_access(self.clock.now())
                .filter(|token| refused.is_none_or(|old| !same(old, token)));
            if let Some(token) = usable {
                let allowance = stored.allowance(&connection.id);
                return Ok(Access { token: token.clone(), allowance, revision });
            }
            let Some(renewed) = self.renew(scope, connection, (revision, stored)).await? else {
                return Err(unavailable("the token is being renewed by another process"));
            };
            let token = renewed.fresh_access(self.clock.now()).cloned();
            if self.replace(scope, connection, revision, &renewed).await?
                && let Some(token) = token
            {
                let allowance = renewed.allowance(&connection.id);
                return Ok(Access { token, allowance, revision: revision + 1 });
            }
        }
        Err(unavailable("the token was renewed elsewhere at the same time"))
    }

    /// Seals and stores a credential in place of whatever was there.
    pub(super) async fn store_credential(
        &self,
        db: &mut crate::store::Db,
        scope: &Scope,
        connection: &str,
        new: &Credential,
    ) -> Result<(), Rejection> {
        let plain = new.to_bytes().map_err(|error| unavailable(&error.to_string()))?;
        let sealed = self
            .vault
            .seal(scope, connection, &plain)
            .map_err(|error| unavailable(&error.to_string()))?;
        let ends_at = new.ends_at().map(text);
        let kept = (&sealed, ends_at.as_deref());
        credential::put(db, scope, connection, kept, &text(self.clock.now()))
            .await
            .map_err(|error| unavailable(&error.to_string()))
    }

    /// Work of this connection pauses until somebody signs in again (R42: auth). What was refused is
    /// `revision` of the sign-in: where another was kept since, or none is, the refusal comes too late
    /// and changes nothing.
    pub(super) async fn sign_in_ended(
        &self,
        scope: &Scope,
        connection: &Connection,
        revision: i64,
    ) {
        let ended = async {
            let mut tx = self.store.begin().await?;
            let Some(mut current) = connection::get(&mut tx, scope, &connection.id).await? else {
                return Ok(());
            };
            let kept = credential::get(&mut tx, scope, &connection.id).await?;
            if kept.is_none_or(|kept| kept.revision != revision) {
                return Ok(());
            }
            if current.state != ConnectionState::SignInAgain {
                current.state = ConnectionState::SignInAgain;
                connection::save(&mut tx, scope, &current).await?;
            }
            tx.commit().await?;
            Ok::<(), crate::store::StoreError>(())
        };
        if let Err(error) = ended.await {
            tracing::error!(connection = connection.id, %error, "sign-in state not stored");
        }
    }

    pub(super) async fn credential(
        &self,
        scope: &Scope,
        connection: &Connection,
    ) -> Result<(i64, Credential), Rejection> {
        let mut db = self.store.read().await.map_err(|error| unavailable(&error.to_string()))?;
        let stored = credential::get(&mut db, scope, &connection.id)
            .await
            .map_err(|error| unavailable(&error.to_string()))?
            .ok_or_else(|| Rejection {
                code: "not_signed_in",
                class: Class::Auth,
                message: "Nobody has signed in to the books yet. Sign in.".to_owned(),
                remote_wide: false,
                subject: None,
                retry_after: None,
            })?;
        let opened = self
            .vault
            .unseal(scope, &connection.id, &stored.sealed)
            .map_err(|error| broken(&error.to_string()))?;
        let credential = Credential::from_bytes(opened.expose_secret())
            .map_err(|_| broken("a stored credential cannot be read; sign in again"))?;
        Ok((stored.revision, credential))
    }

    /// New tokens; none while another process is getting them, where only one may.
    async fn renew(
        &self,
        scope: &Scope,
        connection: &Connection,
        (revision, stored): (i64, Credential),
    ) -> Result<Option<Credential>, Rejection> {
        let registration = self.remotes.registration(connection.system, Some(&stored.grant))?;
        if registration.provider.wants_one_refresh() && !self.may_refresh(&connection.id).await? {
            return Ok(None);
        }
        let tokens: Result<Tokens, Rejection> = match &stored.grant {
            Grant::Person { refresh } => {
                oauth::refresh(&self.transport, &registration, refresh).await
            }
            Grant::Application { .. } => oauth::application(&self.transport, &registration).await,
        };
        match tokens {
            Ok(tokens) => Ok(Some(Credential::new(stored.grant, tokens, self.clock.now()))),
            Err(rejection) => {
                if oauth::ends_sign_in(&rejection) {
                    self.sign_in_ended(scope, connection, revision).await;
                }
                Err(rejection)
            }
        }
    }

    /// Whether this process may refresh the connection's token now: a lease like a lane's, which runs
    /// out by itself when its holder is gone.
    async fn may_refresh(&self, connection: &str) -> Result<bool, Rejection> {
        let lease = format!("sign-in of {connection}");
        lane::claim(&self.store, &lease, &self.holder, self.clock.now())
            .await
            .map(|hold| hold.is_some())
            .map_err(|error| unavailable(&error.to_string()))
    }

    async fn replace(
        &self,
        scope: &Scope,
        connection: &Connection,
        revision: i64,
        renewed: &Credential,
    ) -> Result<bool, Rejection> {
        let stored = async {
            let plain = renewed.to_bytes().map_err(|error| error.to_string())?;
            let sealed = self
                .vault
                .seal(scope, &connection.id, &plain)
                .map_err(|error| error.to_string())?;
            let mut tx = self.store.begin().await.map_err(|error| error.to_string())?;
            let now = text(self.clock.now());
            let ends_at = renewed.ends_at().map(text);
            let kept = (&sealed, ends_at.as_deref());
            let replaced =
                credential::replace(&mut tx, scope, &connection.id, revision, kept, &now)
                    .await
                    .map_err(|error| error.to_string())?;
            tx.commit().await.map_err(|error| error.to_string())?;
            Ok::<bool, String>(replaced)
        };
        stored.await.map_err(|error| unavailable(&error))
    }
}

fn same(one: &SecretString, other: &SecretString) -> bool {
    one.expose_secret() == other.expose_secret()
}

/// Our own store or vault failed: nothing may be sent, and it is tried again.
fn unavailable(why: &str) -> Rejection {
    Rejection {
        code: "credential_unavailable",
        class: Class::Transient,
        message: format!(
            "The stored sign-in cannot be used at the moment ({why}). It is tried again by itself."
        ),
        remote_wide: true,
        subject: None,
        retry_after: None,
    }
}

fn broken(why: &str) -> Rejection {
    Rejection {
        code: "credential_unreadable",
        class: Class::Auth,
        message: format!("The sign-in cannot be used: {why}."),
        remote_wide: false,
        subject: None,
        retry_after: None,
    }
}
