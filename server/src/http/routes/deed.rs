//! Who did what to a subsidiary: its connection, its catalogue, its mapping (R53).

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use serde_json::Value;
use waypost_core::Slot;
use waypost_core::api::{Deed, Page, SlotChange};
use waypost_core::wire::Mapping;

use super::subsidiary_name;
use crate::http::app::App;
use crate::http::caller::{By, Reads};
use crate::http::problem::Answer;
use crate::http::request::{At, PageParams, Params, page_of};
use crate::store::audit::{self, Kept};

/// What was done to a subsidiary, newest first.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/deeds", operation_id = "listDeeds", tag = "subsidiaries",
    params(("subsidiary" = String, Path, description = "the source's id"), PageParams),
    responses((status = 200, body = Page<Deed>)), security(("session" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<Reads>,
    At(id): At<String>,
    Params(params): Params<PageParams>,
) -> Answer<Json<Page<Deed>>> {
    let scope = &by.caller.scope;
    let page = params.paging()?;
    let after = page.after.as_deref().and_then(|after| after.split_once(' '));
    let after = after.map(|(at, id)| (at.to_owned(), id.to_owned()));
    let mut db = app.store.read().await?;
    subsidiary_name(&mut db, scope, &id).await?;
    let kept = audit::of_subject(&mut db, scope, &id, after, page.limit + 1).await?;
    let deeds = kept.into_iter().map(deed).collect();
    Ok(Json(page_of(deeds, page.limit, |deed: &Deed| format!("{} {}", deed.at, deed.id))))
}

fn deed(kept: Kept) -> Deed {
    let slots = changed(&mapping(kept.before.as_ref()), &mapping(kept.after.as_ref()));
    Deed { id: kept.id, at: kept.at, actor: kept.actor, action: kept.action, slots }
}

/// The mapping that an entry tells of: a draft, or that of a version; empty where it tells of none.
fn mapping(told: Option<&Value>) -> Mapping {
    let told = told.map(|told| told.get("mapping").unwrap_or(told));
    let read = |told: &Value| serde_json::from_value(told.clone()).ok();
    told.and_then(read).unwrap_or_default()
}

fn changed(before: &Mapping, after: &Mapping) -> Vec<SlotChange> {
    let set = before.slots().into_iter().chain(after.slots());
    let slots: BTreeSet<Slot> = set.map(|(slot, _)| slot).collect();
    let change = |slot: Slot| {
        let held = |mapping: &Mapping| mapping.get(&slot).map(str::to_owned);
        let (was, is) = (held(before), held(after));
        (was != is).then_some(SlotChange { slot, was, is })
    };
    slots.into_iter().filter_map(change).collect()
}
