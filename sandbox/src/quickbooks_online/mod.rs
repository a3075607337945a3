//! QuickBooks Online, API v3: accounts, names, items, invoices, bills, payments and deposits of
//! company files.
//!
//! Written from the wire page alone. What QuickBooks Online has and these books do not is refused
//! by name. Three layers, each knowing only those before it: `records`, `books`, `wire`. Invariant:
//! every transaction leads to ledger entries whose debits equal credits.

pub(crate) mod books;
mod figures;
mod gate;
pub(crate) mod records;
pub(crate) mod refusal;
pub(crate) mod seed;
pub(crate) mod webhooks;
pub(crate) mod wire;

use axum::http::Method;
use uuid::Uuid;

pub use figures::QuickBooksFigures;
pub(crate) use gate::Gate;

use self::{
    refusal::{
        Answer, FaultKind, Refusal, not_modelled, not_signed_in, not_this_company, system_failure,
        throttled,
    },
    wire::{
        address::{Address, address},
        batch::Strike,
        call::Call,
        fault::{self, Form},
        service,
    },
};
use crate::{
    faults::{Fault, Kind, Struck, around},
    house::House,
    http::{Incoming, Outgoing},
    intuit::grants::Held,
    seed::Access,
};

/// Access tokens of other lengths are no tokens.
const TOKEN_LENGTHS: std::ops::RangeInclusive<usize> = 20..=4096;

/// Whether a path belongs to the API.
pub(crate) fn owns(path: &str) -> bool {
    path.starts_with("/v3/")
}

/// The operations inside a batch: method, path and body.
pub(crate) fn operations(request: &Incoming) -> Vec<(String, String, String)> {
    let is_batch = address(&request.path).is_some_and(|it| is_batch(&it));
    if is_batch { wire::batch::operations(&request.body) } else { Vec::new() }
}

fn is_batch(address: &Address<'_>) -> bool {
    address.rest.eq_ignore_ascii_case("batch")
}

/// Answers a request of the API.
pub(crate) async fn serve(house: &House, request: &Incoming, struck: &Struck) -> Outgoing {
    let tid = Uuid::new_v4().to_string();
    let Some(address) = address(&request.path) else {
        let text = "There is nothing here.";
        return Outgoing::new(404, "text/plain; charset=utf-8", text).with("intuit_tid", tid);
    };
    // Without being asked for JSON, the API answers in XML.
    let accepts = request.header("accept").unwrap_or_default();
    let form = if accepts.contains("application/json") { Form::Json } else { Form::Xml };
    let answered = answer(house, request, &address, form, struck).await;
    let (reply, retry_after) = match answered {
        Ok(reply) => (reply, None),
        Err(refused) => {
            let world = house.world.lock().await;
            let now = world.clock.now();
            let file = world.company_files.iter().find(|it| it.realm == address.realm);
            let time = file.map_or_else(|| now.to_string(), |file| file.shown_moment(now));
            let ms = now.as_millisecond();
            (fault::reply(&refused.refusal, form, &time, ms), refused.retry_after_seconds)
        }
    };
    let reply = reply.with("intuit_tid", tid);
    match retry_after {
        Some(seconds) => reply.with("retry-after", seconds.to_string()),
        None => reply,
    }
}

/// A refusal, and the header that a fault sends with it.
struct Refused {
    refusal: Refusal,
    retry_after_seconds: Option<u32>,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, retry_after_seconds: None }
    }
}

async fn answer(
    house: &House,
    request: &Incoming,
    address: &Address<'_>,
    form: Form,
    struck: &Struck,
) -> Result<Outgoing, Refused> {
    let (caller, now) = {
        let world = house.world.lock().await;
        let now = world.clock.now();
        let token = request.header("authorization").and_then(|it| it.strip_prefix("Bearer "));
        let held = token.map_or(Held::Unknown, |token| world.intuit.holder(token, now));
        (caller(house, &held, token.unwrap_or_default(), address.realm)?, now)
    };
    let _turns = house
        .quickbooks
        .enter(address.realm, &caller.app, is_batch(address), now)
        .await
        .map_err(|_over| throttled())?;
    let words = |fault: &Fault| {
        let retry_after_seconds = fault.retry_after_seconds;
        Err(Refused { refusal: refusal_of(fault), retry_after_seconds })
    };
    let work =
        async { work(house, request, address, &caller, form, struck).await.map_err(Refused::from) };
    around(&*house.time, struck, words, work).await
}

