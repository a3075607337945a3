//! Payments between source and books (rulebook section 5): what becomes of each is core's to decide; here
//! it is stored, sent and read. Reconcilers as in [`super::export`]: they take no input, derive what is
//! due from state, and can be repeated at any time (R36).

mod central;
mod differs;
mod judge;
mod online;
mod open;
mod piece;
mod read;
mod retry;
mod seen;
mod send;
mod sent;
mod settings;
mod take;

use waypost_core::api::ConnectionState;
use waypost_core::capability::{Flow, support};

pub use judge::judge_payments_on;
pub(super) use open::Looked;
pub(super) use read::hinted_at;
pub use retry::{Retried, retry_payment};
pub use take::{Taken, preview_payment, take_payment};

use super::halt::Halt;
use super::lane::Lane;
use crate::store::Scope;
use crate::store::connection::Connection;

/// Most payments that are read at once, and that are sent in one round.
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
    let changed = open::decide(lane, scope, connection).await?;
    if support(connection.system, Flow::CustomerPaymentExport).is_possible() {
        if changed {
            send::redo(lane, scope, connection).await?;
        }
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
