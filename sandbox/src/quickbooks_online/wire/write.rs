//! `POST /{entity}`: create, update in full or in part, delete, void; and the same in a batch.

use serde_json::{Value, json};

use super::{body, schema, view};
use crate::quickbooks_online::{
    books::{self, Door, Update, Writer},
    records::{company::Company, entity::Entity, given::Given},
    refusal::{Answer, bad_id, missing, not_modelled, unsupported},
};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// Create without an id, update with one.
    Save,
    Delete,
    Void,
}

/// A write, taken apart.
#[derive(Debug)]
pub(super) struct Write {
    pub(super) entity: Entity,
    pub(super) verb: Verb,
    pub(super) object: Given,
    pub(super) duplicate_number_allowed: bool,
}

/// Carries out a write on a copy of the company and keeps it when it succeeds. Gives the object
/// as it is now.
///
/// # Errors
/// Whatever the books refuse; nothing is changed then.
pub(super) fn carry_out(
    company: &mut Company,
    write: &Write,
    now: jiff::Timestamp,
) -> Answer<Value> {
    let entity = write.entity;
    if entity.is_company() {
        return Err(not_modelled(&format!("changing {}", entity.name())));
    }
    let mut copy = company.clone();
    let mut writer = Writer::new(&mut copy, now, Door::Api);
    writer.duplicate_number_allowed = write.duplicate_number_allowed;
    let token = token(&write.object);
    let id = match (id(&write.object)?, write.verb) {
        (None, Verb::Save) => {
            let given = given(&writer, entity, &write.object)?;
            books::create(&mut writer, entity, given)?
        }
        (Some(id), Verb::Save) => {
            let sparse = write.object.get("sparse").is_some_and(is_true);
            let given = given(&writer, entity, &write.object)?;
            let update = if sparse { Update::Sparse(given) } else { Update::Full(given) };
            books::update(&mut writer, entity, id, token.as_deref(), update)?;
            id
        }
        (Some(id), Verb::Void) => {
            books::void(&mut writer, entity, id, token.as_deref())?;
            id
        }
        (Some(id), Verb::Delete) => {
            books::delete(&mut writer, entity, id, token.as_deref())?;
            *company = copy;
            return Ok(json!({"status": "Deleted", "domain": "QBO", "Id": id.to_string()}));
        }
        (None, _) => return Err(missing("Id")),
    };
    let shown = copy.record(entity, id).map(|record| view::show(&copy, record));
    *company = copy;
    shown.ok_or_else(|| unsupported("read after write"))
}

fn given(writer: &Writer<'_>, entity: Entity, object: &Given) -> Answer<Given> {
    body::read(&schema::of(entity), object, &writer.company.currency)
}

/// The id that an object names; clients that create send it empty or as null.
fn id(object: &Given) -> Answer<Option<u64>> {
    match object.get("Id") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(id)) if id.is_empty() => Ok(None),
        Some(id) => {
            let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
            id.parse().map(Some).map_err(|_| bad_id(&id))
        }
    }
}

/// The token that an object names; some clients send it as a number.
fn token(object: &Given) -> Option<String> {
    match object.get("SyncToken")? {
        Value::String(token) if token.is_empty() => None,
        Value::String(token) => Some(token.clone()),
        Value::Number(token) => Some(token.to_string()),
        _ => None,
    }
}

fn is_true(flag: &Value) -> bool {
    flag == &Value::Bool(true) || flag == "true"
}
