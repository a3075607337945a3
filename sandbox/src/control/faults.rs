//! `/control/faults`: sets, lists and clears faults. `/control/requests`: what was asked so far.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};

use super::ControlError;
use crate::{faults::Fault, house::House, request_log::Entry};

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
