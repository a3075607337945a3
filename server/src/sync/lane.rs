//! A lane in a worker's hands: its lease, its circuit, and the only transactions that may write
//! about it (R42, R43).

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;
use waypost_core::sync::Limits;
use waypost_core::sync::failure::lane_pause;

use super::Inner;
use super::halt::Halt;
use crate::clock::text;
use crate::connectors::{Rejection, Target};
use crate::store::StoreError;
use crate::store::connection::Connection;
use crate::store::lane::{self, Fenced, Health, Hold, LEASE};

/// What the store needs beside the request itself before the lease ends.
const MARGIN: SignedDuration = SignedDuration::from_secs(5);

/// A claimed lane.
pub(super) struct Lane {
    pub(super) inner: Arc<Inner>,
    hold: Hold,
    held_until: Mutex<Timestamp>,
}

/// What a request leaves under: a lease that outlives it and, where it makes something, an intent
/// that was written a moment ago. The quarantine is counted from the intent, so nothing may leave
/// long after it.
pub(super) struct Under<'a> {
    pub(super) lane: &'a Lane,
    pub(super) intended_at: Option<Timestamp>,
}

impl Under<'_> {
    /// Makes sure of it.
    pub(super) async fn holds(&self) -> Result<(), Halt> {
        self.lane.keep().await?;
        let now = self.lane.inner.clock.now();
        match self.intended_at {
            Some(at) if now.duration_since(at) > LEASE => Err(Halt::TooLate),
            _ => Ok(()),
        }
    }
}

/// The name of the lane to `target`.
pub(super) fn name(system: &str, target: &Target) -> String {
    format!("{system}/{}/{}", target.environment, target.company)
}

/// The lane that a connection's documents go on.
pub(super) fn of(connection: &Connection) -> String {
    let target = Target {
        environment: connection.environment.clone().unwrap_or_default(),
        company: connection.company.as_ref().map(|it| it.id.clone()).unwrap_or_default(),
    };
    name(connection.system.as_str(), &target)
}

impl Lane {
    /// Claims the lane; none while another worker holds it.
    pub(super) async fn claim(inner: &Arc<Inner>, name: &str) -> Result<Option<Lane>, StoreError> {
        let now = inner.clock.now();
        let hold = lane::claim(&inner.store, name, &inner.holder, now).await?;
        Ok(hold.map(|hold| Lane {
            inner: Arc::clone(inner),
            hold,
            held_until: Mutex::new(now + LEASE),
        }))
    }

    /// The lane's name.
    pub(super) fn name(&self) -> &str {
        &self.hold.lane
    }

    /// Gives the lane back.
    pub(super) async fn release(&self) -> Result<(), StoreError> {
        lane::release(&self.inner.store, &self.hold).await
    }

    /// A transaction that only the holder can open.
    pub(super) async fn begin(&self) -> Result<Fenced, Halt> {
        lane::fenced(&self.inner.store, &self.hold).await?.ok_or(Halt::LaneLost)
    }

    /// Goes on past `point`, unless the work is to end there.
    pub(super) fn pass(&self, point: &str) -> Result<(), Halt> {
        let stopping = self.inner.stop.is_cancelled();
        if stopping || !self.inner.checkpoints.pass(point) { Err(Halt::Stopped) } else { Ok(()) }
    }

    /// Makes sure that the lease outlives one request: a send never begins under a lease that
    /// could end before it.
    pub(super) async fn keep(&self) -> Result<(), Halt> {
        let now = self.inner.clock.now();
        let limit = SignedDuration::try_from(self.inner.transport.request_limit())
            .unwrap_or(SignedDuration::ZERO);
        let mut held_until = self.held_until.lock().await;
        if held_until.duration_since(now) > limit + MARGIN {
            return Ok(());
        }
        if !lane::renew(&self.inner.store, &self.hold, now).await? {
            return Err(Halt::LaneLost);
        }
        *held_until = now + LEASE;
        Ok(())
    }

    /// Waits so long, or until the server stops, and keeps the lane meanwhile.
    pub(super) async fn rest(&self, time: Duration) -> Result<(), Halt> {
        tokio::select! {
            () = self.inner.stop.cancelled() => return Err(Halt::Stopped),
            () = self.inner.clock.wait(time) => {}
        }
        self.keep().await
    }

    /// How the lane has fared.
    pub(super) async fn health(&self) -> Result<Health, StoreError> {
        let mut db = self.inner.store.read().await?;
        lane::health(&mut db, self.name()).await
    }

    /// Stops here while the circuit is open.
    pub(super) async fn open(&self) -> Result<(), Halt> {
        let health = self.health().await?;
        let now = text(self.inner.clock.now());
        if health.closed_until.is_some_and(|until| until > now) {
            return Err(Halt::LaneClosed);
        }
        Ok(())
    }

    /// Something was accepted: the remote works.
    pub(super) async fn succeeded(&self, tx: &mut Fenced) -> Result<(), StoreError> {
        let now = text(self.inner.clock.now());
        let before = lane::health(tx.db(), self.name()).await?;
        let health = match before.closed_until {
            // It was under way when the circuit opened, which stays so for its time.
            Some(closed) if closed > now => {
                Health { closed_until: Some(closed), succeeded_at: Some(now), ..before }
            }
            _ => Health { closed_until: None, failures: 0, succeeded_at: Some(now) },
        };
        lane::set_health(tx, self.name(), &health).await
    }

    /// The remote as a whole failed: nothing is sent for a while, and no try is used up (R42).
    pub(super) async fn close(
        &self,
        tx: &mut Fenced,
        why: &Rejection,
        limits: &Limits,
    ) -> Result<(), StoreError> {
        let before = lane::health(tx.db(), self.name()).await?;
        let now = self.inner.clock.now();
        if let Some(closed) = before.closed_until.clone().filter(|closed| *closed > text(now)) {
            // Another document met the same failure: it is counted once.
            let pause = lane_pause(why.failure(), before.failures.saturating_sub(1), limits);
            let closed_until = Some(closed.max(text(now + pause)));
            return lane::set_health(tx, self.name(), &Health { closed_until, ..before }).await;
        }
        let pause = lane_pause(why.failure(), before.failures, limits);
        let failures = before.failures.saturating_add(1);
        tracing::warn!(
            lane = self.name(),
            code = why.code,
            failures,
            pause_s = pause.as_secs(),
            "the remote as a whole fails; the lane pauses"
        );
        let health = Health { closed_until: Some(text(now + pause)), failures, ..before };
        lane::set_health(tx, self.name(), &health).await
    }
}
