//! From what Waypost asks to Business Central's requests. Questions about numbers go into
//! batches, and so does what is asked of several documents at once; each part has an outcome of its
//! own, because a batch is not all or nothing here.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use waypost_core::wire::Kind;

use super::limits::{ALIKE, CAPABILITIES};
use super::line::{comment, line};
use super::wire::{
    Batch, BatchRequest, NewParty, NewPurchaseInvoice, NewSalesCreditMemo, NewSalesInvoice,
};

use crate::connectors::text::{encoded, json};
use crate::connectors::{Address, Alike, Ask, Call, Draft, Method, Readable, Side, Target};

/// The calls for `asks`, in an order in which they may be sent.
pub(super) fn calls(target: &Target, asks: &[Ask]) -> Vec<Call> {
    let (questions, others): (Vec<&Ask>, Vec<&Ask>) =
        asks.iter().partition(|ask| matches!(ask, Ask::LookUp(_) | Ask::Alike(..)));
    let (of_documents, others): (Vec<&Ask>, Vec<&Ask>) =
        others.into_iter().partition(|ask| is_of_a_document(ask));
    let questions = questions.chunks(CAPABILITIES.batch).map(|asks| batch(target, asks));
    let of_documents = of_documents.chunks(CAPABILITIES.orders).map(|asks| match asks {
        [alone] => single(target, alone),
        several => batch(target, several),
    });
    let known = others.into_iter().filter(|ask| is_known(ask));
    let others = known.map(|ask| single(target, ask));
    questions.chain(of_documents).chain(others).collect()
}

/// A step of one document's way, which may share a request with the same step of others.
fn is_of_a_document(ask: &Ask) -> bool {
    matches!(
        ask,
        Ask::Create(..) | Ask::Post(..) | Ask::Read(..) | Ask::Remove(..) | Ask::Entries(_)
    )
}

/// Lines name their account, a posted document is never changed, and payments are not shown: neither
/// items nor updates nor payments are asked of Business Central.
fn is_known(ask: &Ask) -> bool {
    !matches!(
        ask,
        Ask::Items
            | Ask::CreateItem(..)
            | Ask::Update(..)
            | Ask::FindPayment(_)
            | Ask::Pay(..)
            | Ask::ChangedPayments(..)
            | Ask::PaymentsSince(..)
            | Ask::ReadPayment(..)
    )
}

/// What an ask is for, as attempts name it.
fn step(ask: &Ask) -> &'static str {
    match ask {
        Ask::Companies => "read_companies",
        Ask::Accounts => "read_accounts",
        Ask::MayRead(_) => "test_access",
        Ask::Parties(_) => "read_parties",
        Ask::CreateParty(..) => "create_party",
        Ask::LookUp(_) => "look_up",
        Ask::Alike(..) => "look_alike",
        Ask::Credits(..) => "read_credits",
        Ask::CompanyRules => "read_company_rules",
        Ask::Create(..) => "create",
        Ask::Read(..) => "re_read",
        Ask::Post(..) => "post",
        Ask::Remove(..) => "remove_draft",
        Ask::FindCredit(_) => "find_credit",
        Ask::CreateCredit(..) => "create_credit",
        Ask::ReadCredit(_) => "re_read_credit",
        Ask::PostCredit(_) => "post_credit",
        Ask::RemoveCredit(_) => "remove_credit",
        Ask::Entries(_) => "compare_ledger",
        Ask::EntriesOf(_) => "read_ledger",
        Ask::Several(..) => "read_posted",
        Ask::ChangedDocuments(..) => "read_changed",
        _ => "",
    }
}

