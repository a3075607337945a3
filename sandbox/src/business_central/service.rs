//! Finds what a call is about and does it, for one person or app.
//!
//! Invariant: a call that is refused leaves the books as they were; it works on a copy of the
//! company that is kept only on success.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    call::Call,
    company::Company,
    errors::{
        Answer, bad_request, method_not_allowed, no_permission, server_error, unknown_company,
        unknown_segment,
    },
    metadata,
    odata::{self, Query},
    read,
    record::{ENTITIES, Record},
    reply::reply,
    write,
};
use crate::{http::Outgoing, seed::Access};

/// Who calls, and what the caller may do in which company.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// The user or app that limits count.
    pub(crate) name: String,
    pub(crate) companies: std::collections::BTreeMap<String, Access>,
}

/// The companies of the environment, and the time.
#[derive(Debug)]
pub(crate) struct Books<'a> {
    pub(crate) companies: &'a mut Vec<Company>,
    pub(crate) now: Timestamp,
}

/// Does one call.
///
/// # Errors
/// Any refusal; nothing is changed then.
pub(crate) fn call(books: &mut Books<'_>, caller: &Caller, call: &Call) -> Answer<Outgoing> {
    let first = call.segments.first();
    match first.map(|segment| (segment.name.as_str(), segment.key)) {
        None => service_document(call),
        Some(("$metadata", None)) if call.segments.len() == 1 => {
            Ok(Outgoing::new(200, "application/xml", metadata::document()))
        }
        Some(("companies", None)) => companies(books, call),
        Some(("companies", Some(id))) => {
            let position = books.companies.iter().position(|company| company.id == id);
            let position = position.ok_or_else(|| unknown_company(&id.to_string()))?;
            in_company(books, caller, call, position, 1)
        }
        Some(_) => {
            let wanted = call.option("company").ok_or_else(|| {
                bad_request("You must choose a company: use companies({id}) or ?company=.")
            })?;
            let position = books
                .companies
                .iter()
                .position(|it| it.id.to_string() == wanted || it.name == wanted);
            let position = position.ok_or_else(|| unknown_company(wanted))?;
            in_company(books, caller, call, position, 0)
        }
    }
}

fn service_document(call: &Call) -> Answer<Outgoing> {
    if call.is_write() {
        return Err(method_not_allowed(&call.method, "$root"));
    }
    let sets: Vec<Value> = ENTITIES
        .iter()
        .map(|entity| json!({"name": entity.set, "kind": "EntitySet", "url": entity.set}))
        .collect();
    let context = format!("{}/$metadata", call.place.root);
    Ok(reply(200, &json!({"@odata.context": context, "value": sets})))
}

fn companies(books: &Books<'_>, call: &Call) -> Answer<Outgoing> {
    let rows = books.companies.iter().map(Record::Company).collect();
    match call.segments.get(1..) {
        _ if call.is_write() => Err(method_not_allowed(&call.method, "companies")),
        Some([]) => read::collection(call, ENTITIES[0], rows),
        Some([count]) if count.name == "$count" => read::count(call, ENTITIES[0], rows),
        _ => Err(unknown_segment(&call.segments[1].name)),
    }
}

fn in_company(
    books: &mut Books<'_>,
    caller: &Caller,
    call: &Call,
    position: usize,
    skip: usize,
) -> Answer<Outgoing> {
    let company = &books.companies[position];
    let path = &call.segments[skip..];
    let Some(first) = path.first() else {
        return company_itself(company, call);
    };
    let access = caller.companies.get(&company.name);
    let what = format!("TableData {} in {}", first.name, company.display_name);
    match access {
        None => return Err(no_permission(&format!("{what}: Read"))),
        Some(Access::Read) if call.is_write() => {
            return Err(no_permission(&format!("{what}: Insert, Modify, Delete")));
        }
        Some(_) => {}
    }
    if !call.is_write() {
        return read::read(company, call, path);
    }
    let mut copy = company.clone();
    let done = write::write(&mut copy, call, path, books.now)?;
    if !is_balanced(&copy, company.entries.len()) {
        return Err(server_error("The books do not balance; nothing was written."));
    }
    books.companies[position] = copy;
    Ok(done)
}

fn company_itself(company: &Company, call: &Call) -> Answer<Outgoing> {
    if call.is_write() {
        return Err(method_not_allowed(&call.method, "companies"));
    }
    let query = Query::parse(ENTITIES[0], call.pairs.clone())?;
    let body = odata::single(&call.place, "companies", Record::Company(company), &query)?;
    Ok(reply(200, &body))
}

/// Whether the entries after the first `known` ones have equal debits and credits.
fn is_balanced(company: &Company, known: usize) -> bool {
    let added = company.entries.len() - known;
    let sum: rust_decimal::Decimal =
        company.entries.iter().rev().take(added).map(|entry| entry.debit - entry.credit).sum();
    sum.is_zero()
}
