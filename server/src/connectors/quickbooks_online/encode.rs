//! From what Waypost asks to QuickBooks Online's requests. Look-ups by number share a query, other
//! questions about documents share a batch, and so do the documents that are made.

use waypost_core::wire::Kind;

use super::ids;
use super::limits::{CAPABILITIES, DECIMALS, DESCRIPTION};
use super::memo::memo;
use super::payment;
use super::query;
use super::wire::{
    Batch, BatchItem, Exact, Named, NewExpenseDetail, NewItem, NewLine, NewParty, NewSalesDetail,
    NewTransaction, To,
};
use crate::connectors::reckoning::{decimal, description, exactly};
use crate::connectors::text::{encoded, json};
use crate::connectors::{Address, Ask, Call, Draft, DraftLine, Method, Once, Sought, Target};

/// The version of the interface that replies are read in: the least that Intuit serves.
const VERSION: &str = "minorversion=75";

/// The calls for `asks`, in an order in which they may be sent.
pub(super) fn calls(target: &Target, asks: &[Ask]) -> Vec<Call> {
    let mut calls = Vec::new();
    for kind in [Kind::Invoice, Kind::Bill] {
        calls.extend(by_number(target, asks, kind));
    }
    let mut questions = Vec::new();
    let mut made: Vec<(&str, Vec<&Ask>)> = Vec::new();
    for ask in asks {
        match ask {
            Ask::LookUp(sought) if sought.by_number => {}
            Ask::LookUp(_) | Ask::Alike(..) => questions.push(ask),
            Ask::Create(_, once) if !once.again => {
                match made.iter_mut().find(|(request, _)| *request == once.request) {
                    Some((_, together)) => together.push(ask),
                    None => made.push((&once.request, vec![ask])),
                }
            }
            other => calls.extend(single(target, other)),
        }
    }
    calls.extend(questions.chunks(CAPABILITIES.batch).map(|asks| batch(target, asks, None)));
    calls.extend(made.iter().map(|(request, asks)| batch(target, asks, Some(request))));
    calls
}

/// Look-ups of documents of a kind by their numbers, as many in one query as a batch would hold.
fn by_number<'a>(
    target: &'a Target,
    asks: &'a [Ask],
    kind: Kind,
) -> impl Iterator<Item = Call> + 'a {
    let sought: Vec<&Sought> = asks
        .iter()
        .filter_map(|ask| match ask {
            Ask::LookUp(sought) if sought.by_number && sought.kind == kind => Some(sought),
            _ => None,
        })
        .collect();
    let chunks: Vec<Vec<&Sought>> =
        sought.chunks(CAPABILITIES.batch).map(<[&Sought]>::to_vec).collect();
    chunks.into_iter().map(move |sought| {
        let statement = query::numbered(kind, sought.iter().map(|one| one.number.as_str()));
        let asks: Vec<Ask> = sought.into_iter().cloned().map(Ask::LookUp).collect();
        read(target, asks, "look_up", &statement)
    })
}

/// One query.
fn read(target: &Target, asks: Vec<Ask>, step: &'static str, statement: &str) -> Call {
    let below = format!("query?query={}", encoded(statement));
    Call {
        parts: 1,
        asks,
        step,
        method: Method::Get,
        address: path(&target.company, &below, None),
        headers: Vec::new(),
        body: None,
        writes: false,
    }
}

/// A batch of questions or, under a request's id, of documents to be made.
fn batch(target: &Target, asks: &[&Ask], request: Option<&str>) -> Call {
    let items = asks.iter().enumerate().map(|(at, ask)| part(at, ask)).collect();
    Call {
        asks: asks.iter().map(|ask| (*ask).clone()).collect(),
        step: if request.is_some() { "create" } else { "look_up" },
        method: Method::Post,
        address: path(&target.company, "batch?", request),
        headers: Vec::new(),
        body: Some(json(&Batch { batch_item_request: items })),
        writes: request.is_some(),
        // A batch counts as one, even when it carries a single part.
        parts: asks.len().max(2),
    }
}

