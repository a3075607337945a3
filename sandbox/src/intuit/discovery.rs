//! The discovery document: where everything is.

use serde_json::json;

use super::{AUTHORIZE, ISSUER, KEYS, REVOKE, TOKEN, USER_INFO, ask::SCOPE};
use crate::{
    house::House,
    http::{Incoming, Outgoing},
};

pub(super) fn document(house: &House, request: &Incoming) -> Outgoing {
    let base = request.header("host").map_or(house.base_url.clone(), |it| format!("http://{it}"));
    let at = |path: &str| format!("{base}{path}");
    Outgoing::json(
        200,
        &json!({
            "issuer": at(ISSUER),
            "authorization_endpoint": at(AUTHORIZE),
            "token_endpoint": at(TOKEN),
            "userinfo_endpoint": at(USER_INFO),
            "revocation_endpoint": at(REVOKE),
            "jwks_uri": at(KEYS),
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "scopes_supported": [SCOPE],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }),
    )
}
