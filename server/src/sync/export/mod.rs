//! Export: a connection's documents get into its books. A reconciler: it takes no input, derives
//! what is due from state, and can be repeated at any time.
//!
//! The way of a document, every arrow durable before the next: admitted (core's rules) → its party
//! known → looked up by number → intent → draft → total compared → posted → read again → ledger
//! compared → posting.

mod admit;
mod apart;
mod basis;
mod books;
mod create;
mod credit;
mod draft;
mod drive;
mod feed;
mod group;
mod intend;
mod items;
pub(super) mod judge;
mod line;
mod name;
mod outcome;
mod party;
mod period;
mod resume;
mod revisit;
mod round;
mod settle;
mod take_back;
mod update;
mod work;
mod write_off;

use waypost_core::api::{ConnectionState, State};
use waypost_core::sync::Held;

use self::round::Round;
use super::halt::Halt;
use super::lane::{self, Lane};
use crate::store::connection::{self, Connection};
use crate::store::{Scope, operation};

/// How a round ended.
enum Ended {
    /// Nothing more is due, or what is must wait.
    Done,
    /// What it decided with has changed: another round goes on.
    Outdated,
}

/// Works everything of one connection that is due. What stops early is due again next time.
pub(super) async fn export(lane: &Lane, scope: &Scope, id: &str) -> Result<(), Halt> {
    loop {
        let found = {
            let mut db = lane.inner.store.read().await?;
            connection::get(&mut db, scope, id).await?
        };
        // Another company has another lane.
        let ours = |connection: &Connection| lane::of(connection) == lane.name();
        let Some(connection) = found.filter(ours) else { return Ok(()) };
        if let Ended::Done = round(lane, scope, &connection).await? {
            return Ok(());
        }
    }
}

/// Works what is due while what it is decided with stays the same.
async fn round(lane: &Lane, scope: &Scope, connection: &Connection) -> Result<Ended, Halt> {
    let Some(round) = Round::load(lane, scope, connection).await? else {
        return Ok(Ended::Done);
    };
    lane.open().await?;
    round.resume().await?;
    round.release_held().await?;
    match round.post().await? {
        Ended::Done => round.revisit().await,
        Ended::Outdated => Ok(Ended::Outdated),
    }
}

/// Says on every waiting document why nothing happens, while the connection is not set up.
pub(super) async fn explain(
    inner: &super::Inner,
    scope: &Scope,
    connection: &Connection,
) -> Result<(), Halt> {
    let (reason, message) = match connection.state {
        ConnectionState::Active => return Ok(()),
        ConnectionState::SignedOut => (
            "signed_out",
            "Nobody has signed in to the books yet. Sign in; it then posts by itself.",
        ),
        ConnectionState::ChooseCompany => {
            ("no_company", "No company is chosen. Choose one; it then posts by itself.")
        }
        ConnectionState::Mapping => {
            ("no_mapping", "No mapping is submitted. Submit one; it then posts by itself.")
        }
        ConnectionState::SignInAgain => (
            "sign_in_again",
            "The books no longer accept the sign-in. Sign in again; it then posts by itself.",
        ),
    };
    let held = Held::config(reason, message.to_owned());
    let mut tx = inner.store.begin().await?;
    for mut due in operation::all(&mut tx, scope, &connection.subsidiary, State::Waiting).await? {
        if due.operation.reason.as_deref() != Some(reason) {
            due.operation.explain(&held);
            operation::explain(&mut tx, scope, &due.operation).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
