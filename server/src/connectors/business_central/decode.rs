//! From Business Central's replies to what they mean. Only an explicit success counts as one; a
//! reply that cannot be read after an order leaves its outcome unknown.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use waypost_core::chart::classify_business_central;
use waypost_core::sync::period::OpenDays;
use waypost_core::wire::{Account, Amount, Entry, Kind};

use super::errors;
use super::wire::{self, BatchReply, Exact, Page, plain};
use crate::connectors::{
    Address, Answer, Ask, Call, Class, CompanyRules, Decoded, Method, Part, Rejection,
    RemoteCompany, RemoteCredit, RemoteDocument, RemoteEntry, RemoteParty, RemoteState, Reply,
};

/// What `reply` means for each ask of `call`.
pub(super) fn reply(call: &Call, reply: &Reply) -> Decoded {
    if is_batch(call) && reply.status < 300 {
        let (answers, parts) = parts(call, reply).into_iter().unzip();
        return Decoded { answers, next: None, parts };
    }
    let mut next = None;
    let answers = call
        .asks
        .iter()
        .map(|ask| {
            let (answer, link) = one(call, ask, reply);
            next = link.map(|link| reads_on(call, ask, link));
            answer
        })
        .collect();
    Decoded { answers, next, parts: Vec::new() }
}

fn is_batch(call: &Call) -> bool {
    matches!(&call.address, Address::Path(path) if path.ends_with("/$batch"))
}

fn reads_on(call: &Call, ask: &Ask, link: String) -> Call {
    Call {
        asks: vec![ask.clone()],
        method: Method::Get,
        address: Address::Next(link),
        body: None,
        writes: false,
        parts: 1,
        ..call.clone()
    }
}

/// What a reply means for one ask, and where it reads on.
fn one(call: &Call, ask: &Ask, reply: &Reply) -> (Answer, Option<String>) {
    match whole(ask, reply) {
        Ok(read) => read,
        Err(rejection) => (refused(call, rejection, reply.status), None),
    }
}

/// An order whose reply does not rule out that it was carried out is unknown (R41).
fn refused(call: &Call, rejection: Rejection, status: u16) -> Answer {
    let ambiguous = matches!(status, 408 | 500 | 502 | 504) && rejection.remote_wide;
    let unreadable = status < 300;
    if call.writes && (ambiguous || unreadable) {
        Answer::Unknown(rejection)
    } else {
        Answer::Rejected(rejection)
    }
}

type Read = Result<(Answer, Option<String>), Rejection>;

fn whole(ask: &Ask, reply: &Reply) -> Read {
    if reply.status >= 300 {
        let rejection = errors::read(reply.status, &reply.body, reply.retry_after.as_deref());
        return match ask {
            // What is posted or gone already needs no second order.
            Ask::Post(..) | Ask::PostCredit(_) if rejection.code == "already_posted" => {
                Ok((Answer::Done, None))
            }
            Ask::Remove(..) | Ask::RemoveCredit(_) if rejection.code == "record_gone" => {
                Ok((Answer::Done, None))
            }
            _ => Err(rejection),
        };
    }
    match ask {
        Ask::MayRead(_) => page::<serde_json::Value>(reply).map(|_| (Answer::Done, None)),
        Ask::Post(..) | Ask::Remove(..) | Ask::PostCredit(_) | Ask::RemoveCredit(_) => {
            Ok((Answer::Done, None))
        }
        Ask::Create(..) | Ask::CreateParty(..) | Ask::CreateCredit(..) => created(ask, &reply.body),
        Ask::ReadCredit(_) => {
            let memo = document(Kind::Invoice, parse(&reply.body)?)?;
            Ok((Answer::Documents(vec![memo]), None))
        }
        Ask::Read(kind, _) => {
            let document = document(*kind, parse(&reply.body)?)?;
            Ok((Answer::Documents(vec![document]), None))
        }
        _ => listed(ask, reply),
    }
}