/// Whose request it is.
struct Caller {
    app: String,
    may_write: bool,
}

fn caller(house: &House, held: &Held<'_>, token: &str, realm: &str) -> Answer<Caller> {
    let grant = match held {
        Held::Live(grant) => grant,
        Held::Expired => return Err(not_signed_in(format!("Token expired: {token}"))),
        Held::Disconnected => return Err(not_this_company()),
        Held::Unknown if TOKEN_LENGTHS.contains(&token.len()) => {
            // Text assumed for a token that was taken back.
            return Err(not_signed_in(format!("Token revoked: {token}")));
        }
        Held::Unknown => {
            let text = "Malformed bearer token: too short or too long";
            return Err(not_signed_in(text.to_owned()));
        }
    };
    let users = &house.seed.quickbooks.users;
    let user = users.iter().find(|user| user.user_name == grant.user);
    let access = user.and_then(|user| user.companies.get(realm));
    match access {
        Some(access) if grant.realm == realm => {
            Ok(Caller { app: grant.client.clone(), may_write: *access == Access::Write })
        }
        _ => Err(not_this_company()),
    }
}

/// Works on the books; what is changed is stored before anybody else sees it, and told to whoever
/// listens.
async fn work(
    house: &House,
    request: &Incoming,
    address: &Address<'_>,
    caller: &Caller,
    form: Form,
    struck: &Struck,
) -> Answer<Outgoing> {
    if form == Form::Xml {
        return Err(not_modelled("replies in XML but for refusals; accept application/json"));
    }
    let mut world = house.world.lock().await;
    let now = world.clock.now();
    let call = Call {
        method: request.method.as_str().to_owned(),
        segments: address.rest.split('/').map(str::to_ascii_lowercase).collect(),
        pairs: request.query_pairs(),
        content_type: request.header("content-type").unwrap_or_default().to_owned(),
        body: request.body.clone(),
        now,
        request_life_seconds: house.quickbooks.figures.request_life_seconds,
    };
    let file = world.company_files.iter_mut().find(|it| it.realm == address.realm);
    let file = file.ok_or_else(not_this_company)?;
    let before = file.changes.len();
    let done = service::call(file, &call, caller.may_write, &struck_items(struck));
    let told = house.webhooks.announce(file, before, now);
    if request.method != Method::GET {
        let stored = house.store(&world).await;
        stored.map_err(|error| system_failure(&error.to_string()))?;
    }
    drop(world);
    if told {
        house.webhooks.wake();
    }
    done.map(|body| fault::success(&body))
}

/// What faults do to single items of a batch.
fn struck_items(struck: &Struck) -> Vec<(usize, Strike)> {
    let one = |(position, fault): &(usize, Fault)| {
        let strike = match fault.kind {
            Kind::LeftOut => Strike::LeftOut,
            Kind::ErrorAfterCommit => Strike::Denied(refusal_of(fault)),
            _ => Strike::Refused(refusal_of(fault)),
        };
        (*position, strike)
    };
    struck.operations.iter().map(one).collect()
}

/// The refusal that a fault words.
fn refusal_of(fault: &Fault) -> Refusal {
    let status = fault.status.unwrap_or(500);
    let mut refusal = match status {
        401 => not_signed_in("Token expired".to_owned()),
        403 => not_this_company(),
        429 => throttled(),
        _ => system_failure("The request could not be carried out."),
    };
    if status < 500 && refusal.kind == FaultKind::System {
        refusal.kind = FaultKind::Validation;
    }
    refusal.status = status;
    if let Some(code) = &fault.code {
        refusal.code.clone_from(code);
    }
    if let Some(text) = &fault.text {
        refusal.detail.clone_from(text);
    }
    refusal
}
