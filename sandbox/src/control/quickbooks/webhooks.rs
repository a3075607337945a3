//! `/control/quickbooks/webhooks`: which address hears of changes, and what it was told.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};

use super::ControlError;
use crate::{
    house::House,
    quickbooks_online::webhooks::{Delivery, Hook},
};

pub(super) async fn listen(
    State(house): State<Arc<House>>,
    Json(hook): Json<Hook>,
) -> Result<StatusCode, ControlError> {
    let local = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    if !local.iter().any(|it| hook.address.starts_with(it)) {
        return Err(ControlError::refused("Only an http address of this machine can listen."));
    }
    house.webhooks.listen(Some(hook));
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn stop(State(house): State<Arc<House>>) -> StatusCode {
    house.webhooks.listen(None);
    StatusCode::NO_CONTENT
}

pub(super) async fn list(State(house): State<Arc<House>>) -> Json<Vec<Delivery>> {
    Json(house.webhooks.list())
}