fn created(ask: &Ask, body: &[u8]) -> Read {
    match ask {
        Ask::Create(draft, _) | Ask::CreateCredit(draft, _) => {
            Ok((Answer::Documents(vec![document(draft.kind, parse(body)?)?]), None))
        }
        _ => Ok((Answer::Parties(vec![party(parse(body)?)]), None)),
    }
}

fn listed(ask: &Ask, reply: &Reply) -> Read {
    Ok(match ask {
        Ask::Companies => {
            let page = page::<wire::Company>(reply)?;
            (Answer::Companies(page.value.into_iter().map(company).collect()), page.next)
        }
        Ask::Accounts => {
            let page = page::<wire::Account>(reply)?;
            (Answer::Accounts(page.value.into_iter().map(account).collect()), page.next)
        }
        Ask::LookUp(crate::connectors::Sought { kind, .. })
        | Ask::Alike(kind, _)
        | Ask::ChangedDocuments(kind, _)
        | Ask::Several(kind, _) => {
            let page = page::<wire::Invoice>(reply)?;
            let documents: Result<_, _> =
                page.value.into_iter().map(|invoice| document(*kind, invoice)).collect();
            (Answer::Documents(documents?), page.next)
        }
        Ask::FindCredit(_) => {
            let page = page::<wire::Invoice>(reply)?;
            let memos: Result<_, _> =
                page.value.into_iter().map(|memo| document(Kind::Invoice, memo)).collect();
            (Answer::Documents(memos?), page.next)
        }
        Ask::Credits(..) => {
            let page = page::<wire::CreditMemo>(reply)?;
            let posted = page.value.into_iter().filter(|memo| is_posted(&memo.status));
            let credits: Result<_, _> = posted.map(credit).collect();
            (Answer::Credits(credits?), page.next)
        }
        Ask::CompanyRules => {
            let page = page::<wire::LedgerSetup>(reply)?;
            let open = page.value.first().map_or_else(OpenDays::default, open_days);
            (Answer::CompanyRules(CompanyRules { open, keeps_numbers: true }), page.next)
        }
        Ask::Entries(_) | Ask::EntriesOf(_) => {
            let page = page::<wire::LedgerEntry>(reply)?;
            let entries: Result<_, _> = page.value.into_iter().map(entry).collect();
            (Answer::Entries(entries?), page.next)
        }
        _ => {
            let page = page::<wire::Party>(reply)?;
            (Answer::Parties(page.value.into_iter().map(party).collect()), page.next)
        }
    })
}

