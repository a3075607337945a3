//! How long a connection's sign-in lasts, and what a person is told of it.

use jiff::Timestamp;
use waypost_core::api::{ConnectionState, ConnectionWarning};
use waypost_core::sync::sign_in;

use super::connection::Connection;
use super::credential::{self, Life};
use super::{Db, Scope, StoreError};
use crate::clock::{instant, moment};

/// What is known of a sign-in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedIn {
    /// When it ends unless it is renewed, where that is known.
    pub ends_at: Option<String>,
    /// What a person should do about it.
    pub warning: Option<ConnectionWarning>,
}

/// The sign-in of `connection`; nothing where nobody is signed in, or it is over already.
pub async fn signed_in(
    db: &mut Db,
    scope: &Scope,
    connection: &Connection,
    now: Timestamp,
) -> Result<SignedIn, StoreError> {
    let Some(Life { ends_at: Some(ends_at), .. }) = life(db, scope, connection).await? else {
        return Ok(SignedIn::default());
    };
    let warning = moment(&ends_at).and_then(|ends| {
        sign_in::warning(connection.system, (ends, ends_at.as_str()), instant(now))
    });
    Ok(SignedIn { ends_at: Some(ends_at), warning })
}

/// Whether the sign-in is to be renewed though nothing needs it.
pub async fn is_to_be_renewed(
    db: &mut Db,
    scope: &Scope,
    connection: &Connection,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(life) = life(db, scope, connection).await? else { return Ok(false) };
    let ends = life.ends_at.as_deref().and_then(moment);
    let renewed = moment(&life.renewed_at);
    Ok(renewed.is_some_and(|renewed| sign_in::is_to_be_renewed(renewed, ends, instant(now))))
}

/// How long the credential lasts, while the books accept it.
async fn life(
    db: &mut Db,
    scope: &Scope,
    connection: &Connection,
) -> Result<Option<Life>, StoreError> {
    match connection.state {
        ConnectionState::SignedOut | ConnectionState::SignInAgain => Ok(None),
        ConnectionState::ChooseCompany | ConnectionState::Mapping | ConnectionState::Active => {
            credential::life(db, scope, &connection.id).await
        }
    }
}
