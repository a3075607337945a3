//! Payments between source and books (rulebook section 5): what becomes of each is core's to decide; here
//! it is stored, sent and read. Reconcilers as in [`super::export`]: they take no input, derive what is
//! due from state, and can be repeated at any time (R36).

mod central;
mod judge;
mod online;
mod read;
mod send;
mod settings;
mod take;

use waypost_core::api::ConnectionState;
use waypost_core::capability::{Flow, support};

pub(super) use read::hinted_at;
pub use take::{Taken, preview_payment, take_payment};

use super::halt::Halt;
use super::lane::Lane;
use crate::clock::text;
use crate::store::connection::Connection;
use crate::store::{Scope, payment};

/// Most payments that are decided or sent in one round.
const AT_ONCE: u32 = 1_000;

/// Decides anew what is open, and sends what is to go to the connection's books.
pub(super) async fn export(
    lane: &Lane,
    scope: &Scope,
    connection: &Connection,
) -> Result<(), Halt> {
    if connection.state != ConnectionState::Active {
        return Ok(());
    }
    let open = {
        let mut db = lane.inner.store.read().await?;
        payment::open(&mut db, scope, AT_ONCE).await?
    };
    for stored in open {
        let outdated = {
            let mut db = lane.inner.store.read().await?;
            judge::is_outdated(&mut db, scope, &stored).await?
        };
        if !outdated {
            continue;
        }
        let now = text(lane.inner.clock.now());
        let mut tx = lane.begin().await?;
        let ids = lane.inner.ids.as_ref();
        judge::decide(tx.db(), scope, &stored, &[], ids, &now).await?;
        tx.commit().await?;
        lane.inner.runs.decided(&connection.id);
    }
    if support(connection.system, Flow::CustomerPaymentExport).is_possible() {
        send::send(lane, scope, connection).await?;
    }
    Ok(())
}

/// Reads the payments of the connection's books where that is due.
pub(super) async fn import(
    lane: &Lane,
    scope: &Scope,
    connection: &Connection,
) -> Result<(), Halt> {
    let due = connection.state == ConnectionState::Active
        && support(connection.system, Flow::CustomerPaymentImport).is_possible();
    if due { read::read(lane, scope, connection).await } else { Ok(()) }
}
