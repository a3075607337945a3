//! Business Central API v2.0: companies, accounts, customers, vendors, invoices and the ledger.
//!
//! Written from the wire page alone. What Business Central has and these books do not is refused
//! by name. Invariant: every posted document leads to ledger entries whose debits equal credits.

mod account;
mod address;
mod batch;
mod body;
mod call;
pub(crate) mod company;
mod correct;
mod credit_memo;
mod credit_memo_write;
mod entity;
mod entry;
pub(crate) mod enums;
mod errors;
mod etag;
mod field;
mod follow;
mod invoice;
mod invoice_write;
mod ledger;
mod line;
mod line_write;
mod metadata;
mod odata;
mod party;
mod party_write;
mod post;
mod read;
mod record;
mod reply;
mod schema;
mod service;
mod settle;
mod side;
mod table;
mod write;

use axum::http::Method;

pub(crate) use account::Account;
pub(crate) use batch::operations;
pub(crate) use correct::correct;
pub(crate) use errors::Refusal;
pub(crate) use invoice::Invoice;
pub(crate) use settle::{cancel, credit, pay, unapply};
pub(crate) use side::Side;

use self::{
    address::{Service, service},
    call::Call,
    errors::{
        Answer, body_too_large, credentials_rejected, method_not_allowed, no_environment,
        too_many_requests, unknown_segment,
    },
    service::{Books, Caller},
};
use crate::{
    faults::{Fault, Struck, around},
    house::House,
    http::{Incoming, Outgoing},
};

/// Whether a path belongs to the API.
pub(crate) fn owns(path: &str) -> bool {
    path.starts_with("/v2.0/")
}

/// The refusal that a fault words.
pub(crate) fn refusal_of(fault: &Fault) -> Refusal {
    let status = fault.status.unwrap_or(500);
    let (code, text) = match status {
        401 => {
            ("Authentication_InvalidCredentials", "The server has rejected the client credentials.")
        }
        429 => (
            "Application_TooManyRequests",
            "Too many requests reached. Actual (101). Maximum (100).",
        ),
        503 => ("Internal_TenantUnavailable", "The tenant is not available."),
        _ => ("Internal_ServerError", "An error occurred while processing the request."),
    };
    Refusal {
        status,
        code: fault.code.clone().unwrap_or_else(|| code.to_owned()),
        text: fault.text.clone().unwrap_or_else(|| text.to_owned()),
        retry_after_seconds: fault.retry_after_seconds,
    }
}

/// The refusal of a body over the limit.
pub(crate) fn too_large(limit_bytes: usize) -> Outgoing {
    body_too_large(limit_bytes).reply()
}

/// Answers a request of the API.
pub(crate) async fn serve(house: &House, request: &Incoming, struck: &Struck) -> Outgoing {
    let Some(address) = service(&request.path) else {
        let last = request.path.rsplit('/').next().unwrap_or_default();
        return unknown_segment(last).reply();
    };
    if !is_known(house, &address) {
        return no_environment();
    }
    match answer(house, request, &address, struck).await {
        Ok(reply) => reply,
        Err(refusal) => refusal.reply(),
    }
}

fn is_known(house: &House, address: &Service<'_>) -> bool {
    let seed = &house.seed;
    let tenant = address.tenant.is_none_or(|tenant| {
        tenant.eq_ignore_ascii_case(&seed.tenant_id.to_string())
            || tenant.eq_ignore_ascii_case(&seed.tenant_domain)
    });
    tenant && address.environment.eq_ignore_ascii_case(&seed.environment)
}

async fn answer(
    house: &House,
    request: &Incoming,
    address: &Service<'_>,
    struck: &Struck,
) -> Answer<Outgoing> {
    let (caller, now) = {
        let world = house.world.lock().await;
        let now = world.clock.now();
        let token = request.header("authorization").and_then(|it| it.strip_prefix("Bearer "));
        let who = token.and_then(|token| world.sign_ins.holder(token, now));
        let who = who.and_then(|who| house.seed.permissions(who));
        let (name, companies) = who.ok_or_else(credentials_rejected)?;
        (Caller { name, companies }, now)
    };
    let weight = if house.batch_parts_count { operations(request).len().max(1) } else { 1 };
    let _turn = house.limits.enter(&caller.name, weight, now).await.map_err(|over| Refusal {
        retry_after_seconds: house.retry_after_seconds,
        ..too_many_requests(over.actual, over.maximum)
    })?;
    let words = |fault: &Fault| Err(refusal_of(fault));
    around(&*house.time, struck, words, work(house, request, address, &caller, struck)).await
}

/// Works on the books; what is changed is stored before anybody else sees them.
async fn work(
    house: &House,
    request: &Incoming,
    address: &Service<'_>,
    caller: &Caller,
    struck: &Struck,
) -> Answer<Outgoing> {
    let host = request.header("host").map_or(house.base_url.clone(), |it| format!("http://{it}"));
    let root = format!("{host}{}", address.root);
    let mut world = house.world.lock().await;
    let now = world.clock.now();
    let mut books = Books { companies: &mut world.companies, now };
    let done = if address.rest == "$batch" {
        if request.method != Method::POST {
            return Err(method_not_allowed(request.method.as_str(), "$batch"));
        }
        batch::run(&mut books, caller, request, &root, &struck.operations)
    } else {
        let method = request.method.as_str();
        Call::new(method, &root, address.rest, &request.query, request.body.clone())
            .map(|it| it.with_headers(|name| request.header(name)))
            .and_then(|it| service::call(&mut books, caller, &it))
    }?;
    if request.method != Method::GET {
        house.store(&world).await.map_err(|error| errors::server_error(error.to_string()))?;
    }
    Ok(done)
}
