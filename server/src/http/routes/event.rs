//! Live updates as server-sent events: which of a tenant's things changed, never what they are now.
//!
//! Invariants: a stream ends with its session; nothing in it is secret; a change that comes after the
//! stream was opened is told, on whichever replica it was made, because the store is asked.

use std::collections::{HashSet, VecDeque};
use std::convert::Infallible;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use waypost_core::api::Changed;

use crate::http::app::App;
use crate::http::caller::{Actor, By, Reads};
use crate::http::problem::{Answer, Refusal, sign_in_required};
use crate::http::streams::Seat;
use crate::store::event::{self, Mark};
use crate::store::{Scope, StoreError, entry};

/// How often a silent stream shows that it lives: proxies close what is silent for a minute.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How soon a browser asks again when its stream ended.
const AGAIN: Duration = Duration::from_secs(3);

/// What changes from now on for the signed-in company. Events: `changed` with a subsidiary and a
/// kind, upon which one reads again; `ended` when the session is over. A stream ends by itself after
/// a while and is opened again; whoever opens one reads again first.
#[utoipa::path(
    get, path = "/events", operation_id = "listenEvents", tag = "events",
    responses(
        (status = 200, body = Changed, content_type = "text/event-stream"),
        (status = 429, body = waypost_core::api::Problem, content_type = "application/problem+json")
    ),
    security(("session" = []))
)]
pub(crate) async fn listen(
    State(app): State<App>,
    by: By<Reads>,
) -> Answer<Sse<impl Stream<Item = Result<Event, Infallible>> + use<>>> {
    let Actor::Person { session_hash, .. } = by.caller.actor else {
        return Err(sign_in_required());
    };
    let in_all = app.limits.connections / 2;
    let seat = app.streams.take(&session_hash, in_all).ok_or_else(too_many)?;
    let mut listening = Listening {
        scope: by.caller.scope,
        session_hash,
        known: HashSet::new(),
        told: VecDeque::from([Event::default().retry(AGAIN).comment("open")]),
        until: Instant::now() + app.limits.stream,
        over: false,
        app,
        _seat: seat,
    };
    listening.known = listening.marks().await?;
    let stream = unfold(listening, |mut listening| async move {
        let event = listening.next().await?;
        Some((Ok(event), listening))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

fn too_many() -> Refusal {
    Refusal::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_streams",
        "This session listens for changes in as many places as it may. Close a tab of Waypost, or \
         go on without live updates: the page reads again when you come back to it.",
    )
    .retry_after(60)
}

/// One open stream.
struct Listening {
    app: App,
    scope: Scope,
    session_hash: String,
    known: HashSet<Mark>,
    told: VecDeque<Event>,
    until: Instant,
    over: bool,
    _seat: Seat,
}

impl Listening {
    /// The next event; none when the stream ends.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.told.pop_front() {
                return Some(event);
            }
            if self.over || self.until <= Instant::now() {
                return None;
            }
            tokio::select! {
                () = self.app.stop.cancelled() => return None,
                () = tokio::time::sleep(self.app.limits.look) => {}
            }
            if let Err(error) = self.look().await {
                tracing::warn!(%error, "a live stream ends: what changed cannot be read");
                return None;
            }
        }
    }

    async fn look(&mut self) -> Result<(), StoreError> {
        let now = self.app.now();
        let session = {
            let mut db = self.app.store.read().await?;
            entry::session(&mut db, &self.session_hash, &now).await?
        };
        if session.is_none() {
            self.over = true;
            self.told.push_back(Event::default().event("ended").data("{}"));
            return Ok(());
        }
        let marks = self.marks().await?;
        let mut changed: Vec<Changed> =
            marks.difference(&self.known).map(|mark| mark.of.clone()).collect();
        changed.sort();
        changed.dedup();
        self.known = marks;
        for one in changed {
            let data = serde_json::to_string(&one)?;
            self.told.push_back(Event::default().event("changed").data(data));
        }
        Ok(())
    }

    async fn marks(&self) -> Result<HashSet<Mark>, StoreError> {
        let mut db = self.app.store.read().await?;
        let marks = event::marks(&mut db, &self.scope, self.app.clock.now()).await?;
        Ok(marks.into_iter().collect())
    }
}
