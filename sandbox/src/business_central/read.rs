//! GET: a collection, a count, one record, or what a navigation leads to.

use super::{
    address::Segment,
    call::Call,
    company::Company,
    errors::{Answer, bad_request, dialog, unknown_property, unknown_segment},
    follow::{Target, follow},
    odata::{self, Query, page},
    record::Record,
    reply::reply,
    schema::EntityType,
};
use crate::http::Outgoing;

/// Answers a GET inside a company.
///
/// # Errors
/// What the path or the query options are refused for.
pub(crate) fn read(company: &Company, call: &Call, path: &[Segment]) -> Answer<Outgoing> {
    if let [before @ .., last] = path
        && last.name == "$count"
    {
        return match follow(company, before)? {
            Target::Many(entity, _, rows) => count(call, entity, rows),
            Target::One(_) => Err(unknown_segment("$count")),
        };
    }
    if let [before @ .., property] = path
        && property.key.is_none()
        && let Ok(Target::One(record)) = follow(company, before)
        && let Some(property) = record.entity().property(&property.name)
    {
        let context = format!("{}/$metadata#{}", call.place.root, call.place.path);
        let value = record.field(property).to_json();
        return Ok(reply(200, &serde_json::json!({"@odata.context": context, "value": value})));
    }
    match follow(company, path)? {
        Target::Many(entity, parent, rows) => {
            let is_lines = ["salesInvoice", "purchaseInvoice", "salesCreditMemo"]
                .iter()
                .any(|document| entity.navigation(document).is_some());
            if is_lines && parent.is_none() {
                check_pinned(call, entity)?;
            }
            collection(call, entity, rows)
        }
        Target::One(record) => {
            let query = Query::parse(record.entity(), call.pairs.clone())?;
            if query.filter.is_some() || query.top.is_some() || query.skip.is_some() {
                return Err(bad_request("Query options for sets cannot be used on one entity."));
            }
            let path = call.place.path.as_str();
            let keyed = path.rsplit_once('(').filter(|_| path.ends_with(')'));
            let collection = keyed.map_or(path, |(before, _)| before);
            let body = odata::single(&call.place, collection, record, &query)?;
            Ok(reply(200, &body))
        }
    }
}

/// Lines are read below their document, or by a filter that names it.
fn check_pinned(call: &Call, entity: &'static EntityType) -> Answer<()> {
    let query = Query::parse(entity, call.pairs.clone())?;
    let pinned = query.filter.is_some_and(|it| it.pins("documentId") || it.pins("id"));
    if pinned {
        return Ok(());
    }
    Err(dialog("You must specify an Id or a Document Id to get the lines."))
}

/// A page of a collection.
///
/// # Errors
/// What the query options are refused for.
pub(crate) fn collection(
    call: &Call,
    entity: &'static EntityType,
    rows: Vec<Record<'_>>,
) -> Answer<Outgoing> {
    let query = Query::parse(entity, call.pairs.clone())?;
    let found = page(rows, &query, call.max_page_size)?;
    let reply = reply(200, &odata::list(&call.place, &query, &found)?);
    Ok(match call.max_page_size {
        Some(size) => reply.with("preference-applied", format!("odata.maxpagesize={size}")),
        None => reply,
    })
}

/// The number of records, as text that begins with a byte order mark.
///
/// # Errors
/// What the query options are refused for.
pub(crate) fn count(
    call: &Call,
    entity: &'static EntityType,
    rows: Vec<Record<'_>>,
) -> Answer<Outgoing> {
    let query = Query::parse(entity, call.pairs.clone())?;
    if query.select.is_some() || !query.expand.is_empty() {
        return Err(unknown_property("$count", entity.name));
    }
    let total = page(rows, &query, None)?.total;
    Ok(Outgoing::new(200, "text/plain", format!("\u{feff}{total}")).with("odata-version", "4.0"))
}
