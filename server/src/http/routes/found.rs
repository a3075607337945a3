//! What an address names, or the words for what is not there.

use crate::http::problem::{Answer, no_connection, not_found};
use crate::store::connection::{self, Connection};
use crate::store::{Db, Scope, subsidiary};

/// The name of the subsidiary in the address.
pub(crate) async fn subsidiary_name(db: &mut Db, scope: &Scope, id: &str) -> Answer<String> {
    subsidiary::name(db, scope, id).await?.ok_or_else(|| not_found("subsidiary", id))
}

/// The connection of the subsidiary in the address.
pub(crate) async fn connection_of(db: &mut Db, scope: &Scope, id: &str) -> Answer<Connection> {
    let name = subsidiary_name(db, scope, id).await?;
    let connection = connection::of_subsidiary(db, scope, id).await?;
    connection.ok_or_else(|| no_connection(&name))
}
