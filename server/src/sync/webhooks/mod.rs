//! Webhooks: what changed is posted to a company's own system, signed, until it is taken or given up.
//! A reconciler like those of the books: it takes no input and derives what is owed from the store. Each
//! webhook has a lane of its own, apart from the books' and from each other, so that a slow receiver
//! delays nobody else.

mod hint;
mod intuit;
mod outcome;
mod post;
mod sign;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinSet;

pub(super) use intuit::{is_signed, realms};
pub(super) use sign::fresh_secret;

use super::Inner;
use super::halt::Halt;
use super::lane::Lane;
use crate::clock::text;
use crate::store::{Scope, StoreError, entry, lane as lane_store, webhook};

/// Between two looks for what is owed.
const LOOK: Duration = Duration::from_secs(1);
/// The same while the database cannot be used.
const STORE_PAUSE: Duration = Duration::from_secs(5);
/// Between two looks for what is old.
const SWEEP: SignedDuration = SignedDuration::from_hours(1);
/// How long changes are kept, to be sent again.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Inner {
    /// Delivers until stopped.
    pub(super) async fn deliver(self: &Arc<Inner>) {
        let mut working = JoinSet::new();
        let mut swept: Option<Timestamp> = None;
        while !self.stop.is_cancelled() {
            let looked = self.begin_deliveries(&mut working).await;
            let now = self.clock.now();
            if looked.is_ok() && swept.is_none_or(|at| now.duration_since(at) >= SWEEP) {
                swept = Some(now);
                let inner = Arc::clone(self);
                working.spawn(async move {
                    if let Err(error) = inner.forget_changes().await {
                        tracing::error!(%error, "whose changes are old could not be read");
                    }
                });
            }
            let pause = match looked {
                Ok(()) => LOOK,
                Err(error) => {
                    tracing::error!(%error, "what is owed to webhooks could not be read");
                    STORE_PAUSE
                }
            };
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = tokio::time::sleep(pause) => {}
            }
            while let Some(done) = working.try_join_next() {
                ended(done);
            }
        }
        while let Some(done) = working.join_next().await {
            ended(done);
        }
    }

    /// Delivers what is due now, once.
    pub(super) async fn deliver_once(self: &Arc<Inner>) -> Result<(), StoreError> {
        for (scope, id) in self.due_webhooks().await? {
            let _alone = self.alone(&webhook::lane(&id)).lock_owned().await;
            self.deliver_to(&scope, &id).await;
        }
        Ok(())
    }

    async fn begin_deliveries(
        self: &Arc<Inner>,
        working: &mut JoinSet<()>,
    ) -> Result<(), StoreError> {
        for (scope, id) in self.due_webhooks().await? {
            let Ok(alone) = self.alone(&webhook::lane(&id)).try_lock_owned() else { continue };
            let inner = Arc::clone(self);
            working.spawn(async move {
                let _alone = alone;
                inner.deliver_to(&scope, &id).await;
            });
        }
        Ok(())
    }

    /// Webhooks that something is due to, and whose lane is neither paused nor another worker's.
    async fn due_webhooks(&self) -> Result<Vec<(Scope, String)>, StoreError> {
        let now = text(self.clock.now());
        let mut db = self.store.read().await?;
        let mut due = Vec::new();
        for found in entry::webhooks(&mut db, &now).await? {
            let busy =
                lane_store::busy_until(&mut db, &webhook::lane(&found.id), &self.holder).await?;
            if busy.is_none_or(|until| until <= now) {
                due.push((Scope::of(found.tenant), found.id));
            }
        }
        Ok(due)
    }

    async fn deliver_to(self: &Arc<Inner>, scope: &Scope, id: &str) {
        let lane = match Lane::claim(self, &webhook::lane(id)).await {
            Ok(Some(lane)) => lane,
            Ok(None) => return,
            Err(error) => {
                tracing::error!(webhook = id, %error, "the lane of a webhook was not claimed");
                return;
            }
        };
        match post::owed(&lane, scope, id).await {
            Ok(()) | Err(Halt::Stopped | Halt::LaneLost | Halt::LaneClosed) => {}
            Err(halt) => {
                tracing::error!(webhook = id, error = %halt, "deliveries stopped");
                if let Err(halt) = post::pause(&lane).await {
                    tracing::error!(webhook = id, error = %halt, "the lane was not paused");
                }
            }
        }
        if let Err(error) = lane.release().await {
            tracing::error!(webhook = id, %error, "the lane of a webhook was not released");
        }
    }

    /// Forgets what is old, whether anybody is told of changes still or not.
    pub(super) async fn forget_changes(&self) -> Result<(), StoreError> {
        let tenants = {
            let mut db = self.store.read().await?;
            entry::tenants(&mut db).await?
        };
        for scope in tenants.into_iter().map(Scope::of) {
            // One company's trouble keeps nothing of the others.
            if let Err(error) = self.forget_changes_of(&scope).await {
                tracing::error!(%error, "old changes were not forgotten");
            }
        }
        Ok(())
    }

    /// Some at a time, so that others write in between.
    async fn forget_changes_of(&self, scope: &Scope) -> Result<(), StoreError> {
        while !self.stop.is_cancelled() {
            let mut tx = self.store.begin().await?;
            let any = webhook::forget(&mut tx, scope, self.clock.now(), KEPT).await?;
            tx.commit().await?;
            if !any {
                break;
            }
        }
        Ok(())
    }
}

fn ended(done: Result<(), tokio::task::JoinError>) {
    if let Err(error) = done {
        tracing::error!(%error, "deliveries ended by a fault of their own");
    }
}
