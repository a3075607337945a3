//! When payments are read from a connection's books, and how far: every twelve hours, and after the books
//! said that something changed, once a minute at most; each time from one interval before where the last
//! success ended (R33). After an outage of any length one run reads all of it.

use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};
use waypost_core::schedule::{Due, Moment, TWELVE_HOURS, next_due, window};
use waypost_core::wire::System;

use super::{central, online};
use crate::clock::text;
use crate::connectors::{Answer, Ask};
use crate::store::connection::Connection;
use crate::store::{Db, Scope, StoreError, payment};
use crate::sync::Inner;
use crate::sync::halt::Halt;
use crate::sync::lane::Lane;
use crate::sync::remote::Remote;
pub(super) use crate::sync::whole::Stopped;
use crate::sync::whole::whole;

/// How long after a look at the books nothing that they say has them read again.
const REST: SignedDuration = SignedDuration::from_mins(1);

/// When a connection's books are read because they said that something changed, if they have.
pub(in crate::sync) async fn hinted_at(
    inner: &Inner,
    db: &mut Db,
    scope: &Scope,
    connection: &str,
) -> Result<Option<Timestamp>, StoreError> {
    let covered = payment::covered(db, scope, connection).await?;
    Ok(covered.filter(|covered| covered.asked).map(|covered| rested(inner, connection, &covered)))
}

/// When they have rested from the last look, which a failure may have ended.
fn rested(inner: &Inner, connection: &str, covered: &payment::Covered) -> Timestamp {
    let tried = {
        let tries = inner.payment_tries.lock().unwrap_or_else(PoisonError::into_inner);
        tries.get(connection).copied()
    };
    let read = covered.at.parse::<Timestamp>().ok();
    let last = tried.into_iter().chain(read).max();
    last.map_or_else(|| inner.clock.now(), |last| last + REST)
}

/// Reads what is due.
pub(super) async fn read(lane: &Lane, scope: &Scope, connection: &Connection) -> Result<(), Halt> {
    let now = lane.inner.clock.now();
    let covered = {
        let mut db = lane.inner.store.read().await?;
        payment::covered(&mut db, scope, &connection.id).await?
    };
    let Some(covered) = covered else {
        // Nothing of ours was in these books before: the first run begins here.
        let mut tx = lane.begin().await?;
        payment::cover(tx.db(), scope, &connection.id, &text(now), 0).await?;
        tx.commit().await?;
        return Ok(());
    };
    let last = covered.at.parse::<Timestamp>().ok().map(|at| Moment(at.as_second()));
    let present = Moment(now.as_second());
    if matches!(next_due(last, TWELVE_HOURS, present), Due::At(_)) {
        if !covered.asked || now < rested(&lane.inner, &connection.id, &covered) {
            return Ok(());
        }
        lane.inner.runs.hinted(&connection.id);
    }
    lane.inner
        .payment_tries
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(connection.id.clone(), now);
    lane.open().await?;
    let since = window(last, TWELVE_HOURS, present).from;
    let since = since.and_then(|from| Timestamp::from_second(from.0).ok()).unwrap_or(now);
    let Some(remote) = Remote::new(&lane.inner, scope, connection) else { return Ok(()) };
    let reading = Reading { lane, scope, connection, remote, since };
    let read = match connection.system {
        System::QuickbooksOnline => online::read(&reading).await,
        _ => central::read(&reading).await,
    };
    match read {
        Ok(not_ours) => {
            let mut tx = lane.begin().await?;
            payment::cover(tx.db(), scope, &connection.id, &text(now), not_ours).await?;
            tx.commit().await?;
            Ok(())
        }
        Err(Stopped::Halt(halt)) => Err(halt),
        Err(Stopped::Refused(why)) => {
            let mut tx = lane.begin().await?;
            payment::trouble(tx.db(), scope, &connection.id, &why.message).await?;
            tx.commit().await?;
            Err(Halt::Unread)
        }
    }
}

/// One run.
pub(super) struct Reading<'a> {
    pub(super) lane: &'a Lane,
    pub(super) scope: &'a Scope,
    pub(super) connection: &'a Connection,
    pub(super) remote: Remote<'a>,
    /// From when on.
    pub(super) since: Timestamp,
}

impl Reading<'_> {
    /// Asks one thing and reads on to the last page.
    pub(super) async fn all(&self, ask: Ask) -> Result<Vec<Answer>, Stopped> {
        whole(self.lane, &self.remote, ask).await
    }
}
