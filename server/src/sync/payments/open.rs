//! Payments that were entered here and may still go are decided anew in each round, all of them: what came
//! long ago and stays here never hides what came since (R36).

use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};

use super::{AT_ONCE, judge, settings};
use crate::clock::text;
use crate::hash::sha256_hex;
use crate::store::connection::Connection;
use crate::store::payment::{self, Stored};
use crate::store::{Db, Scope};
use crate::sync::halt::Halt;
use crate::sync::lane::Lane;

/// What was decided since a look is looked at in the next, by whichever clock it was decided.
const MARGIN: SignedDuration = SignedDuration::from_mins(10);

/// What the last look at a connection's payments was made with, and when.
pub(in crate::sync) struct Looked {
    grounds: String,
    at: Timestamp,
}

/// Decides anew about the payments on a subsidiary's documents, and about those on documents that are not
/// known, as far as they are open. What stays here is looked at in the look after it, and then only when the
/// settings, its document or what is paid on it change. Whether the settings did.
pub(super) async fn decide(
    lane: &Lane,
    scope: &Scope,
    connection: &Connection,
) -> Result<bool, Halt> {
    let grounds = {
        let mut db = lane.inner.store.read().await?;
        grounds(&mut db, scope, connection).await?
    };
    let at = lane.inner.clock.now();
    let looked = || lane.inner.payment_looks.lock().unwrap_or_else(PoisonError::into_inner);
    let since = looked()
        .get(&connection.id)
        .filter(|last| last.grounds == grounds)
        .map(|last| text(last.at - MARGIN));
    let mut after = None;
    loop {
        let page = {
            let mut db = lane.inner.store.read().await?;
            let which = (connection.subsidiary.as_str(), since.as_deref());
            payment::open(&mut db, scope, which, after.as_ref(), AT_ONCE).await?
        };
        let whole = page.len() < AT_ONCE as usize;
        for (place, stored) in page {
            anew(lane, scope, connection, &stored).await?;
            after = Some(place);
        }
        if whole {
            break;
        }
        lane.keep().await?;
    }
    looked().insert(connection.id.clone(), Looked { grounds, at });
    Ok(since.is_none())
}

/// A hash of what the settings of the subsidiary decide with.
async fn grounds(db: &mut Db, scope: &Scope, connection: &Connection) -> Result<String, Halt> {
    let settings = settings::of_subsidiary(db, scope, &connection.subsidiary).await?;
    Ok(sha256_hex(&serde_json::to_vec(&settings)?))
}

async fn anew(
    lane: &Lane,
    scope: &Scope,
    connection: &Connection,
    stored: &Stored,
) -> Result<(), Halt> {
    let outdated = {
        let mut db = lane.inner.store.read().await?;
        judge::is_outdated(&mut db, scope, stored).await?
    };
    if !outdated {
        return Ok(());
    }
    let now = text(lane.inner.clock.now());
    let mut tx = lane.begin().await?;
    if payment::held(tx.db(), scope, &stored.id).await?.as_ref() != Some(stored) {
        // The source changed it meanwhile, and it was judged then.
        return Ok(());
    }
    let ids = lane.inner.ids.as_ref();
    judge::decide(tx.db(), scope, stored, &[], ids, &now).await?;
    tx.commit().await?;
    lane.inner.runs.decided(&connection.id);
    Ok(())
}