/// The name of the part at a place of a batch of questions.
pub(super) fn nth(at: usize) -> String {
    format!("q{}", at + 1)
}

fn part(at: usize, ask: &Ask) -> BatchItem<'_> {
    let mut item =
        BatchItem { part: nth(at), operation: None, query: None, invoice: None, bill: None };
    match ask {
        Ask::LookUp(sought) => item.query = Some(query::of_the_same_terms(sought)),
        Ask::Alike(kind, alike) => item.query = Some(query::alike(*kind, alike)),
        Ask::Create(draft, once) => {
            item.part.clone_from(&once.part);
            item.operation = Some("create");
            match draft.kind {
                Kind::Invoice => item.invoice = Some(transaction(draft)),
                Kind::Bill => item.bill = Some(transaction(draft)),
            }
        }
        _ => {}
    }
    item
}

/// What goes out alone; nothing for what QuickBooks Online has no counterpart of: drafts are posted
/// as they are made, ledger entries and credits are not read by document.
fn single(target: &Target, ask: &Ask) -> Option<Call> {
    let company = target.company.as_str();
    let list = |step, entity, condition| {
        Some(read(target, vec![ask.clone()], step, &query::all(entity, condition)))
    };
    let get = |step, realm: &str, below: &str| {
        Some(call(ask, step, Method::Get, path(realm, &format!("{below}?"), None), None))
    };
    let post = |step, address, body| Some(call(ask, step, Method::Post, address, Some(body)));
    match ask {
        Ask::Companies => get("read_companies", company, &format!("companyinfo/{company}")),
        Ask::CompanyRules => get("read_company_rules", company, "preferences"),
        Ask::Accounts => list("read_accounts", "Account", "Active in (true, false)"),
        Ask::Items => list("read_items", "Item", "Type = 'Service'"),
        Ask::Parties(side) => list("read_parties", query::party(*side), ""),
        Ask::MayRead(what) => {
            Some(read(target, vec![ask.clone()], "test_access", &query::count(*what)?))
        }
        Ask::Several(kind, several) => {
            let statement =
                query::of_ids(*kind, several.iter().map(|id| ids::parts(id, company).1));
            Some(read(target, vec![ask.clone()], "read_posted", &statement))
        }
        Ask::Read(kind, id) => {
            let (realm, id) = ids::parts(id, company);
            get("re_read", realm, &format!("{}/{}", object(*kind), encoded(id)))
        }
        Ask::CreateParty(side, name) => {
            let below = format!("{}?", query::party(*side).to_ascii_lowercase());
            let body = json(&NewParty { display_name: name });
            post("create_party", path(company, &below, None), body)
        }
        Ask::CreateItem(name, account) => {
            let income_account_ref = To { value: account };
            let body = json(&NewItem { name, kind: "Service", income_account_ref });
            post("create_item", path(company, "item?", None), body)
        }
        Ask::Create(draft, once) => {
            // The number of a void document stands twice only where that is said.
            let below = format!("{}?include=allowduplicatedocnum&", object(draft.kind));
            let address = path(company, &below, Some(&alone(once)));
            post("create", address, json(&transaction(draft)))
        }
        Ask::Update(draft, id, version, once) => {
            let (realm, id) = ids::parts(id, company);
            let below = format!("{}?operation=update&", object(draft.kind));
            let changed = NewTransaction {
                id: Some(id),
                sync_token: Some(version),
                sparse: true,
                ..transaction(draft)
            };
            post("update", path(realm, &below, Some(&alone(once))), json(&changed))
        }
        Ask::Remove(kind, id) => {
            let (realm, id) = ids::parts(id, company);
            let below = format!("{}?operation=delete&", object(*kind));
            // Its first version: what somebody changed since is nobody's to remove.
            let named = Named { id, sync_token: "0" };
            post("remove", path(realm, &below, None), json(&named))
        }
        _ => of_payments(target, ask),
    }
}

