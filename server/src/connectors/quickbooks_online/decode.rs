//! From QuickBooks Online's replies to what they mean. Only an explicit success counts as one, and a
//! refusal may come with status 200; a reply that cannot be read after an order leaves its outcome
//! unknown.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use waypost_core::chart::classify_quickbooks;
use waypost_core::sync::period::OpenDays;
use waypost_core::wire::{Account, Amount, Class as AccountClass, Date, Direction, Kind};

use super::wire::{self, Exact, Reply as Body};
use super::{batch, encode, errors, ids, memo, payment, query};
use crate::connectors::{
    Address, Answer, Ask, Call, Class, CompanyRules, Decoded, Rejection, RemoteCompany,
    RemoteDocument, RemoteItem, RemoteParty, RemoteState, Reply, Side, Sought,
};

/// What `reply` means for each ask of `call`.
pub(super) fn reply(call: &Call, reply: &Reply) -> Decoded {
    let realm = match &call.address {
        Address::Path(path) => ids::realm(path),
        Address::Next(_) => "",
    };
    let body = match parse(reply) {
        Ok(body) => body,
        Err(why) => return all(call, &refused(call, why, reply.status)),
    };
    if let Some(fault) = body.fault.as_ref().or(body.token_fault.as_ref()) {
        let why = errors::read(reply.status, Some(fault), reply.retry_after.as_deref());
        return match call.asks.as_slice() {
            [ask] => Decoded {
                answers: vec![met(ask, realm, why, call, reply.status)],
                next: None,
                parts: Vec::new(),
            },
            _ => all(call, &refused(call, why, reply.status)),
        };
    }
    if reply.status >= 300 {
        let why = errors::read(reply.status, None, reply.retry_after.as_deref());
        return all(call, &refused(call, why, reply.status));
    }
    if body.batch_item_response.is_empty() {
        whole(call, realm, body)
    } else {
        batch::decode(call, realm, body.batch_item_response)
    }
}

pub(super) fn all(call: &Call, answer: &Answer) -> Decoded {
    Decoded { answers: vec![answer.clone(); call.asks.len()], next: None, parts: Vec::new() }
}

fn parse(reply: &Reply) -> Result<Body, Rejection> {
    match serde_json::from_slice(&reply.body) {
        Ok(body) => Ok(body),
        // A proxy's page, or a refusal in XML: the status says what it can.
        Err(_) if reply.status >= 300 => {
            Err(errors::read(reply.status, None, reply.retry_after.as_deref()))
        }
        Err(error) => Err(unreadable(&error.to_string())),
    }
}

/// An order whose reply does not rule out that it was carried out is unknown (R41).
pub(super) fn refused(call: &Call, why: Rejection, status: u16) -> Answer {
    let ambiguous = matches!(status, 408 | 500 | 502..=504) && why.remote_wide;
    if call.writes && (ambiguous || status < 300) {
        Answer::Unknown(why)
    } else {
        Answer::Rejected(why)
    }
}

/// What a refusal means for the one thing that was asked.
pub(super) fn met(ask: &Ask, realm: &str, why: Rejection, call: &Call, status: u16) -> Answer {
    match (ask, why.code) {
        // What is gone already needs no second order.
        (Ask::Remove(..), "record_deleted") => Answer::Done,
        (Ask::ReadPayment(direction, id), "record_deleted") => {
            Answer::Payments(vec![payment::deleted(id, *direction)])
        }
        (Ask::Create(draft, _), "number_taken") => exists(draft.kind, realm, why),
        // A refusal that says so changed nothing, whatever its status.
        _ if why.class == Class::Transient => refused(call, why, status),
        _ => Answer::Rejected(why),
    }
}

/// The document that has the number, where the refusal names one of the same kind.
fn exists(kind: Kind, realm: &str, why: Rejection) -> Answer {
    let other = errors::other_document(&why.message);
    match other.filter(|(named, _)| *named == query::entity(kind)) {
        Some((_, id)) => Answer::Exists(ids::qualified(realm, id), why),
        None => Answer::Rejected(why),
    }
}

/// A reply without parts: the answer to one ask, or the rows that several share.
fn whole(call: &Call, realm: &str, body: Body) -> Decoded {
    match call.asks.as_slice() {
        [Ask::LookUp(sought), ..] if sought.by_number => Decoded {
            answers: match rows::<wire::Transaction>(&body, query::entity(sought.kind)) {
                Ok(rows) => numbered(call, realm, rows),
                Err(why) => vec![Answer::Rejected(why); call.asks.len()],
            },
            next: None,
            parts: Vec::new(),
        },
        [ask] => {
            let rows = body.query_response.as_ref().map_or(0, longest);
            let pages = matches!(
                ask,
                Ask::Accounts
                    | Ask::Items
                    | Ask::Parties(_)
                    | Ask::FindPayment(_)
                    | Ask::PaymentsSince(..)
            );
            let next = pages.then(|| encode::next(call, rows)).flatten();
            let answer = one(call, ask, realm, body);
            Decoded {
                answers: vec![answer.unwrap_or_else(|why| refused(call, why, 200))],
                next,
                parts: Vec::new(),
            }
        }
        _ => all(call, &refused(call, unreadable("it answers none of the questions"), 200)),
    }
}