fn batch(target: &Target, asks: &[&Ask]) -> Call {
    let alone: Vec<Call> = asks.iter().map(|ask| single(target, ask)).collect();
    let requests = alone
        .iter()
        .zip(asks)
        .enumerate()
        .map(|(at, (call, ask))| BatchRequest {
            method: call.method.text(),
            id: (at + 1).to_string(),
            url: format!("{}/{}", company(target), path(ask)),
            headers: headers(call),
            body: call.body.clone().and_then(|body| RawValue::from_string(body).ok()),
        })
        .collect();
    Call {
        asks: asks.iter().map(|ask| (*ask).clone()).collect(),
        step: alone.first().map_or("look_up", |call| call.step),
        method: Method::Post,
        address: Address::Path(format!("{}/$batch", root(target))),
        headers: Vec::new(),
        body: Some(json(&Batch { requests })),
        writes: alone.iter().any(|call| call.writes),
        parts: asks.len(),
    }
}

/// What a call alone would carry in its own head.
fn headers(call: &Call) -> BTreeMap<&'static str, String> {
    let json = call.body.as_ref().map(|_| ("content-type", "application/json".to_owned()));
    call.headers.iter().cloned().chain(json).collect()
}

fn single(target: &Target, ask: &Ask) -> Call {
    let (method, body, writes) = match ask {
        Ask::CreateParty(_, name) => {
            (Method::Post, Some(json(&NewParty { display_name: name })), true)
        }
        Ask::Create(draft, _) => (Method::Post, Some(create(draft)), true),
        Ask::CreateCredit(draft, invoice) => {
            (Method::Post, Some(create_credit(draft, invoice)), true)
        }
        Ask::Post(..) | Ask::PostCredit(_) => (Method::Post, None, true),
        Ask::Remove(..) | Ask::RemoveCredit(_) => (Method::Delete, None, true),
        _ => (Method::Get, None, false),
    };
    let headers = match ask {
        // Anything but a look-up may be answered by the replica.
        Ask::Accounts => vec![("data-access-intent", "ReadOnly".to_owned())],
        Ask::Remove(..) | Ask::RemoveCredit(_) => vec![("if-match", "*".to_owned())],
        _ => Vec::new(),
    };
    let below = path(ask);
    let address = match ask {
        Ask::Companies => format!("{}/{below}", root(target)),
        _ => format!("{}/{}/{below}", root(target), company(target)),
    };
    Call {
        asks: vec![ask.clone()],
        step: step(ask),
        method,
        address: Address::Path(address),
        headers,
        body,
        writes,
        parts: 1,
    }
}

fn root(target: &Target) -> String {
    format!("{}/api/v2.0", encoded(&target.environment))
}

fn company(target: &Target) -> String {
    format!("companies({})", encoded(&target.company))
}

fn invoices(kind: Kind) -> &'static str {
    match kind {
        Kind::Invoice => "salesInvoices",
        Kind::Bill => "purchaseInvoices",
    }
}

fn parties(side: Side) -> &'static str {
    match side {
        Side::Customer => "customers",
        Side::Vendor => "vendors",
    }
}

