//! Microsoft Entra ID as far as a client of Business Central meets it: the sign-in page and the
//! token endpoint.
//!
//! Not an identity provider: no id token is issued, `openid` in a scope has no effect, and there
//! is no signing out. Tokens are opaque.

mod ask;
mod authorize;
mod errors;
mod page;
pub(crate) mod sign_ins;
mod token;

use axum::http::Method;

use crate::{
    faults::{Fault, Struck, around},
    house::House,
    http::{Incoming, Outgoing},
    seed::{Access, Seed},
};
use errors::OauthError;
use sign_ins::Who;

/// Answers a request of the sign-in service.
pub(crate) async fn serve(house: &House, request: &Incoming, struck: &Struck) -> Outgoing {
    let now = house.world.lock().await.clock.now();
    let work = async { route(house, request).await.unwrap_or_else(|error| error.reply(now)) };
    around(&*house.time, struck, |fault| worded(fault).reply(now), work).await
}

async fn route(house: &House, request: &Incoming) -> Result<Outgoing, OauthError> {
    let segments: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    let [tenant, "oauth2", "v2.0", endpoint] = segments[..] else {
        return Ok(Outgoing::new(404, "text/plain; charset=utf-8", "There is nothing here."));
    };
    if !is_tenant(&house.seed, tenant) {
        return Err(errors::unknown_tenant(tenant));
    }
    match (endpoint, &request.method) {
        ("authorize", &Method::GET) => authorize::show(house, request),
        ("authorize", &Method::POST) => authorize::submit(house, request).await,
        ("token", &Method::POST) => token::issue(house, request, tenant).await,
        ("authorize" | "token", _) => Ok(Outgoing::empty(405)),
        _ => Ok(Outgoing::new(404, "text/plain; charset=utf-8", "There is nothing here.")),
    }
}

fn is_tenant(seed: &Seed, tenant: &str) -> bool {
    ["organizations", "common"].contains(&tenant)
        || tenant.eq_ignore_ascii_case(&seed.tenant_id.to_string())
        || tenant.eq_ignore_ascii_case(&seed.tenant_domain)
}

fn worded(fault: &Fault) -> OauthError {
    let code = fault.code.clone().unwrap_or_else(|| "temporarily_unavailable".to_owned());
    let text = fault.text.clone().unwrap_or_else(|| "The service is not available.".to_owned());
    OauthError {
        status: fault.status.unwrap_or(503),
        error: code,
        number: 90_033,
        text,
        retry_after_seconds: fault.retry_after_seconds,
    }
}

impl Seed {
    /// The name that limits count and the permissions of a person or app; nothing when the seed
    /// does not know it (any more), or the app is not enabled.
    pub(crate) fn permissions(
        &self,
        who: &Who,
    ) -> Option<(String, std::collections::BTreeMap<String, Access>)> {
        match who {
            Who::User(name) => {
                let user = self.users.iter().find(|user| user.user_name == *name)?;
                Some((user.user_name.clone(), user.companies.clone()))
            }
            Who::App(id) => {
                let app = self.apps.iter().find(|app| app.client_id == *id && app.enabled)?;
                Some((id.to_string(), app.companies.clone()))
            }
        }
    }
}
