//! The control endpoint: reads the books and misbehaves on demand. Outside of every API path, not
//! limited, not logged, and never struck by a fault.

mod accounts;
mod books;
mod clock;
mod companies;
mod corrections;
mod faults;
mod payments;
mod quickbooks;
mod reset;

use std::sync::Arc;

use axum::{
    Json, Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::json;

use crate::{
    business_central::{Refusal, company::Company},
    house::House,
    world::World,
};

/// All routes of the control endpoint.
pub(crate) fn routes(house: Arc<House>) -> Router {
    Router::new()
        .route("/control/books", get(books::read))
        .route("/control/faults", get(faults::list).post(faults::add).delete(faults::clear))
        .route("/control/requests", get(faults::requests).delete(faults::clear_requests))
        .route("/control/tally", get(faults::tally))
        .route("/control/limits", post(faults::limits))
        .route("/control/accounts/{company}/{number}", post(accounts::change))
        .route("/control/companies/{company}", post(companies::change))
        .route("/control/parties/{company}/{number}", post(companies::change_party))
        .route("/control/payments", post(payments::settle))
        .route("/control/corrections", post(corrections::correct))
        .route("/control/clock", get(clock::read).post(clock::change))
        .route("/control/reset", post(reset::reset))
        .merge(quickbooks::routes())
        .fallback(async || ControlError::missing("This control address does not exist."))
        .with_state(house)
}

/// A control request that was not carried out.
#[derive(Debug)]
pub(crate) struct ControlError {
    status: StatusCode,
    text: String,
}

impl ControlError {
    fn missing(text: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, text: text.into() }
    }

    fn refused(text: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, text: text.into() }
    }
}

impl From<Refusal> for ControlError {
    fn from(refusal: Refusal) -> Self {
        Self::refused(refusal.text)
    }
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        (self.status, Json(json!({"error": self.text}))).into_response()
    }
}

/// Changes a copy of a company and keeps it when that succeeds; the state file follows.
async fn change_company<T>(
    house: &House,
    named: &str,
    change: impl FnOnce(&mut Company, jiff::Timestamp) -> Result<T, ControlError>,
) -> Result<T, ControlError> {
    let mut world = house.world.lock().await;
    let now = world.clock.now();
    let company = find(&mut world, named)?;
    let mut copy = company.clone();
    let done = change(&mut copy, now)?;
    *company = copy;
    store(house, &world).await?;
    Ok(done)
}

fn find<'w>(world: &'w mut World, named: &str) -> Result<&'w mut Company, ControlError> {
    world
        .company(named)
        .ok_or_else(|| ControlError::missing(format!("There is no company '{named}'.")))
}

async fn store(house: &House, world: &World) -> Result<(), ControlError> {
    house.store(world).await.map_err(|error| ControlError::refused(error.to_string()))
}
