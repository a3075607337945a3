//! A batch: up to thirty operations, each for itself, answered in their order.

use serde_json::{Map, Value, json};

use super::{
    body,
    call::Call,
    fault::fault,
    query, request_id,
    write::{Verb, Write, carry_out},
};
use crate::quickbooks_online::{
    records::{company::Company, entity::Entity, given::Given},
    refusal::{
        Answer, Refusal, bad_request_id, batch_too_large, denied, missing, not_modelled,
        unknown_property, unsupported,
    },
};

/// Operations in one batch.
const ITEMS: usize = 30;
/// Keys of an item that do not name its object.
const KEYS: [&str; 4] = ["bId", "operation", "optionsData", "Query"];

/// The operations of a batch, for faults that strike one of them: method, path and body.
pub(crate) fn operations(bytes: &[u8]) -> Vec<(String, String, String)> {
    let Ok(object) = body::parse(bytes) else { return Vec::new() };
    let items = object.get("BatchItemRequest").and_then(Value::as_array);
    let items = items.into_iter().flatten().map(|item| {
        let object = item.as_object().and_then(|it| object_of(it));
        let path = match object {
            Some((name, _)) => format!("/{}", name.to_lowercase()),
            None => "/query".to_owned(),
        };
        let method = if object.is_some() { "POST" } else { "GET" };
        (method.to_owned(), path, item.to_string())
    });
    items.collect()
}

/// What a fault does to an item.
#[derive(Debug)]
pub(crate) enum Strike {
    /// It is refused, and nothing is done.
    Refused(Refusal),
    /// It is done, and the reply says otherwise.
    Denied(Refusal),
    /// Nothing is done, and the reply leaves it out: under its name for good.
    LeftOut,
}

/// Runs a batch. `struck` says what a fault does to the item at a position.
///
/// # Errors
/// 2020 without items, 1040 for too many, 2130 for an id that is too long.
pub(super) fn run(
    company: &mut Company,
    call: &Call,
    may_write: bool,
    struck: &[(usize, Strike)],
) -> Answer<Value> {
    let object = body::parse(&call.body)?;
    let items = object.get("BatchItemRequest").and_then(Value::as_array);
    let items = items.ok_or_else(|| missing("BatchItemRequest"))?;
    if items.len() > ITEMS {
        return Err(batch_too_large(ITEMS));
    }
    let request = request_id::of(call, true)?;
    let mut replies = Vec::new();
    for (position, item) in items.iter().enumerate() {
        let item = item.as_object().ok_or_else(|| missing("BatchItemRequest"))?;
        let id = item.get("bId").and_then(Value::as_str).unwrap_or_default();
        let strike = struck.iter().find(|(it, _)| *it == position).map(|(_, strike)| strike);
        let outcome = match strike {
            Some(Strike::Refused(refusal)) => Err(refusal.clone()),
            Some(Strike::Denied(refusal)) => {
                let _hidden = answer(company, call, item, request, may_write);
                Err(refusal.clone())
            }
            Some(Strike::LeftOut) => {
                let request = request.map(|request| named(request, id));
                request_id::once(company, call, request, |_| Ok(Value::Null))
            }
            None => answer(company, call, item, request, may_write),
        };
        // Nothing is what was left out, now or when it was first asked.
        if !matches!(outcome, Ok(Value::Null)) {
            replies.push(shown(id, outcome));
        }
    }
    let time = company.shown_moment(call.now);
    Ok(json!({"BatchItemResponse": replies, "time": time}))
}

/// The name of an item in a request that has one.
fn named(request: &str, id: &str) -> String {
    format!("{request}/{id}")
}

fn shown(id: &str, outcome: Answer<Value>) -> Value {
    let mut reply = match outcome {
        Ok(Value::Object(reply)) => reply,
        Ok(other) => Map::from_iter([("QueryResponse".to_owned(), other)]),
        Err(refusal) => Map::from_iter([("Fault".to_owned(), fault(&refusal))]),
    };
    reply.insert("bId".to_owned(), Value::from(id));
    Value::Object(reply)
}

fn answer(
    company: &mut Company,
    call: &Call,
    item: &Given,
    request: Option<&str>,
    may_write: bool,
) -> Answer<Value> {
    if let Some(text) = item.get("Query").and_then(Value::as_str) {
        return Ok(json!({"QueryResponse": query::run(company, text)?}));
    }
    let id = item.get("bId").and_then(Value::as_str).unwrap_or_default();
    if request.is_some() && id.chars().count() > request_id::LONGEST_ITEM {
        let why = format!("A bId has at most {} characters.", request_id::LONGEST_ITEM);
        return Err(bad_request_id(&why));
    }
    if !may_write {
        return Err(denied());
    }
    let write = read(item)?;
    let request = request.map(|request| named(request, id));
    let name = write.entity.name();
    request_id::once(company, call, request, |company| {
        let shown = carry_out(company, &write, call.now)?;
        Ok(Value::Object(Map::from_iter([(name.to_owned(), shown)])))
    })
}

/// The object of an item with its name.
fn object_of(item: &Given) -> Option<(&String, &Value)> {
    item.iter().find(|(name, _)| !KEYS.contains(&name.as_str()))
}

fn read(item: &Given) -> Answer<Write> {
    let (name, object) = object_of(item).ok_or_else(|| missing("BatchItemRequest"))?;
    let entity = Entity::ALL.into_iter().find(|it| it.name() == name.as_str());
    let entity = entity.ok_or_else(|| {
        Entity::unmodelled(name).map_or_else(|| unknown_property(name), not_modelled)
    })?;
    let object = object.as_object().ok_or_else(|| unknown_property(name))?.clone();
    let operation = item.get("operation").and_then(Value::as_str).unwrap_or_default();
    let option = item.get("optionsData").and_then(Value::as_str).unwrap_or_default();
    let verb = match (operation, option) {
        ("create", _) => Verb::Save,
        ("update", "void") => Verb::Void,
        ("update", _) if object.contains_key("Id") => Verb::Save,
        ("update", _) => return Err(missing("Id")),
        ("delete", _) => Verb::Delete,
        ("void", _) if entity == Entity::Invoice => Verb::Void,
        ("", _) => return Err(missing("operation")),
        (other, _) => return Err(unsupported(other)),
    };
    let duplicate_number_allowed = option == "allowduplicatedocnum";
    Ok(Write { entity, verb, object, duplicate_number_allowed })
}