/// The parts of a batch, each with its own status, matched by id. Of an order whose part is missing
/// nobody knows whether it was carried out.
fn parts(call: &Call, reply: &Reply) -> Vec<(Answer, Part)> {
    let missing = |why: &str| {
        let part = Part { reply: None, next: None };
        (refused(call, unreadable(why), reply.status), part)
    };
    let batch: BatchReply = match serde_json::from_slice(&reply.body) {
        Ok(batch) => batch,
        Err(error) => return vec![missing(&error.to_string()); call.asks.len()],
    };
    let mut by_id: HashMap<String, Reply> = batch
        .responses
        .into_iter()
        .map(|part| {
            let body = part.body.map(|body| body.get().as_bytes().to_vec()).unwrap_or_default();
            (part.id, Reply { status: part.status, retry_after: reply.retry_after.clone(), body })
        })
        .collect();
    call.asks
        .iter()
        .enumerate()
        .map(|(at, ask)| {
            let Some(part) = by_id.remove(&(at + 1).to_string()) else {
                return missing("a batch came back without one of its parts");
            };
            let (answer, link) = one(call, ask, &part);
            let next = link.map(|link| reads_on(call, ask, link));
            (answer, Part { reply: Some(part), next })
        })
        .collect()
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Rejection> {
    serde_json::from_slice(body).map_err(|error| unreadable(&error.to_string()))
}

fn page<T: DeserializeOwned>(reply: &Reply) -> Result<Page<T>, Rejection> {
    parse(&reply.body)
}

fn unreadable(why: &str) -> Rejection {
    Rejection {
        code: "reply_unreadable",
        class: Class::Transient,
        message: format!(
            "Business Central's reply cannot be read ({why}). It is asked again by itself; if \
             that lasts, check what answers at its address."
        ),
        remote_wide: true,
        subject: None,
        retry_after: None,
    }
}

fn company(company: wire::Company) -> RemoteCompany {
    let display_name =
        if company.display_name.is_empty() { company.name.clone() } else { company.display_name };
    RemoteCompany { id: company.id, name: company.name, display_name }
}

fn account(account: wire::Account) -> Account {
    let posting = plain(&account.account_type) == "Posting";
    Account {
        class: classify_business_central(&plain(&account.category), &account.sub_category),
        id: account.id,
        number: Some(account.number),
        name: account.display_name,
        clearing: false,
        active: !account.blocked,
        posting,
        direct_posting: account.direct_posting,
        parent: None,
        currency: None,
        extra: Default::default(),
    }
}

fn party(party: wire::Party) -> RemoteParty {
    let blocked = plain(&party.blocked);
    RemoteParty {
        id: party.id,
        number: party.number,
        name: party.display_name,
        blocked: (!blocked.trim().is_empty()).then_some(blocked),
    }
}

fn document(kind: Kind, invoice: wire::Invoice) -> Result<RemoteDocument, Rejection> {
    let state = match plain(&invoice.status).as_str() {
        "Draft" | "In Review" | " " => RemoteState::Draft,
        "Open" => RemoteState::Open,
        "Paid" => RemoteState::Paid,
        "Canceled" | "Corrective" => RemoteState::Void,
        other => return Err(unreadable(&format!("invoice status {other:?}"))),
    };
    let total = amount(invoice.total_amount_including_tax)?;
    let open = match (state, invoice.remaining_amount) {
        (RemoteState::Paid, _) => Amount::ZERO,
        (_, Some(open)) => amount(open)?,
        (_, None) => total,
    };
    Ok(RemoteDocument {
        id: invoice.id,
        number: invoice.number,
        kind,
        our_number: invoice.our_number,
        party: invoice.party_id,
        party_name: invoice.party_name,
        date: invoice.invoice_date,
        total,
        tax: amount(invoice.total_tax_amount)?,
        state,
        version: String::new(),
        lines: Vec::new(),
        open,
        control: None,
    })
}

/// A memo that is cancelled or not posted yet takes nothing off.
fn is_posted(status: &str) -> bool {
    matches!(plain(status).as_str(), "Open" | "Paid" | "Corrective")
}

fn credit(memo: wire::CreditMemo) -> Result<RemoteCredit, Rejection> {
    Ok(RemoteCredit { number: memo.number, total: amount(memo.total_amount_including_tax)? })
}

/// The first day of the calendar stands for an open end.
fn open_days(setup: &wire::LedgerSetup) -> OpenDays {
    let day = |text: &str| Some(text).filter(|text| *text != "0001-01-01")?.parse().ok();
    OpenDays { from: day(&setup.allow_posting_from), until: day(&setup.allow_posting_to) }
}

fn entry(entry: wire::LedgerEntry) -> Result<RemoteEntry, Rejection> {
    Ok(RemoteEntry {
        document_number: entry.document_number,
        account_number: entry.account_number,
        posting_date: entry.posting_date,
        entry: Entry {
            account: entry.account_id,
            debit: amount(entry.debit_amount)?,
            credit: amount(entry.credit_amount)?,
        },
    })
}

/// Whole cents, or a reply that cannot be read.
fn amount(number: Exact) -> Result<Amount, Rejection> {
    number.amount().ok_or_else(|| unreadable(&format!("{} is not an amount in cents", number.0)))
}
