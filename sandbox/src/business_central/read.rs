//! GET: a collection, a count, one record, or what a navigation leads to.

use super::{
    address::Segment,
    call::Call,
    company::Company,
    errors::{Answer, bad_request, dialog, not_modelled, unknown_property, unknown_segment},
    odata::{self, Query, page},
    record::{self, ENTITIES, Record},
    schema::EntityType,
    service::{not_found, reply},
};
use crate::http::Outgoing;

/// Sets of Business Central that these books do not hold: refused by name.
const ABSENT: [&str; 40] = [
    "items",
    "journals",
    "journalLines",
    "customerPaymentJournals",
    "customerPayments",
    "vendorPaymentJournals",
    "vendorPayments",
    "applyVendorEntries",
    "salesOrders",
    "salesOrderLines",
    "salesQuotes",
    "salesQuoteLines",
    "salesCreditMemos",
    "salesCreditMemoLines",
    "purchaseOrders",
    "purchaseOrderLines",
    "purchaseCreditMemos",
    "purchaseCreditMemoLines",
    "bankAccounts",
    "dimensions",
    "dimensionValues",
    "dimensionSetLines",
    "defaultDimensions",
    "paymentTerms",
    "paymentMethods",
    "shipmentMethods",
    "currencies",
    "companyInformation",
    "generalLedgerSetup",
    "attachments",
    "documentAttachments",
    "pdfDocument",
    "taxAreas",
    "taxGroups",
    "contacts",
    "employees",
    "locations",
    "unitsOfMeasure",
    "trialBalances",
    "subscriptions",
];

/// Where a path leads.
#[derive(Debug)]
pub(crate) enum Target<'a> {
    /// A set, below a record or in the company.
    Many(&'static EntityType, Option<Record<'a>>, Vec<Record<'a>>),
    One(Record<'a>),
}

/// Follows a path inside a company.
///
/// # Errors
/// A set, navigation or record that does not exist, or is not modelled.
pub(crate) fn follow<'a>(company: &'a Company, path: &[Segment]) -> Answer<Target<'a>> {
    let mut here: Option<Record<'a>> = None;
    for (position, segment) in path.iter().enumerate() {
        let (entity, many) = destination(here, &segment.name)?;
        let is_last = position + 1 == path.len();
        let whole_set = here.is_none();
        here = match segment.key {
            Some(id) if whole_set => record::find(company, entity.set, id),
            _ => {
                let rows = match here {
                    None => record::collection(company, entity.set),
                    Some(record) => record.follow(&segment.name),
                };
                if many && segment.key.is_none() {
                    return if is_last {
                        Ok(Target::Many(entity, here, rows))
                    } else {
                        Err(unknown_segment(&path[position + 1].name))
                    };
                }
                rows.into_iter().find(|row| segment.key.is_none_or(|id| row.id() == id))
            }
        };
        if here.is_none() {
            return Err(not_found(entity.name, segment.key.unwrap_or_default()));
        }
    }
    here.map(Target::One).ok_or_else(|| bad_request("Invalid Request Body"))
}

fn destination(from: Option<Record<'_>>, name: &str) -> Answer<(&'static EntityType, bool)> {
    let by_name = |wanted: &str| ENTITIES.into_iter().find(|entity| entity.name == wanted);
    match from {
        None => match ENTITIES[1..].iter().find(|entity| entity.set == name) {
            Some(entity) => Ok((entity, true)),
            None if ABSENT.contains(&name) => Err(not_modelled(&format!("'{name}'"))),
            None => Err(unknown_segment(name)),
        },
        Some(record) => {
            let navigation = record.entity().navigation(name);
            let navigation = navigation.ok_or_else(|| unknown_segment(name))?;
            let target = navigation
                .target
                .and_then(by_name)
                .ok_or_else(|| not_modelled(&format!("'{name}' of '{}'", record.entity().name)))?;
            Ok((target, navigation.many))
        }
    }
}

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
            let is_lines = entity.navigation("salesInvoice").is_some()
                || entity.navigation("purchaseInvoice").is_some();
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

/// Lines are read below their invoice, or by a filter that names it.
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
