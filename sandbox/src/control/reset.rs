//! `POST /control/reset`: back to the seed, with no faults, no counts and an empty request log.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;

use super::{ControlError, store};
use crate::{house::House, world::World};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reset {
    /// Keeps codes and tokens, so that nobody has to sign in again.
    #[serde(default)]
    keep_sign_ins: bool,
}

pub(crate) async fn reset(
    State(house): State<Arc<House>>,
    asked: Option<Json<Reset>>,
) -> Result<StatusCode, ControlError> {
    let asked = asked.map(|Json(asked)| asked).unwrap_or_default();
    let mut world = house.world.lock().await;
    let former = std::mem::replace(&mut *world, World::new(&house.seed, &house.time));
    if asked.keep_sign_ins {
        world.sign_ins = former.sign_ins;
        world.intuit = former.intuit;
    }
    house.faults.clear();
    house.limits.clear();
    house.quickbooks.clear();
    house.webhooks.clear();
    house.log.clear();
    store(&house, &world).await?;
    Ok(StatusCode::NO_CONTENT)
}
