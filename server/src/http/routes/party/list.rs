//! The parties that wait for a person.

use axum::Json;
use axum::extract::State;
use waypost_core::api::{OpenParty, Page};

use super::causes;
use crate::http::app::App;
use crate::http::caller::{By, Reads};
use crate::http::problem::Answer;
use crate::store::operation::count_of_causes;
use crate::store::party::undecided;

/// Parties about which a person has to say who they are in the books, each with whom it may be and
/// how many documents wait for it.
#[utoipa::path(
    get, path = "/parties", operation_id = "listParties", tag = "parties",
    responses((status = 200, body = Page<OpenParty>)), security(("session" = []))
)]
pub(crate) async fn list(State(app): State<App>, by: By<Reads>) -> Answer<Json<Page<OpenParty>>> {
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    let mut items = Vec::new();
    for one in undecided(&mut db, scope, None).await? {
        let [first, second, third] = causes(&one.party.name);
        let keys = [first.as_str(), second.as_str(), third.as_str()];
        let documents = count_of_causes(&mut db, scope, &one.subsidiary, keys).await?;
        items.push(OpenParty {
            id: one.party.id,
            subsidiary: one.subsidiary,
            party: one.party.party,
            name: one.party.name,
            side: one.party.side,
            gone: one.party.gone,
            choices: one.choices,
            documents,
        });
    }
    Ok(Json(Page { items, next: None }))
}