fn path(ask: &Ask) -> String {
    match ask {
        Ask::Companies => "companies".to_owned(),
        Ask::Accounts => "accounts".to_owned(),
        Ask::MayRead(what) => format!("{}?$top=1", readable(*what)),
        Ask::Parties(side) => {
            format!("{}?$select=id,number,displayName,blocked", parties(*side))
        }
        Ask::CreateParty(side, _) => parties(*side).to_owned(),
        Ask::LookUp(sought) => {
            let number = same(sought.kind, &Alike::Number(sought.number.clone()));
            let party = same(sought.kind, &Alike::Party(sought.party.clone()));
            filtered(invoices(sought.kind), &format!("{number} and {party}"))
        }
        Ask::Alike(kind, alike) => {
            // The newest first, and no more than a person reads.
            let by = filtered(invoices(*kind), &same(*kind, alike));
            format!("{by}&$orderby=invoiceDate%20desc&$top={ALIKE}")
        }
        Ask::Credits(kind, id) => {
            let credits = match kind {
                Kind::Invoice => "salesCreditMemos",
                Kind::Bill => "purchaseCreditMemos",
            };
            filtered(credits, &format!("invoiceId eq {id}"))
        }
        Ask::FindCredit(draft) => {
            let number = same(Kind::Invoice, &Alike::Number(draft.number.clone()));
            let party = same(Kind::Invoice, &Alike::Party(draft.party.clone()));
            filtered("salesCreditMemos", &format!("{number} and {party}"))
        }
        Ask::CreateCredit(..) => "salesCreditMemos".to_owned(),
        Ask::ReadCredit(id) | Ask::RemoveCredit(id) => {
            format!("salesCreditMemos({})", encoded(id))
        }
        Ask::PostCredit(id) => {
            format!("salesCreditMemos({})/Microsoft.NAV.post", encoded(id))
        }
        Ask::CompanyRules => "generalLedgerSetup".to_owned(),
        Ask::Create(draft, _) => invoices(draft.kind).to_owned(),
        Ask::Read(kind, id) | Ask::Remove(kind, id) => {
            format!("{}({})", invoices(*kind), encoded(id))
        }
        Ask::Post(kind, id) => {
            format!("{}({})/Microsoft.NAV.post", invoices(*kind), encoded(id))
        }
        Ask::Entries(number) => {
            filtered("generalLedgerEntries", &format!("documentNumber eq {}", quoted(number)))
        }
        Ask::EntriesOf(numbers) => filtered(
            "generalLedgerEntries",
            &one_of("documentNumber", numbers.iter().map(|number| quoted(number))),
        ),
        Ask::Several(kind, ids) => filtered(invoices(*kind), &one_of("id", ids.iter().cloned())),
        Ask::ChangedDocuments(kind, since) => {
            let by = filtered(invoices(*kind), &format!("lastModifiedDateTime gt {since}"));
            format!("{by}&$orderby=lastModifiedDateTime")
        }
        _ => String::new(),
    }
}

/// The condition that a property has one of these values: `or` stands between conditions on one
/// property only.
fn one_of(property: &str, values: impl Iterator<Item = String>) -> String {
    let conditions: Vec<String> = values.map(|value| format!("{property} eq {value}")).collect();
    conditions.join(" or ")
}

/// The condition that finds what is alike.
fn same(kind: Kind, alike: &Alike) -> String {
    let (number, party) = match kind {
        Kind::Invoice => ("externalDocumentNumber", "customerId"),
        Kind::Bill => ("vendorInvoiceNumber", "vendorId"),
    };
    match alike {
        Alike::Number(text) => format!("{number} eq {}", quoted(text)),
        Alike::Party(id) => format!("{party} eq {id}"),
        Alike::Total(total) => format!("totalAmountIncludingTax eq {total}"),
    }
}

fn readable(what: Readable) -> &'static str {
    match what {
        Readable::Accounts => "accounts",
        Readable::Customers => "customers",
        Readable::Vendors => "vendors",
        Readable::Invoices => "salesInvoices",
        Readable::Bills => "purchaseInvoices",
        Readable::Entries => "generalLedgerEntries",
    }
}

