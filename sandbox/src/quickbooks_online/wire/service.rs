//! Finds what a call is about and does it, for one person's app.
//!
//! Invariant: a call that is refused leaves the books as they were; it works on a copy that is kept
//! only on success.

use serde_json::{Map, Value};

use super::{
    batch::{self, Strike},
    body,
    call::Call,
    change_data, query, read, request_id,
    view::titled,
    write::{Verb, Write, carry_out},
};
use crate::quickbooks_online::{
    records::{company::Company, entity::Entity},
    refusal::{
        Answer, denied, missing, not_modelled, query_unreadable, unsupported, wrong_content_type,
    },
};

/// Does one call. `struck` are the faults on items of a batch.
///
/// # Errors
/// Any refusal; nothing is changed then.
pub(crate) fn call(
    company: &mut Company,
    call: &Call,
    may_write: bool,
    struck: &[(usize, Strike)],
) -> Answer<Value> {
    call.check_version()?;
    let first = call.segments.first().map(String::as_str).unwrap_or_default();
    match (call.method.as_str(), first) {
        ("GET", "query") => {
            let text = call.option("query").ok_or_else(|| missing("query"))?;
            answered(company, call, text)
        }
        ("POST", "query") => {
            check_content(call, &["application/text", "text/plain"])?;
            let text = String::from_utf8(call.body.to_vec())
                .map_err(|_| query_unreadable("The statement is not UTF-8."))?;
            answered(company, call, &text)
        }
        ("GET", "cdc") => change_data::capture(company, call),
        ("POST", "batch") => {
            check_content(call, &["application/json"])?;
            batch::run(company, call, may_write, struck)
        }
        ("GET", name) => read::read(company, call, entity(name)?),
        ("POST", name) => {
            let entity = entity(name)?;
            if !may_write {
                return Err(denied());
            }
            check_content(call, &["application/json"])?;
            write(company, call, entity)
        }
        (method, _) => Err(unsupported(method)),
    }
}

fn answered(company: &Company, call: &Call, text: &str) -> Answer<Value> {
    let mut reply = Map::new();
    reply.insert("QueryResponse".to_owned(), query::run(company, text)?);
    reply.insert("time".to_owned(), Value::from(company.shown_moment(call.now)));
    Ok(Value::Object(reply))
}

/// The kind that a path names, in whatever case.
fn entity(name: &str) -> Answer<Entity> {
    Entity::named(name).ok_or_else(|| match Entity::unmodelled(name) {
        Some(known) => not_modelled(known),
        None => unsupported(name),
    })
}

fn check_content(call: &Call, allowed: &[&str]) -> Answer<()> {
    let sent = call.content_type.split(';').next().unwrap_or_default().trim();
    if allowed.iter().any(|it| it.eq_ignore_ascii_case(sent)) {
        return Ok(());
    }
    Err(wrong_content_type(sent))
}

fn write(company: &mut Company, call: &Call, entity: Entity) -> Answer<Value> {
    let request = request_id::of(call, false)?.map(str::to_owned);
    let verb = verb(call, entity)?;
    let object = body::parse(&call.body)?;
    let duplicate_number_allowed = call.includes("allowduplicatedocnum");
    let write = Write { entity, verb, object, duplicate_number_allowed };
    request_id::once(company, call, request, |company| {
        let time = company.shown_moment(call.now);
        carry_out(company, &write, call.now).map(|shown| titled(entity, shown, &time))
    })
}

fn verb(call: &Call, entity: Entity) -> Answer<Verb> {
    let voids = call.includes("void");
    match call.option("operation").map(str::to_ascii_lowercase).as_deref() {
        None | Some("create") => Ok(Verb::Save),
        Some("update") if voids && entity != Entity::Invoice => Ok(Verb::Void),
        Some("update") => Ok(Verb::Save),
        Some("delete") => Ok(Verb::Delete),
        Some("void") if entity == Entity::Invoice => Ok(Verb::Void),
        Some(other) => Err(unsupported(other)),
    }
}
