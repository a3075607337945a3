//! Saying who a party is in the books; all that waited for it goes on.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::api::{self, SeveralDone, WhoItIs};

use super::{causes, undecided_of};
use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::{Answer, Refusal, unusable};
use crate::http::request::{At, Sent};
use crate::http::routes::audited;
use crate::store::operation::{self, Act, Acted, Kind, act, of_cause};
use crate::store::party::{Undecided, decide as store_decision};
use crate::store::{self, Db, Scope};

/// Most documents that are read together.
const CHUNK: u32 = 500;

/// Says who the party is: one of the books, or nobody, and then a new one is made there. Every
/// document that waited for it is tried again.
#[utoipa::path(
    post, path = "/parties/{party}", operation_id = "decideParty", tag = "parties",
    params(("party" = String, Path, description = "our id")),
    request_body = WhoItIs,
    responses((status = 200, body = SeveralDone), (status = 502, body = waypost_core::api::Problem, content_type = "application/problem+json")),
    security(("session" = []))
)]
pub(crate) async fn decide(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
    Sent(sent): Sent<WhoItIs>,
) -> Answer<Json<SeveralDone>> {
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    let undecided = undecided_of(&mut db, scope, &id).await?;
    drop(db);
    let remote = match (&sent.remote_id, sent.create) {
        (Some(remote_id), false) => {
            let name = app.sync.party_name(scope, &undecided, remote_id).await?;
            Some((remote_id.as_str(), name))
        }
        (None, true) => None,
        _ => {
            let detail = "Say either remote_id or \"create\": true; nothing was changed.";
            return Err(unusable("remote_id", detail));
        }
    };
    let mut tx = app.store.begin().await?;
    not_being_made(&mut tx, scope, &undecided).await?;
    let chosen = remote.as_ref().map(|(id, name)| (*id, name.as_str()));
    if !store_decision(&mut tx, scope, &id, chosen, &app.now()).await? {
        return Err(decided_meanwhile(&undecided));
    }
    let done = retry_all(&mut tx, &app, scope, &undecided).await?;
    let change = (Some(&undecided.choices), Some(&sent));
    audited(&mut tx, &app, &by.caller, "party.decide", &id, change).await?;
    store::commit(tx).await?;
    app.sync.wake();
    Ok(Json(SeveralDone { done, refused: Vec::new() }))
}

/// A party whose making has no outcome yet may turn out to be there.
async fn not_being_made(db: &mut Db, scope: &Scope, undecided: &Undecided) -> Answer<()> {
    let making = operation::of_subject(db, scope, Kind::Party, &undecided.party.id).await?;
    let on_its_way = making.is_some_and(|operation| {
        matches!(operation.state, api::State::Sending | api::State::Checking)
    });
    if on_its_way { Err(decided_meanwhile(undecided)) } else { Ok(()) }
}

fn decided_meanwhile(undecided: &Undecided) -> Refusal {
    Refusal::new(
        StatusCode::CONFLICT,
        "party_decided",
        format!(
            "Who {} is was decided meanwhile, or it is being made in the books. Look at the list \
             again.",
            undecided.party.name
        ),
    )
}

async fn retry_all(db: &mut Db, app: &App, scope: &Scope, undecided: &Undecided) -> Answer<u64> {
    let mut done = 0;
    for cause in causes(&undecided.party.name) {
        let mut after = String::new();
        loop {
            let subsidiary = &undecided.subsidiary;
            let ids = of_cause(db, scope, subsidiary, &cause, &after, CHUNK).await?;
            let Some(last) = ids.last() else { break };
            after.clone_from(last);
            for id in &ids {
                let acted = act(db, scope, id, Act::Retry, app.clock.now()).await?;
                done += u64::from(acted == Acted::Yes);
            }
        }
    }
    Ok(done)
}
