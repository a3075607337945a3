//! The authorize endpoint: shows the sign-in page, and sends the person back with a code.
//!
//! Invariant: nobody is sent to an address that is not registered for the app.

use std::net::IpAddr;

use axum::http::Uri;

use super::{
    errors::{self, OauthError},
    page,
    sign_ins::Consent,
};
use crate::{
    house::House,
    http::{Incoming, Outgoing},
    seed::App,
};

/// Parameters that the page carries from the address to the form.
pub(super) const CARRIED: [&str; 10] = [
    "client_id",
    "response_type",
    "redirect_uri",
    "response_mode",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "login_hint",
];

/// The parameters of a sign-in.
#[derive(Debug)]
pub(super) struct Ask {
    pairs: Vec<(String, String)>,
}

impl Ask {
    fn get(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(it, _)| it == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The parameters that the form sends on.
    pub(super) fn carried(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .filter(|(name, _)| CARRIED.contains(&name.as_str()))
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub(super) fn login_hint(&self) -> &str {
        self.get("login_hint")
    }

    /// The app, when it and its redirect address are registered.
    fn app<'h>(&self, house: &'h House) -> Result<&'h App, OauthError> {
        let client = self.get("client_id");
        let app = house.seed.apps.iter().find(|app| app.client_id.to_string() == client);
        let app = app.ok_or_else(|| errors::unknown_app(client))?;
        let redirect = self.get("redirect_uri");
        if app.redirect_uris.iter().any(|registered| is_same(registered, redirect)) {
            return Ok(app);
        }
        Err(errors::wrong_redirect(redirect, client))
    }

    /// What is wrong with the rest; told to the app by redirect.
    fn check(&self, app: &App) -> Result<(), OauthError> {
        let kind = self.get("response_type");
        if kind != "code" || !["", "query"].contains(&self.get("response_mode")) {
            return Err(errors::unsupported_response(kind));
        }
        let scope = self.get("scope");
        if !scope.split_whitespace().any(|it| it.contains("api.businesscentral.dynamics.com")) {
            return Err(errors::wrong_scope(scope));
        }
        let challenge = self.get("code_challenge");
        let method = self.get("code_challenge_method");
        let proves = !challenge.is_empty() && method == "S256";
        let plain = challenge.is_empty() && !app.require_pkce;
        if proves || plain { Ok(()) } else { Err(errors::needs_pkce()) }
    }
}

/// GET: the page.
///
/// # Errors
/// An unknown app or redirect address, shown here instead of sent on.
pub(super) fn show(house: &House, request: &Incoming) -> Result<Outgoing, OauthError> {
    let ask = Ask { pairs: request.query_pairs() };
    let app = ask.app(house)?;
    Ok(match ask.check(app) {
        Ok(()) => page::sign_in(app, &ask, None),
        Err(error) => refused(&ask, &error),
    })
}

/// POST of the page's form: back to the app with a code, or the page again.
///
/// # Errors
/// As [`show`].
pub(super) async fn submit(house: &House, request: &Incoming) -> Result<Outgoing, OauthError> {
    let mut pairs: Vec<_> = form_urlencoded::parse(&request.body).into_owned().collect();
    pairs.extend(request.query_pairs());
    let ask = Ask { pairs };
    let app = ask.app(house)?;
    if let Err(error) = ask.check(app) {
        return Ok(refused(&ask, &error));
    }
    if ask.get("action") == "cancel" {
        return Ok(refused(&ask, &errors::declined()));
    }
    let known = house.seed.users.iter().find(|user| {
        user.user_name.eq_ignore_ascii_case(ask.get("username").trim())
            && user.password == ask.get("password")
    });
    let Some(user) = known else {
        return Ok(page::sign_in(app, &ask, Some(ask.get("username"))));
    };
    let challenge = Some(ask.get("code_challenge").to_owned()).filter(|it| !it.is_empty());
    let mut world = house.world.lock().await;
    let consent = Consent::new(
        app.client_id,
        user.user_name.clone(),
        ask.get("redirect_uri").to_owned(),
        challenge,
        ask.get("scope").to_owned(),
        world.clock.now(),
    );
    let code = world.sign_ins.issue_code(consent);
    Ok(back(&ask, &[("code", &code), ("session_state", "sandbox")]))
}

fn refused(ask: &Ask, error: &OauthError) -> Outgoing {
    back(ask, &[("error", &error.error), ("error_description", &error.description())])
}

fn back(ask: &Ask, pairs: &[(&str, &str)]) -> Outgoing {
    let redirect = ask.get("redirect_uri");
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    if !ask.get("state").is_empty() {
        query.append_pair("state", ask.get("state"));
    }
    let joint = if redirect.contains('?') { '&' } else { '?' };
    let location = format!("{redirect}{joint}{}", query.finish());
    Outgoing::empty(302).with("location", location).with("cache-control", "no-store")
}

/// Equal, or both on this machine and equal but for the port. A registered address of this machine
/// without a path stands for every path.
fn is_same(registered: &str, asked: &str) -> bool {
    if registered == asked {
        return true;
    }
    let (Ok(one), Ok(two)) = (registered.parse::<Uri>(), asked.parse::<Uri>()) else {
        return false;
    };
    let local = |uri: &Uri| {
        uri.host().is_some_and(|host| {
            let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
            host == "localhost" || address.is_ok_and(|address| address.is_loopback())
        })
    };
    local(&one)
        && local(&two)
        && one.scheme_str() == two.scheme_str()
        && (one.path() == "/" || (one.path() == two.path() && one.query() == two.query()))
}