fn filtered(entities: &str, filter: &str) -> String {
    format!("{entities}?$filter={}", encoded(filter))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn create(draft: &Draft) -> String {
    let invoice_date = draft.date.to_string();
    let posting_date = draft.posting_date().to_string();
    let due_date = draft.due.map(|due| due.to_string());
    let memo = draft.moved.as_ref().map(|moved| comment(&moved.memo));
    let lines = draft.lines.iter().map(|one| line(draft.kind, one)).chain(memo).collect();
    match draft.kind {
        Kind::Invoice => json(&NewSalesInvoice {
            external_document_number: &draft.number,
            invoice_date,
            posting_date,
            due_date,
            customer_id: &draft.party,
            currency_code: &draft.currency,
            sales_invoice_lines: lines,
        }),
        Kind::Bill => json(&NewPurchaseInvoice {
            vendor_invoice_number: &draft.number,
            invoice_date,
            posting_date,
            due_date,
            vendor_id: &draft.party,
            currency_code: &draft.currency,
            purchase_invoice_lines: lines,
        }),
    }
}

/// A credit memo over the posted invoice of this id, to which it is applied when it is posted.
fn create_credit(draft: &Draft, invoice: &str) -> String {
    json(&NewSalesCreditMemo {
        external_document_number: &draft.number,
        credit_memo_date: draft.date.to_string(),
        posting_date: draft.posting_date().to_string(),
        customer_id: &draft.party,
        currency_code: &draft.currency,
        invoice_id: invoice,
        sales_credit_memo_lines: draft.lines.iter().map(|one| line(draft.kind, one)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target() -> Target {
        Target { environment: "production".to_owned(), company: "c-1".to_owned() }
    }

    fn look_up(number: &str) -> Ask {
        let date = "2026-09-16".parse().unwrap();
        Ask::LookUp(crate::connectors::Sought {
            kind: Kind::Invoice,
            number: number.to_owned(),
            party: "p-1".to_owned(),
            date,
            posted: date,
            total: "1.00".parse().unwrap(),
            by_number: true,
        })
    }

    #[test]
    fn look_ups_share_a_batch_of_a_hundred() {
        let asks: Vec<Ask> = (0..250).map(|n| look_up(&format!("REF-{n}"))).collect();
        let calls = calls(&target(), &asks);
        let sizes: Vec<usize> = calls.iter().map(|call| call.asks.len()).collect();
        assert_eq!(sizes, [100, 100, 50]);
        assert!(calls.iter().all(|call| !call.writes && call.step == "look_up"));
    }

    #[test]
    fn what_is_asked_of_several_documents_shares_a_request_and_of_one_goes_alone() {
        let posts = |many| (0..many).map(|n| Ask::Post(Kind::Bill, format!("d-{n}")));
        let alone = calls(&target(), &posts(1).collect::<Vec<_>>());
        assert_eq!(alone[0].body, None);
        let shared = calls(&target(), &posts(45).collect::<Vec<_>>());
        assert_eq!(shared.iter().map(|call| call.parts).collect::<Vec<_>>(), [20, 20, 5]);
        assert!(shared.iter().all(|call| call.writes && call.step == "post"));
        let body = shared[0].body.as_deref().unwrap_or_default();
        assert!(body.contains("purchaseInvoices(d-0)/Microsoft.NAV.post"), "{body}");
    }

    #[test]
    fn a_part_carries_the_body_and_the_head_that_it_would_have_alone() {
        let removed = |n: u32| Ask::Remove(Kind::Invoice, format!("d-{n}"));
        let call = calls(&target(), &[removed(1), removed(2)]).remove(0);
        let body = call.body.unwrap_or_default();
        assert!(body.contains(r#""method":"DELETE""#), "{body}");
        assert!(body.contains(r#""headers":{"if-match":"*"}"#), "{body}");
    }

    #[test]
    fn a_number_with_a_quote_or_a_percent_stays_one_value() {
        let calls = calls(&target(), &[look_up("O'Neil 5%&x")]);
        let body = calls[0].body.as_deref().unwrap();
        assert!(
            body.contains("externalDocumentNumber%20eq%20%27O%27%27Neil%205%25%26x%27"),
            "{body}"
        );
    }

    #[test]
    fn several_documents_are_asked_for_in_one_condition_on_one_property() {
        let asks = [
            Ask::Several(Kind::Bill, vec!["d-1".to_owned(), "d-2".to_owned()]),
            Ask::EntriesOf(vec!["O'1".to_owned(), "2".to_owned()]),
        ];
        let calls = calls(&target(), &asks);
        let ends = [
            "purchaseInvoices?$filter=id%20eq%20d-1%20or%20id%20eq%20d-2",
            "generalLedgerEntries?$filter=documentNumber%20eq%20%27O%27%271%27%20or%20\
             documentNumber%20eq%20%272%27",
        ];
        for (call, end) in calls.iter().zip(ends) {
            let Address::Path(path) = &call.address else { panic!("a path") };
            assert!(path.ends_with(end), "{path}");
        }
    }

    #[test]
    fn a_look_up_never_reads_the_replica() {
        let asks = [look_up("REF-1"), Ask::Read(Kind::Bill, "d-1".to_owned())];
        assert!(calls(&target(), &asks).iter().all(|call| call.headers.is_empty()));
    }
}
