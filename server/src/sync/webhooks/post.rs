//! Posts what is owed to one webhook. Changes of one subject go in their order, one after the other;
//! those of different subjects several at a time, while the receiver takes them.

use std::sync::Arc;

use secrecy::ExposeSecret;
use tokio::task::JoinSet;
use url::Url;
use waypost_core::api::{DeliveryState, Webhook};

use super::outcome::{judge, refuses_it_alone, rest, stopped};
use super::sign::signature;
use crate::clock::text;
use crate::store::lane::{Fenced, Health};
use crate::store::webhook::{self, Due, Tried};
use crate::store::{Scope, lane as lane_store};
use crate::sync::halt::Halt;
use crate::sync::lane::Lane;
use crate::transport::{Heard, Outward};

/// How many changes are under way to one receiver.
const AT_ONCE: u32 = 8;
/// What a receiver says that wants nothing any more.
const GONE: u16 = 410;

/// Posts until nothing is due, or until nothing is taken.
pub(super) async fn owed(lane: &Lane, scope: &Scope, id: &str) -> Result<(), Halt> {
    loop {
        lane.pass("webhook: before the deliveries")?;
        lane.open().await?;
        lane.keep().await?;
        let Some(round) = Round::read(lane, scope, id).await? else { return Ok(()) };
        let heard = round.post(lane).await;
        round.note(lane, scope, &heard).await?;
    }
}

/// What is posted together.
struct Round {
    webhook: Webhook,
    url: Url,
    secret: Arc<secrecy::SecretSlice<u8>>,
    due: Vec<Due>,
}

/// A change, and what came back.
type Answered = (Due, Result<Heard, String>);

impl Round {
    /// None when nothing is due, or when it is off.
    async fn read(lane: &Lane, scope: &Scope, id: &str) -> Result<Option<Round>, Halt> {
        let inner = &lane.inner;
        let mut db = inner.store.read().await?;
        let found = webhook::get(&mut db, scope, id).await?;
        let Some(webhook) = found.filter(|it| it.enabled && it.stopped.is_none()) else {
            return Ok(None);
        };
        // One alone asks whether it takes anything again.
        let limit = if webhook.failing_since.is_some() { 1 } else { AT_ONCE };
        let now = text(inner.clock.now());
        let due = webhook::due(&mut db, scope, id, &now, limit).await?;
        let sealed = webhook::secret(&mut db, scope, id).await?;
        drop(db);
        let Some(sealed) = sealed.filter(|_| !due.is_empty()) else { return Ok(None) };
        let opened = inner.vault.unseal(scope, id, &sealed).map_err(|error| error.to_string());
        let (secret, url) = match (opened, inner.outward.reach().address(&webhook.url)) {
            (Ok(secret), Ok(url)) => (Arc::new(secret), url),
            (Err(words), _) | (_, Err(words)) => {
                give_up(lane, scope, id, &words).await?;
                return Ok(None);
            }
        };
        Ok(Some(Round { webhook, url, secret, due }))
    }

    async fn post(&self, lane: &Lane) -> Vec<Answered> {
        let timestamp = lane.inner.clock.now().as_second();
        let mut sending = JoinSet::new();
        for due in self.due.clone() {
            let (outward, url) = (lane.inner.outward.clone(), self.url.clone());
            let secret = Arc::clone(&self.secret);
            sending.spawn(async move {
                let signature = signature(secret.expose_secret(), &due.id, timestamp, &due.body);
                let heard = send(&outward, &url, &due, timestamp, signature).await;
                (due, heard)
            });
        }
        let mut answered = Vec::with_capacity(self.due.len());
        loop {
            let done = tokio::select! {
                done = sending.join_next() => done,
                // What is under way is dropped, stays owed, and goes again under the same id.
                () = lane.inner.stop.cancelled() => None,
            };
            let Some(done) = done else { break };
            match done {
                Ok(one) => answered.push(one),
                // It stays owed, and is tried again.
                Err(error) => tracing::error!(%error, "a delivery ended by a fault of its own"),
            }
        }
        answered
    }

    /// Whether the webhook goes on as it did when this was read.
    fn is_still(&self, now: &Webhook) -> bool {
        let was = &self.webhook;
        now.enabled
            && (&now.url, &now.failing_since, &now.stopped)
                == (&was.url, &was.failing_since, &was.stopped)
    }

    /// Stores what came of it, and how the webhook fares.
    async fn note(&self, lane: &Lane, scope: &Scope, answered: &[Answered]) -> Result<(), Halt> {
        if answered.is_empty() {
            return Ok(());
        }
        let now = lane.inner.clock.now();
        let id = &self.webhook.id;
        let tried: Vec<(&Due, Tried)> =
            answered.iter().map(|(due, heard)| (due, judge(due, heard, now))).collect();
        let taken = tried.iter().any(|(_, it)| it.state == DeliveryState::Delivered);
        let gone = tried.iter().any(|(_, it)| it.status == Some(GONE));
        let mut tx = lane.begin().await?;
        for (due, tried) in &tried {
            webhook::tried(&mut tx, scope, (id, due), tried, &text(now)).await?;
        }
        let found = webhook::get(tx.db(), scope, id).await?;
        let as_before = found.is_some_and(|it| self.is_still(&it));
        if !as_before {
            // A person changed it meanwhile: how it fares now is for the next round to find.
            tx.commit().await?;
            return Ok(());
        }
        if taken && !gone {
            webhook::fares(tx.db(), scope, id, (None, None)).await?;
            lane.succeeded(&mut tx).await?;
        } else if gone || !tried.iter().any(|(_, it)| refuses_it_alone(it)) {
            let since = self.webhook.failing_since.clone().unwrap_or_else(|| text(now));
            let words = stopped(&since, gone, now);
            webhook::fares(tx.db(), scope, id, (Some(&since), words.as_deref())).await?;
            let failures = close(lane, &mut tx).await?;
            let status = tried.first().and_then(|(_, tried)| tried.status);
            tracing::warn!(webhook = id, failures, status, "a webhook took nothing");
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Nothing is sent for a while, which grows; answers how often that was so since something was taken.
async fn close(lane: &Lane, tx: &mut Fenced) -> Result<u32, Halt> {
    let before = lane_store::health(tx.db(), lane.name()).await?;
    let closed_until = Some(text(lane.inner.clock.now() + rest(before.failures)));
    let failures = before.failures.saturating_add(1);
    let health = Health { closed_until, failures, ..before };
    lane_store::set_health(tx, lane.name(), &health).await?;
    Ok(failures)
}

/// Rests after a fault of our own: what came of a round could not be stored, and the same round at once
/// again would be no better.
pub(super) async fn pause(lane: &Lane) -> Result<(), Halt> {
    let mut tx = lane.begin().await?;
    close(lane, &mut tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn send(
    outward: &Outward,
    url: &Url,
    due: &Due,
    timestamp: i64,
    signature: String,
) -> Result<Heard, String> {
    let headers = [
        ("webhook-id", due.id.clone()),
        ("webhook-timestamp", timestamp.to_string()),
        ("webhook-signature", signature),
    ];
    outward.post(url, &headers, due.body.clone()).await
}

/// Nothing can be sent before a person has changed something.
async fn give_up(lane: &Lane, scope: &Scope, id: &str, words: &str) -> Result<(), Halt> {
    tracing::warn!(webhook = id, reason = words, "a webhook cannot be posted to");
    let now = text(lane.inner.clock.now());
    let mut tx = lane.begin().await?;
    webhook::fares(tx.db(), scope, id, (Some(&now), Some(words))).await?;
    tx.commit().await?;
    Ok(())
}
