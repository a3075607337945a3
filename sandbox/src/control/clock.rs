//! `/control/clock`: reads, sets, advances, stops and starts the sandbox clock.

use std::sync::Arc;

use axum::{Json, extract::State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ControlError, store};
use crate::house::House;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// Carried out first.
    set: Option<Timestamp>,
    /// Carried out second.
    advance_seconds: Option<i64>,
    /// True stops the clock, false lets it run.
    stopped: Option<bool>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Reading {
    now: Timestamp,
    stopped: bool,
}

pub(crate) async fn read(State(house): State<Arc<House>>) -> Json<Reading> {
    let world = house.world.lock().await;
    Json(Reading { now: world.clock.now(), stopped: world.clock.is_stopped() })
}

pub(crate) async fn change(
    State(house): State<Arc<House>>,
    Json(change): Json<Change>,
) -> Result<Json<Reading>, ControlError> {
    let mut world = house.world.lock().await;
    if let Some(moment) = change.set {
        world.clock.set(moment);
    }
    if let Some(seconds) = change.advance_seconds {
        world.clock.advance(seconds);
    }
    if let Some(stopped) = change.stopped {
        world.clock.stop(stopped);
    }
    store(&house, &world).await?;
    Ok(Json(Reading { now: world.clock.now(), stopped: world.clock.is_stopped() }))
}