/// Each look-up gets the documents of its number and party.
fn numbered(call: &Call, realm: &str, rows: Vec<wire::Transaction>) -> Vec<Answer> {
    let Some(Ask::LookUp(first)) = call.asks.first() else { return Vec::new() };
    let found: Result<Vec<_>, _> =
        rows.into_iter().map(|row| document(first.kind, realm, row)).collect();
    let found = match found {
        Ok(found) => found,
        Err(why) => return vec![Answer::Rejected(why); call.asks.len()],
    };
    let of = |sought: &Sought| {
        let alike = |one: &&RemoteDocument| {
            one.party == sought.party
                && (one.number.eq_ignore_ascii_case(&sought.number)
                    || one.our_number == sought.number)
        };
        found.iter().filter(alike).cloned().collect::<Vec<_>>()
    };
    call.asks
        .iter()
        .map(|ask| match ask {
            Ask::LookUp(sought) => Answer::Documents(of(sought)),
            _ => Answer::Documents(Vec::new()),
        })
        .collect()
}

pub(super) fn one(call: &Call, ask: &Ask, realm: &str, body: Body) -> Result<Answer, Rejection> {
    Ok(match ask {
        Ask::Companies => {
            let info = body.company_info.ok_or_else(|| nothing("CompanyInfo"))?;
            Answer::Companies(vec![RemoteCompany {
                id: realm.to_owned(),
                display_name: info.company_name.clone(),
                name: info.company_name,
            }])
        }
        Ask::CompanyRules => {
            Answer::CompanyRules(rules(&body.preferences.ok_or_else(|| nothing("Preferences"))?))
        }
        Ask::Accounts => {
            let rows = rows::<wire::Account>(&body, "Account")?;
            Answer::Accounts(rows.into_iter().map(account).collect())
        }
        Ask::Items => {
            let rows = rows::<wire::Item>(&body, "Item")?;
            Answer::Items(rows.into_iter().filter_map(item).collect())
        }
        Ask::CreateItem(..) => {
            let made = body.item.and_then(item).ok_or_else(|| nothing("Item"))?;
            Answer::Items(vec![made])
        }
        Ask::Parties(side) => {
            let rows = rows::<wire::Party>(&body, query::party(*side))?;
            Answer::Parties(rows.into_iter().map(party).collect())
        }
        Ask::CreateParty(side, _) => {
            let made = match side {
                Side::Customer => body.customer,
                Side::Vendor => body.vendor,
            };
            Answer::Parties(vec![party(made.ok_or_else(|| nothing(query::party(*side)))?)])
        }
        Ask::LookUp(sought) => {
            let found = documents(sought.kind, realm, &body)?;
            // Others of the same terms are other documents.
            let ours = found.into_iter().filter(|one| one.our_number == sought.number);
            Answer::Documents(ours.collect())
        }
        Ask::Alike(kind, _) | Ask::Several(kind, _) => {
            Answer::Documents(documents(*kind, realm, &body)?)
        }
        Ask::Create(draft, _) | Ask::Update(draft, ..) => {
            Answer::Documents(vec![made(draft.kind, realm, body)?])
        }
        Ask::Read(kind, _) => Answer::Documents(vec![made(*kind, realm, body)?]),
        Ask::FindPayment(_) => {
            Answer::Payments(payment::listed(&body, realm, Direction::Customer)?)
        }
        Ask::PaymentsSince(direction, _) => {
            Answer::Payments(payment::listed(&body, realm, *direction)?)
        }
        Ask::ChangedPayments(direction, _) => changed(body, realm, *direction)?,
        Ask::Pay(..) => paid(body.payment, realm, Direction::Customer)?,
        Ask::ReadPayment(direction, _) => {
            let read = body.payment.or(body.bill_payment);
            paid(read, realm, *direction)?
        }
        _ if call.writes || body.query_response.is_some() => Answer::Done,
        _ => return Err(nothing("what was asked for")),
    })
}

/// The payments that change data capture shows, deleted ones among them.
fn changed(body: Body, realm: &str, direction: Direction) -> Result<Answer, Rejection> {
    let mut payments = Vec::new();
    for group in body.changed.into_iter().flat_map(|changed| changed.query_response) {
        let found = Body { query_response: Some(group), ..Body::default() };
        payments.extend(payment::listed(&found, realm, direction)?);
    }
    Ok(Answer::Payments(payments))
}

fn paid(
    read: Option<payment::Payment>,
    realm: &str,
    direction: Direction,
) -> Result<Answer, Rejection> {
    let read = read.ok_or_else(|| nothing(payment::entity(direction)))?;
    Ok(Answer::Payments(vec![payment::read(read, realm, direction)?]))
}

fn made(kind: Kind, realm: &str, body: Body) -> Result<RemoteDocument, Rejection> {
    let made = match kind {
        Kind::Invoice => body.invoice,
        Kind::Bill => body.bill,
    };
    document(kind, realm, made.ok_or_else(|| nothing(query::entity(kind)))?)
}

