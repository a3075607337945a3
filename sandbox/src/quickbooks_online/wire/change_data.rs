//! Change data capture: what changed since a moment, of several kinds at once.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::{call::Call, view};
use crate::quickbooks_online::{
    records::{change::Operation, company::Company, entity::Entity},
    refusal::{Answer, bad_date_format, bad_range, missing, not_modelled, unknown_object},
};

/// How far back a call may look.
const DAYS: i64 = 30;
/// Objects of one reply in all; the rest is left out, so that the caller asks for less.
const OBJECTS: usize = 1000;
/// Kinds that it is not offered for.
const NOT_OFFERED: [&str; 5] = ["JournalCode", "TimeActivity", "TaxAgency", "TaxCode", "TaxRate"];

/// # Errors
/// 2020 without its parameters, 2190 for a moment too long ago (code assumed), 2000 for a kind that
/// is none or not offered.
pub(super) fn capture(company: &Company, call: &Call) -> Answer<Value> {
    let named = call.option("entities").ok_or_else(|| missing("entities"))?;
    let since = call.option("changedSince").ok_or_else(|| missing("changedSince"))?;
    let since = moment(company, since)?;
    let earliest = call.now - SignedDuration::from_hours(24 * DAYS);
    if since < earliest {
        return Err(bad_range(&format!("changedSince is more than {DAYS} days ago.")));
    }
    let mut left = OBJECTS;
    let mut groups = Vec::new();
    for name in named.split(',').map(str::trim) {
        let entity = Entity::named(name).ok_or_else(|| match Entity::unmodelled(name) {
            Some(known) if !NOT_OFFERED.contains(&known) => not_modelled(known),
            _ => unknown_object(name),
        })?;
        groups.push(group(company, entity, since, &mut left));
    }
    let time = company.shown_moment(call.now);
    Ok(json!({"CDCResponse": [{"QueryResponse": groups}], "time": time}))
}

/// A moment with an offset, or a day in the company's time.
fn moment(company: &Company, text: &str) -> Answer<Timestamp> {
    let whole = if text.len() == 10 {
        let offset = company.shown_time(Timestamp::UNIX_EPOCH);
        format!("{text}T00:00:00{}", offset.get(19..).unwrap_or("Z"))
    } else {
        // A plus in an address that was not encoded arrives as a blank.
        text.replace(' ', "+")
    };
    whole.parse().map_err(|_| bad_date_format(text).at("changedSince"))
}

fn group(company: &Company, entity: Entity, since: Timestamp, left: &mut usize) -> Value {
    let mut live: Vec<_> =
        company.all(entity).filter(|it| it.updated.as_second() >= since.as_second()).collect();
    live.sort_by_key(|it| (it.updated, it.id));
    let mut objects: Vec<Value> = live.into_iter().map(|it| view::show(company, it)).collect();
    objects.extend(
        company
            .changes
            .iter()
            .filter(|it| it.entity == entity && it.operation == Operation::Delete)
            .filter(|it| it.at.as_second() >= since.as_second())
            .map(|it| {
                json!({"domain": "QBO", "status": "Deleted", "Id": it.id.to_string(),
                       "MetaData": {"LastUpdatedTime": company.shown_time(it.at)}})
            }),
    );
    objects.truncate(*left);
    *left -= objects.len();
    if objects.is_empty() {
        return json!({});
    }
    let mut group = Map::new();
    group.insert("startPosition".to_owned(), json!(1));
    group.insert("maxResults".to_owned(), json!(objects.len()));
    group.insert("totalCount".to_owned(), json!(objects.len()));
    group.insert(entity.name().to_owned(), Value::Array(objects));
    Value::Object(group)
}
