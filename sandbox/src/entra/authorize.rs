//! The authorize endpoint: shows the sign-in page, and sends the person back with a code.

use super::{
    ask::Ask,
    errors::{self, OauthError},
    page,
    sign_ins::Consent,
};
use crate::{
    browser,
    house::House,
    http::{Incoming, Outgoing},
};

/// GET: the page.
///
/// # Errors
/// An unknown app or redirect address, shown here instead of sent on.
pub(super) fn show(house: &House, request: &Incoming) -> Result<Outgoing, OauthError> {
    let ask = Ask::new(request.query_pairs());
    let app = ask.app(&house.seed)?;
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
    let ask = Ask::new(pairs);
    let app = ask.app(&house.seed)?;
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
    let mut pairs = pairs.to_vec();
    if !ask.get("state").is_empty() {
        pairs.push(("state", ask.get("state")));
    }
    browser::back(ask.get("redirect_uri"), &pairs)
}
