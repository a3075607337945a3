//! Parties about which a person has to say who they are in the books (R28).

pub(crate) mod choices;
pub(crate) mod decide;
pub(crate) mod list;

use waypost_core::sync::cause;
use waypost_core::sync::party::UNDECIDED;

use crate::http::problem::{Answer, not_found};
use crate::store::party::{Undecided, undecided};
use crate::store::{Db, Scope};

/// The keys of the causes that end when somebody says who `name` is.
fn causes(name: &str) -> [String; 3] {
    UNDECIDED.map(|reason| cause::key(reason, Some(name)))
}

/// The undecided party of the address.
async fn undecided_of(db: &mut Db, scope: &Scope, id: &str) -> Answer<Undecided> {
    let found = undecided(db, scope, Some(id)).await?;
    found.into_iter().next().ok_or_else(|| not_found("undecided party", id))
}