/// What is asked about payments; nothing for what QuickBooks Online has no counterpart of.
fn of_payments(target: &Target, ask: &Ask) -> Option<Call> {
    let company = target.company.as_str();
    let get = |step, address| Some(call(ask, step, Method::Get, address, None));
    match ask {
        Ask::FindPayment(new) => {
            Some(read(target, vec![ask.clone()], "look_up_payment", &payment::alike(new)))
        }
        Ask::Pay(new, once) => {
            let address = path(company, "payment?", Some(&alone(once)));
            Some(call(ask, "pay", Method::Post, address, Some(json(&payment::body(new)))))
        }
        Ask::ChangedPayments(direction, since) => {
            let entity = payment::entity(*direction);
            let below = format!("cdc?entities={entity}&changedSince={}&", encoded(since));
            get("read_changed", path(company, &below, None))
        }
        Ask::PaymentsSince(direction, since) => {
            let statement = payment::since(*direction, since);
            Some(read(target, vec![ask.clone()], "read_payments", &statement))
        }
        Ask::ReadPayment(direction, id) => {
            let (realm, id) = ids::parts(id, company);
            let entity = payment::entity(*direction).to_ascii_lowercase();
            get("read_payment", path(realm, &format!("{entity}/{}?", encoded(id)), None))
        }
        _ => None,
    }
}

fn call(
    ask: &Ask,
    step: &'static str,
    method: Method,
    address: Address,
    body: Option<String>,
) -> Call {
    Call {
        asks: vec![ask.clone()],
        step,
        method,
        address,
        headers: Vec::new(),
        writes: body.is_some(),
        body,
        parts: 1,
    }
}

/// The id of a request that goes out alone.
fn alone(once: &Once) -> String {
    format!("{}-{}", once.request, once.part)
}

/// A path of a company's file; `below` ends where a further parameter may follow.
fn path(realm: &str, below: &str, request: Option<&str>) -> Address {
    let joint = if below.ends_with(['?', '&']) { "" } else { "&" };
    let request = request.map(|id| format!("&requestid={}", encoded(id))).unwrap_or_default();
    Address::Path(format!("v3/company/{}/{below}{joint}{VERSION}{request}", encoded(realm)))
}

/// The page that follows the one that `call` asked for.
pub(super) fn next(call: &Call, rows: usize) -> Option<Call> {
    let Address::Path(path) = &call.address else { return None };
    let (before, rest) = path.split_once("query=")?;
    let (statement, after) = rest.split_once('&')?;
    let statement = url::form_urlencoded::parse(format!("q={statement}").as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())?;
    let next = encoded(&query::next(&statement, rows)?);
    Some(Call { address: Address::Path(format!("{before}query={next}&{after}")), ..call.clone() })
}

fn object(kind: Kind) -> &'static str {
    match kind {
        Kind::Invoice => "invoice",
        Kind::Bill => "bill",
    }
}

fn transaction(draft: &Draft) -> NewTransaction<'_> {
    let party = Some(To { value: &draft.party });
    let (customer_ref, vendor_ref, control) = match draft.kind {
        Kind::Invoice => (party, None, None),
        Kind::Bill => (None, party, draft.control.as_deref()),
    };
    NewTransaction {
        id: None,
        sync_token: None,
        sparse: false,
        customer_ref,
        vendor_ref,
        ap_account_ref: control.map(|value| To { value }),
        doc_number: &draft.number,
        txn_date: draft.posting_date().to_string(),
        due_date: draft.due.map(|due| due.to_string()),
        private_note: memo(draft),
        currency_ref: To { value: &draft.currency },
        line: draft.lines.iter().map(|one| line(draft.kind, one)).collect(),
    }
}

