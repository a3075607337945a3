//! `$batch` in JSON: up to 100 operations, one after the other, or all or none of them.
//!
//! With `Isolation: snapshot` the books are put back when one operation fails; the operations
//! before it stay listed with their success, those after it are not run (the page leaves this
//! open). Without it every operation counts for itself and a failure stops none (assumed).

use axum::{body::Bytes, http::Method};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    call::Call,
    errors::{Answer, bad_request, not_modelled, server_error},
    reply::reply,
    service::{Books, Caller, call},
};
use crate::{faults::Fault, faults::Kind, http::Incoming, http::Outgoing};

/// The most operations in one batch.
const MOST: usize = 100;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    requests: Vec<Operation>,
}

/// One operation as it is sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Operation {
    id: Option<Value>,
    pub(crate) method: String,
    pub(crate) url: String,
    #[serde(default)]
    headers: Map<String, Value>,
    pub(crate) body: Option<Value>,
    atomicity_group: Option<Value>,
    depends_on: Option<Value>,
}

/// The operations inside a request, when it is a batch that can be read.
pub(crate) fn operations(request: &Incoming) -> Vec<Operation> {
    if request.method != Method::POST || !request.path.ends_with("/$batch") {
        return Vec::new();
    }
    serde_json::from_slice::<Envelope>(&request.body).map(|it| it.requests).unwrap_or_default()
}

/// Runs a batch. `faults` strike operations by position.
///
/// # Errors
/// A body that cannot be read, or more than 100 operations: nothing is run then.
pub(crate) fn run(
    books: &mut Books<'_>,
    caller: &Caller,
    request: &Incoming,
    root: &str,
    faults: &[(usize, Fault)],
) -> Answer<Outgoing> {
    let envelope: Envelope = serde_json::from_slice(&request.body)
        .map_err(|error| bad_request(format!("Invalid Request Body: {error}")))?;
    if envelope.requests.len() > MOST {
        return Err(server_error(
            "The batch request exceeds the maximum number of '100' query operations.",
        ));
    }
    let snapshot =
        request.header("isolation").is_some_and(|it| it.eq_ignore_ascii_case("snapshot"));
    let before = snapshot.then(|| books.companies.clone());
    let mut replies = Vec::new();
    for (position, operation) in envelope.requests.iter().enumerate() {
        let fault = faults.iter().find(|(at, _)| *at == position).map(|(_, fault)| fault);
        if fault.is_some_and(|fault| fault.kind == Kind::LeftOut) {
            continue;
        }
        let (outcome, failed) = one(books, caller, (request, root), operation, fault);
        replies.push(entry(position, operation, &outcome));
        if let Some(before) = before.as_ref().filter(|_| failed) {
            *books.companies = before.clone();
            break;
        }
    }
    Ok(reply(200, &json!({"responses": replies})))
}

/// The reply of one operation, and whether it failed; a fault after the work is no failure of it.
fn one(
    books: &mut Books<'_>,
    caller: &Caller,
    (request, root): (&Incoming, &str),
    operation: &Operation,
    fault: Option<&Fault>,
) -> (Outgoing, bool) {
    if let Some(fault) = fault.filter(|fault| fault.kind == Kind::Status) {
        return (super::refusal_of(fault).reply(), true);
    }
    let done = inner_call(request, root, operation)
        .and_then(|inner| call(books, caller, &inner))
        .unwrap_or_else(|refusal| refusal.reply());
    let failed = !done.is_success();
    match fault {
        Some(fault) => (super::refusal_of(fault).reply(), failed),
        None => (done, failed),
    }
}

fn inner_call(request: &Incoming, root: &str, operation: &Operation) -> Answer<Call> {
    if operation.atomicity_group.is_some() || operation.depends_on.is_some() {
        return Err(not_modelled("'atomicityGroup' and 'dependsOn' in a batch"));
    }
    let address = operation.url.as_str();
    let below = |path: &str| {
        let service = super::address::service(path);
        service.map_or_else(|| path.trim_start_matches('/').to_owned(), |it| it.rest.to_owned())
    };
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = path.find("/v2.0/").filter(|_| path.contains("://")).map_or(path, |at| &path[at..]);
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let body = match &operation.body {
        None | Some(Value::Null) => Bytes::new(),
        Some(body) => Bytes::from(body.to_string()),
    };
    let mut inner = Call::new(&operation.method, root, &below(&path), query, body)?;
    if inner.option("company").is_none() {
        inner.pairs.extend(request.query_pairs().into_iter().filter(|(name, _)| name == "company"));
    }
    let header = |name: &str| {
        let found = operation.headers.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
        found.and_then(|(_, value)| value.as_str())
    };
    Ok(inner.with_headers(header))
}

fn entry(position: usize, operation: &Operation, outcome: &Outgoing) -> Value {
    let id = match &operation.id {
        Some(Value::String(id)) => id.clone(),
        Some(other) => other.to_string(),
        None => position.to_string(),
    };
    let headers: Map<String, Value> = outcome
        .headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Value::String(value.clone())))
        .collect();
    let mut entry = json!({"id": id, "status": outcome.status, "headers": headers});
    if !outcome.body.is_empty() {
        let text = || String::from_utf8_lossy(&outcome.body).into_owned();
        let body = serde_json::from_slice(&outcome.body).unwrap_or_else(|_| Value::String(text()));
        entry["body"] = body;
    }
    entry
}
