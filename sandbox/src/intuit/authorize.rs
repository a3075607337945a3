//! The authorize endpoint: a person signs in, picks a company, and goes back with a code and the
//! company's realm id.

use super::{
    ask::Ask,
    errors::{self, OauthError},
    grants::Consent,
    page,
};
use crate::{
    browser::back,
    house::House,
    http::{Incoming, Outgoing},
    quickbooks_online::seed::{CompanyFile, IntuitUser, QuickBooksSeed},
};

/// GET: the page.
///
/// # Errors
/// An unknown app or redirect address, shown here instead of sent on.
pub(super) fn show(house: &House, request: &Incoming) -> Result<Outgoing, OauthError> {
    let ask = Ask::new(request.query_pairs());
    let app = ask.app(&house.seed.quickbooks)?;
    Ok(match ask.check() {
        Ok(()) => page::sign_in(app, &ask, None),
        Err(error) => ask.refused(&error),
    })
}

/// POST of the pages' forms: the choice of a company, or back to the app.
///
/// # Errors
/// As [`show`].
pub(super) async fn submit(house: &House, request: &Incoming) -> Result<Outgoing, OauthError> {
    let mut pairs: Vec<_> = form_urlencoded::parse(&request.body).into_owned().collect();
    pairs.extend(request.query_pairs());
    let ask = Ask::new(pairs);
    let seed = &house.seed.quickbooks;
    let app = ask.app(seed)?;
    if let Err(error) = ask.check() {
        return Ok(ask.refused(&error));
    }
    if ask.get("action") == "cancel" {
        return Ok(ask.refused(&errors::declined()));
    }
    let mut world = house.world.lock().await;
    let now = world.clock.now();
    let Some(user) = person(seed, &ask, |ticket| world.intuit.signed_in(ticket, now)) else {
        return Ok(page::sign_in(app, &ask, Some(ask.get("username"))));
    };
    let offered: Vec<&CompanyFile> =
        seed.companies.iter().filter(|it| user.companies.contains_key(&it.realm_id)).collect();
    let chosen = match offered[..] {
        [only] => Some(only),
        _ => offered.iter().copied().find(|it| it.realm_id == ask.get("realm")),
    };
    let Some(company) = chosen else {
        let ticket = world.intuit.issue_ticket(&user.user_name, now);
        return Ok(page::companies(app, &ask, &offered, &ticket));
    };
    let challenge = Some(ask.get("code_challenge").to_owned()).filter(|it| !it.is_empty());
    let consent = Consent {
        client: app.client_id.clone(),
        user: user.user_name.clone(),
        realm: company.realm_id.clone(),
        redirect_uri: ask.get("redirect_uri").to_owned(),
        challenge,
        issued: now,
    };
    let code = world.intuit.issue_code(consent);
    let (redirect, state) = (ask.get("redirect_uri"), ask.get("state"));
    Ok(back(redirect, &[("code", &code), ("state", state), ("realmId", &company.realm_id)]))
}

/// Who signed in on the first page, by the ticket of the second or by name and password.
fn person<'s>(
    seed: &'s QuickBooksSeed,
    ask: &Ask,
    signed_in: impl FnOnce(&str) -> Option<String>,
) -> Option<&'s IntuitUser> {
    if !ask.get("ticket").is_empty() {
        let name = signed_in(ask.get("ticket"))?;
        return seed.users.iter().find(|user| user.user_name == name);
    }
    seed.users.iter().find(|user| {
        user.user_name.eq_ignore_ascii_case(ask.get("username").trim())
            && user.password == ask.get("password")
    })
}
