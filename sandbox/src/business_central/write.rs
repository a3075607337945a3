//! POST, PATCH and DELETE: which record a call creates, changes, deletes or acts upon.

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::{
    address::Segment,
    body::Body,
    call::Call,
    company::Company,
    credit_memo_write,
    errors::{Answer, bad_request, dialog, method_not_allowed, not_modelled, unknown_segment},
    etag::{Demand, check},
    follow::{Target, follow},
    invoice_write, odata, party_write, post,
    record::{self, Record},
    reply::reply,
    schema::EntityType,
    settle,
    side::Side,
};
use crate::http::Outgoing;

const ACTION: &str = "microsoft.nav.";

/// Does a write inside a copy of a company.
///
/// # Errors
/// Whatever the record refuses.
pub(crate) fn write(
    company: &mut Company,
    call: &Call,
    path: &[Segment],
    now: Timestamp,
) -> Answer<Outgoing> {
    if let [before @ .., last] = path
        && last.key.is_none()
        && last.name.to_ascii_lowercase().starts_with(ACTION)
    {
        return act(company, call, before, &last.name, now);
    }
    match follow(company, path)? {
        Target::Many(entity, parent, _) => {
            let parent = parent.map(Record::id);
            create(company, call, entity, parent, now)
        }
        Target::One(record) => {
            let (entity, id) = (record.entity(), record.id());
            let parent = match record {
                Record::Line(_, invoice, _) => Some(invoice.id),
                _ => None,
            };
            let version = record.version().unwrap_or_default();
            match call.method.as_str() {
                _ if !entity.writable => Err(method_not_allowed(&call.method, entity.set)),
                "PATCH" => {
                    check(call.if_match.as_deref(), id, version, Demand::Always)?;
                    change(company, call, entity, (id, parent), now)
                }
                "DELETE" => {
                    check(call.if_match.as_deref(), id, version, Demand::WhenSent)?;
                    delete(company, entity, (id, parent), now)
                }
                other => Err(method_not_allowed(other, entity.set)),
            }
        }
    }
}

fn side(entity: &EntityType) -> Side {
    match entity.set {
        "customers" | "salesInvoices" | "salesInvoiceLines" | "salesCreditMemos" => Side::Sales,
        _ => Side::Purchase,
    }
}

fn create(
    company: &mut Company,
    call: &Call,
    entity: &'static EntityType,
    parent: Option<Uuid>,
    now: Timestamp,
) -> Answer<Outgoing> {
    if call.method != "POST" || !entity.writable {
        return Err(method_not_allowed(&call.method, entity.set));
    }
    let id = match entity.set {
        "customers" | "vendors" => {
            party_write::create(company, side(entity), &Body::parse(entity, &call.body)?, now)?
        }
        "salesInvoices" | "purchaseInvoices" => {
            invoice_write::create(company, side(entity), &Body::parse(entity, &call.body)?, now)?
        }
        "salesCreditMemos" => {
            credit_memo_write::create(company, &Body::parse(entity, &call.body)?, now)?
        }
        _ => {
            let line: Value = serde_json::from_slice(&call.body)
                .map_err(|_| bad_request("Invalid Request Body"))?;
            let named = Body::from_value(entity, &line)?.guid("documentId");
            let invoice = parent.or(named).ok_or_else(|| {
                dialog("You must specify an Id or a Document Id to get the lines.")
            })?;
            invoice_write::add_line(company, side(entity), invoice, &line, now)?
        }
    };
    let body = shown(company, call, entity, id, &call.place.path)?;
    let location = format!("{}/{}({id})", call.place.root, call.place.path);
    Ok(reply(201, &body).with("location", location))
}

fn change(
    company: &mut Company,
    call: &Call,
    entity: &'static EntityType,
    (id, parent): (Uuid, Option<Uuid>),
    now: Timestamp,
) -> Answer<Outgoing> {
    let body = Body::parse(entity, &call.body)?;
    match (entity.set, parent) {
        ("customers" | "vendors", _) => {
            party_write::change(company, side(entity), id, &body, now)?;
        }
        ("salesCreditMemos", _) => {
            return Err(not_modelled("a changed credit memo; delete it and make it again"));
        }
        (_, None) => invoice_write::change(company, side(entity), id, &body, now)?,
        (_, Some(invoice)) => {
            invoice_write::change_line(company, side(entity), invoice, id, &body, now)?;
        }
    }
    let path = call.place.path.rsplit_once('(').map_or("", |(before, _)| before);
    Ok(reply(200, &shown(company, call, entity, id, path)?))
}

fn delete(
    company: &mut Company,
    entity: &'static EntityType,
    (id, parent): (Uuid, Option<Uuid>),
    now: Timestamp,
) -> Answer<Outgoing> {
    match (entity.set, parent) {
        ("customers" | "vendors", _) => party_write::delete(company, side(entity), id)?,
        ("salesCreditMemos", _) => credit_memo_write::delete(company, id)?,
        (_, None) => invoice_write::delete(company, side(entity), id)?,
        (_, Some(invoice)) => {
            invoice_write::delete_line(company, side(entity), invoice, id, now)?;
        }
    }
    Ok(Outgoing::empty(204).with("odata-version", "4.0"))
}

fn act(
    company: &mut Company,
    call: &Call,
    before: &[Segment],
    name: &str,
    now: Timestamp,
) -> Answer<Outgoing> {
    let Target::One(record) = follow(company, before)? else { return Err(unknown_segment(name)) };
    let (entity, id) = (record.entity(), record.id());
    let version = record.version().unwrap_or_default();
    let wanted = &name[ACTION.len()..];
    let action = entity.actions.iter().find(|action| action.eq_ignore_ascii_case(wanted));
    let action = action.ok_or_else(|| unknown_segment(name))?;
    if call.method != "POST" {
        return Err(method_not_allowed(&call.method, name));
    }
    if !(call.body.is_empty() || call.body.as_ref() == b"{}") {
        return Err(bad_request("Invalid Request Body"));
    }
    check(call.if_match.as_deref(), id, version, Demand::WhenSent)?;
    match *action {
        "post" if entity.set == "salesCreditMemos" => credit_memo_write::post(company, id, now)?,
        "post" => post::post(company, side(entity), id, now)?,
        "cancel" if entity.set == "salesInvoices" => {
            settle::cancel(company, side(entity), id, now)?
        }
        other => return Err(not_modelled(&format!("the action '{other}' of '{}'", entity.name))),
    }
    Ok(Outgoing::empty(204).with("odata-version", "4.0"))
}

/// The record as it is after a write.
fn shown(
    company: &Company,
    call: &Call,
    entity: &'static EntityType,
    id: Uuid,
    collection: &str,
) -> Answer<Value> {
    let query = odata::Query::parse(entity, call.pairs.clone())?;
    let record = record::find(company, entity.set, id);
    let record = record.ok_or_else(|| super::errors::not_found(entity.name, id))?;
    odata::single(&call.place, collection, record, &query)
}
