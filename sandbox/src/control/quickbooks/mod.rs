//! The control endpoint for company files of QuickBooks Online: their books, their settings, what a
//! person does at the screen, and who hears of it.

mod books;
mod person;
mod settings;
mod webhooks;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use jiff::Timestamp;

use super::{ControlError, store};
use crate::{
    house::House,
    quickbooks_online::{records::company::Company, refusal::Refusal},
    world::World,
};

/// All routes below `/control/quickbooks`.
pub(super) fn routes() -> Router<Arc<House>> {
    Router::new()
        .route(
            "/control/quickbooks/webhooks",
            get(webhooks::list).post(webhooks::listen).delete(webhooks::stop),
        )
        .route("/control/quickbooks/{realm}/books", get(books::read))
        .route("/control/quickbooks/{realm}/settings", post(settings::change))
        .route("/control/quickbooks/{realm}/person", post(person::act))
        .route("/control/quickbooks/{realm}/payments", post(person::pay))
        .route("/control/quickbooks/{realm}/disconnect", post(disconnect))
}

impl From<Refusal> for ControlError {
    fn from(refusal: Refusal) -> Self {
        Self::refused(format!("{}: {}", refusal.code, refusal.detail))
    }
}

/// `POST …/disconnect`: the company takes every app's access back.
async fn disconnect(
    State(house): State<Arc<House>>,
    Path(realm): Path<String>,
) -> Result<StatusCode, ControlError> {
    let mut world = house.world.lock().await;
    find(&mut world, &realm)?;
    world.intuit.disconnect(&realm);
    store(&house, &world).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn find<'w>(world: &'w mut World, realm: &str) -> Result<&'w mut Company, ControlError> {
    let found = world.company_files.iter_mut().find(|it| it.realm == realm);
    found.ok_or_else(|| ControlError::missing(format!("There is no company file {realm}.")))
}

/// Changes a copy of a company file and keeps it when that succeeds; the state file follows, and
/// whoever listens is told.
async fn change_file<T>(
    house: &House,
    realm: &str,
    change: impl FnOnce(&mut Company, Timestamp) -> Result<T, ControlError>,
) -> Result<T, ControlError> {
    let mut world = house.world.lock().await;
    let now = world.clock.now();
    let file = find(&mut world, realm)?;
    let mut copy = file.clone();
    let before = copy.changes.len();
    let done = change(&mut copy, now)?;
    house.webhooks.announce(&copy, before, now);
    *file = copy;
    store(house, &world).await?;
    house.webhooks.wake();
    Ok(done)
}
