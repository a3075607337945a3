//! `/control/faults`: sets, lists and clears faults. `/control/requests`: what was asked so far, and
//! `/control/tally` how often. `/control/limits`: another application uses part of the allowance.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;

use super::ControlError;
use crate::{
    faults::Fault,
    house::House,
    request_log::{Entry, Tally},
};

pub(crate) async fn add(
    State(house): State<Arc<House>>,
    Json(value): Json<serde_json::Value>,
) -> Result<(StatusCode, Json<Vec<Fault>>), ControlError> {
    let faults = match value {
        list @ serde_json::Value::Array(_) => read::<Vec<Fault>>(list)?,
        one => vec![read::<Fault>(one)?],
    };
    faults.iter().try_for_each(Fault::check).map_err(ControlError::refused)?;
    house.faults.add(faults);
    Ok((StatusCode::CREATED, Json(house.faults.list())))
}

fn read<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T, ControlError> {
    serde_json::from_value(value).map_err(|error| ControlError::refused(error.to_string()))
}

pub(crate) async fn list(State(house): State<Arc<House>>) -> Json<Vec<Fault>> {
    Json(house.faults.list())
}

pub(crate) async fn clear(State(house): State<Arc<House>>) -> StatusCode {
    house.faults.clear();
    StatusCode::NO_CONTENT
}

pub(crate) async fn requests(State(house): State<Arc<House>>) -> Json<Vec<Entry>> {
    Json(house.log.entries())
}

pub(crate) async fn clear_requests(State(house): State<Arc<House>>) -> StatusCode {
    house.log.clear();
    StatusCode::NO_CONTENT
}

pub(crate) async fn tally(State(house): State<Arc<House>>) -> Json<Tally> {
    Json(house.log.tally())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Others {
    /// So many of a hundred requests of every window are another application's.
    taken_percent: usize,
}

pub(crate) async fn limits(
    State(house): State<Arc<House>>,
    Json(others): Json<Others>,
) -> Result<StatusCode, ControlError> {
    if others.taken_percent > 100 {
        return Err(ControlError::refused("`taken_percent` is from 0 to 100."));
    }
    house.limits.take(others.taken_percent);
    house.quickbooks.take(others.taken_percent);
    Ok(StatusCode::NO_CONTENT)
}