fn line(kind: Kind, line: &DraftLine) -> NewLine<'_> {
    let amount = decimal(line.amount);
    let sold = || {
        let (qty, unit_price) =
            exactly(line, DECIMALS).unwrap_or((rust_decimal::Decimal::ONE, amount));
        let item_ref = To { value: line.item.as_deref().unwrap_or_default() };
        NewSalesDetail { item_ref, qty: Exact(qty), unit_price: Exact(unit_price) }
    };
    let charged = || NewExpenseDetail { account_ref: To { value: &line.account } };
    let (detail_type, sales_item_line_detail, account_based_expense_line_detail) = match kind {
        Kind::Invoice => ("SalesItemLineDetail", Some(sold()), None),
        Kind::Bill => ("AccountBasedExpenseLineDetail", None, Some(charged())),
    };
    NewLine {
        detail_type,
        amount: Exact::of(line.amount),
        description: description(line, DESCRIPTION),
        sales_item_line_detail,
        account_based_expense_line_detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target() -> Target {
        Target { environment: String::new(), company: "93".to_owned() }
    }

    fn sought(number: &str, by_number: bool) -> Ask {
        let date = "2026-09-16".parse().unwrap();
        Ask::LookUp(Sought {
            kind: Kind::Invoice,
            number: number.to_owned(),
            party: "1".to_owned(),
            date,
            posted: date,
            total: "3298.62".parse().unwrap(),
            by_number,
        })
    }

    fn draft(number: &str) -> Draft {
        Draft {
            kind: Kind::Invoice,
            number: number.to_owned(),
            party: "1".to_owned(),
            date: "2026-09-16".parse().unwrap(),
            moved: None,
            due: None,
            currency: "USD".to_owned(),
            control: None,
            total: "401.12".parse().unwrap(),
            lines: vec![DraftLine {
                account: "52".to_owned(),
                item: Some("7".to_owned()),
                description: "Fuel Surcharge".to_owned(),
                quantity: Some("872".parse().unwrap()),
                rate: Some("0.46".parse().unwrap()),
                amount: "401.12".parse().unwrap(),
            }],
        }
    }

    fn once(request: &str, part: &str) -> Once {
        Once { request: request.to_owned(), part: part.to_owned(), again: false }
    }

    #[test]
    fn numbers_share_a_query_and_terms_share_a_batch() {
        let asks: Vec<Ask> = (0..70).map(|n| sought(&format!("REF-{n}"), n < 35)).collect();
        let calls = calls(&target(), &asks);
        let shape: Vec<(&str, usize)> =
            calls.iter().map(|call| (call.method.text(), call.asks.len())).collect();
        assert_eq!(shape, [("GET", 30), ("GET", 5), ("POST", 30), ("POST", 5)]);
        assert!(calls.iter().all(|call| !call.writes));
    }

    #[test]
    fn documents_of_one_request_go_out_together_under_its_id() {
        let asks = [
            Ask::Create(draft("A"), once("r1", "1")),
            Ask::Create(draft("B"), once("r2", "1")),
            Ask::Create(draft("C"), once("r1", "2")),
        ];
        let calls = calls(&target(), &asks);
        let sizes: Vec<usize> = calls.iter().map(|call| call.asks.len()).collect();
        assert_eq!(sizes, [2, 1]);
        let Address::Path(path) = &calls[0].address else { panic!("a path") };
        assert_eq!(path, "v3/company/93/batch?minorversion=75&requestid=r1");
        let body = calls[0].body.as_deref().unwrap();
        assert!(body.contains(r#""Qty":872,"UnitPrice":0.46"#), "{body}");
        assert!(body.contains(r#""bId":"2""#) && body.contains("Waypost: C"), "{body}");
    }

    #[test]
    fn a_list_goes_on_where_its_first_page_ended() {
        let call = &calls(&target(), &[Ask::Accounts])[0];
        let next = next(call, 1_000).unwrap();
        let Address::Path(path) = &next.address else { panic!("a path") };
        assert!(path.contains("startposition%201001%20maxresults%201000&minorversion"), "{path}");
        assert!(super::next(call, 12).is_none());
    }
}