fn documents(kind: Kind, realm: &str, body: &Body) -> Result<Vec<RemoteDocument>, Rejection> {
    let rows = rows::<wire::Transaction>(body, query::entity(kind))?;
    rows.into_iter().map(|row| document(kind, realm, row)).collect()
}

/// The rows of a list; none where nothing was found.
pub(super) fn rows<T: DeserializeOwned>(body: &Body, entity: &str) -> Result<Vec<T>, Rejection> {
    let found = body.query_response.as_ref().ok_or_else(|| nothing("QueryResponse"))?;
    let Some(rows) = found.get(entity) else { return Ok(Vec::new()) };
    serde_json::from_str(rows.get()).map_err(|error| unreadable(&error.to_string()))
}

/// How many rows the list has that is in a reply.
fn longest(found: &HashMap<String, Box<RawValue>>) -> usize {
    let count = found.get("maxResults").map(|count| count.get());
    count.and_then(|count| count.parse().ok()).unwrap_or(0)
}

fn rules(preferences: &wire::Preferences) -> CompanyRules {
    let closed = preferences.accounting_info_prefs.book_close_date.as_deref();
    let last: Option<Date> = closed.and_then(|day| day.parse().ok());
    CompanyRules {
        open: OpenDays { from: last.and_then(Date::next), until: None },
        keeps_numbers: preferences.sales_forms_prefs.custom_txn_numbers,
    }
}

fn account(account: wire::Account) -> Account {
    let (class, clearing) = classify_quickbooks(&account.account_type, &account.account_sub_type);
    // Only what is owed and held is bound to a currency; the rest is in the company's own.
    let bound = matches!(
        class,
        AccountClass::Bank
            | AccountClass::CreditCard
            | AccountClass::AccountsReceivable
            | AccountClass::AccountsPayable
    );
    let name = [account.fully_qualified_name, account.name];
    Account {
        id: account.id,
        number: account.acct_num.filter(|number| !number.is_empty()),
        name: name.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
        posting: class != AccountClass::NonPosting,
        class,
        clearing,
        active: account.active,
        direct_posting: true,
        parent: account.parent_ref.map(|parent| parent.value),
        currency: account.currency_ref.map(|currency| currency.value).filter(|_| bound),
        extra: Default::default(),
    }
}

fn party(party: wire::Party) -> RemoteParty {
    RemoteParty { id: party.id, number: String::new(), name: party.display_name, blocked: None }
}

/// Of what is sold, only what says to which account.
fn item(item: wire::Item) -> Option<RemoteItem> {
    let account = item.income_account_ref?.value;
    Some(RemoteItem { id: item.id, name: item.name, account })
}

fn document(kind: Kind, realm: &str, read: wire::Transaction) -> Result<RemoteDocument, Rejection> {
    let total = amount(read.total_amt)?;
    let note = read.private_note.unwrap_or_default();
    let open = read.balance.map(amount).transpose()?.unwrap_or(total);
    let state = match total {
        total if total.is_zero() && note.starts_with("Voided") => RemoteState::Void,
        total if open.is_zero() && !total.is_zero() => RemoteState::Paid,
        _ => RemoteState::Open,
    };
    let number = read.doc_number.unwrap_or_default();
    let our_number = memo::number(&note).map_or_else(|| number.clone(), str::to_owned);
    let tax = read.txn_tax_detail.and_then(|tax| tax.total_tax).map(amount).transpose()?;
    let lines = read.line.iter().filter_map(line).collect::<Result<Vec<_>, _>>()?;
    Ok(RemoteDocument {
        id: ids::qualified(realm, &read.id),
        number,
        kind,
        our_number,
        party: read.party.value,
        party_name: read.party.name,
        date: read.txn_date,
        total,
        tax: tax.unwrap_or(Amount::ZERO),
        state,
        version: read.sync_token,
        lines,
        open,
        control: read.ap_account_ref.map(|account| account.value),
    })
}

/// Item or account of a line, and its amount; nothing for the sum that the server adds.
fn line(line: &wire::Line) -> Option<Result<(String, Amount), Rejection>> {
    let sold = line.sales_item_line_detail.as_ref().map(|detail| &detail.item_ref);
    let charged = line.account_based_expense_line_detail.as_ref().map(|detail| &detail.account_ref);
    let to = sold.or(charged)?.value.clone();
    let worth = line.amount?;
    Some(amount(worth).map(|amount| (to, amount)))
}

/// Whole cents, or a reply that cannot be read.
pub(super) fn amount(number: Exact) -> Result<Amount, Rejection> {
    number.amount().ok_or_else(|| unreadable(&format!("{} is not an amount in cents", number.0)))
}

fn nothing(what: &str) -> Rejection {
    unreadable(&format!("it has no {what}"))
}

pub(super) fn unreadable(why: &str) -> Rejection {
    Rejection {
        code: "reply_unreadable",
        class: Class::Transient,
        message: format!(
            "QuickBooks Online's reply cannot be read ({why}). It is asked again by itself; if that \
             lasts, check what answers at its address."
        ),
        remote_wide: true,
        subject: None,
        retry_after: None,
    }
}
