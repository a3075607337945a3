//! Records as JSON, with context, etag, selected properties and expanded navigations.

use serde_json::{Map, Value};

use super::{
    page::{Page, page},
    query::Query,
};
use crate::business_central::{errors::Answer, etag::etag, record::Record};

/// Where a reply stands: the service's address and the path that was asked.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Address up to and with `/api/v2.0`.
    pub(crate) root: String,
    /// Path below it, as it was asked, without a leading slash.
    pub(crate) path: String,
}

impl Place {
    fn context(&self, suffix: &str) -> Value {
        Value::String(format!("{}/$metadata#{}{suffix}", self.root, self.path))
    }
}

/// A page as an OData list.
///
/// # Errors
/// What an expanded navigation refuses.
pub(crate) fn list(place: &Place, query: &Query, found: &Page<'_>) -> Answer<Value> {
    let mut reply = Map::new();
    reply.insert("@odata.context".to_owned(), place.context(""));
    if query.count {
        reply.insert("@odata.count".to_owned(), Value::from(found.total));
    }
    let rows: Answer<Vec<Value>> = found.rows.iter().map(|row| record(*row, query)).collect();
    reply.insert("value".to_owned(), Value::Array(rows?));
    if let Some(next) = &found.next {
        let link = format!("{}/{}?{next}", place.root, place.path);
        reply.insert("@odata.nextLink".to_owned(), Value::String(link));
    }
    Ok(Value::Object(reply))
}

/// One record as an OData entity. `collection` is the path of the set it belongs to.
///
/// # Errors
/// What an expanded navigation refuses.
pub(crate) fn single(
    place: &Place,
    collection: &str,
    row: Record<'_>,
    query: &Query,
) -> Answer<Value> {
    let mut reply = record(row, query)?;
    if let Some(fields) = reply.as_object_mut() {
        let place = Place { root: place.root.clone(), path: collection.to_owned() };
        fields.insert("@odata.context".to_owned(), place.context("/$entity"));
    }
    Ok(reply)
}

/// One record without context.
///
/// # Errors
/// What an expanded navigation refuses.
pub(crate) fn record(row: Record<'_>, query: &Query) -> Answer<Value> {
    let entity = row.entity();
    let mut fields = Map::new();
    if let Some(version) = row.version() {
        fields.insert("@odata.etag".to_owned(), Value::String(etag(row.id(), version)));
    }
    let all = || entity.properties.iter().collect::<Vec<_>>();
    for property in query.select.clone().unwrap_or_else(all) {
        fields.insert(property.name.to_owned(), row.field(property).to_json());
    }
    for expand in &query.expand {
        let found = page(row.follow(expand.navigation.name), &expand.query, None)?;
        let rows: Answer<Vec<Value>> =
            found.rows.iter().map(|row| record(*row, &expand.query)).collect();
        let value = if expand.navigation.many {
            Value::Array(rows?)
        } else {
            rows?.into_iter().next().unwrap_or(Value::Null)
        };
        fields.insert(expand.navigation.name.to_owned(), value);
    }
    Ok(Value::Object(fields))
}
