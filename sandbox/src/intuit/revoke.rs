//! Taking tokens back: an app gives up its access to a company.

use super::{
    authenticate,
    errors::{self, OauthError},
};
use crate::{
    house::House,
    http::{Incoming, Outgoing},
};

/// POST `{"token": …}`: ends the grant of a refresh or an access token.
///
/// # Errors
/// A wrong app or secret, a body without a token, a token that is none.
pub(super) async fn revoke(house: &House, request: &Incoming) -> Result<Outgoing, OauthError> {
    let app = authenticate(house, request)?;
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let token = body["token"].as_str().ok_or_else(|| errors::missing("token"))?;
    let mut world = house.world.lock().await;
    if !world.intuit.revoke(token, &app.client_id) {
        return Err(errors::wrong_refresh());
    }
    if let Err(error) = house.store(&world).await {
        tracing::error!(%error, "a sign-in was not stored");
    }
    Ok(Outgoing::empty(200))
}
