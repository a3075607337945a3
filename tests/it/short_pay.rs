//! R45 in Business Central, where a posted invoice never changes: the rest of a short-paid one is written
//! off by a credit memo, when a person says so. The sandbox's books are the judge.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use waypost_core::api::{DocumentDetail, State};
use waypost_server::sync::{Checkpoints, Options};
use waypost_server::transport::Carrier;
use waypost_tests::desk::{COMPANY, Desk, Fuse, TestClock, load_numbered, stopped_by};
use waypost_tests::{Office, sample};

/// The sample's load as the source forms it again, with 298.62 of 3,298.62 written off.
fn short() -> Value {
    sample::written_off(sample::load(), "298.62", "3000.00")
}

async fn settle_in_books(office: &Office, action: &str, amount: &str) {
    let ledger = office.ledger().await;
    let number = ledger["documents"][0]["number"].clone();
    let body = json!({"company": COMPANY, "kind": "sales", "invoice": number, "action": action,
        "amount": amount});
    office.control(Method::POST, "payments", &body).await;
}

/// Posted, paid in part, and then written off at the source.
async fn short_paid(office: &Office, paid: &str) -> String {
    let id = office.push(&sample::load()).await;
    office.settle().await;
    settle_in_books(office, "pay", paid).await;
    assert_eq!(office.push(&short()).await, id);
    office.settle().await;
    assert_eq!(office.stands(&id).await, "needs_you posted_differs");
    id
}

async fn write_off(office: &Office, id: &str) {
    let row = office.act(id, "write-off", &json!({"reason": "paid short"})).await;
    let message = row.message.expect("words");
    assert!(message.contains("Ada Reyes has the rest written off"), "{message}");
    office.settle().await;
}

/// Our number, day, total and status of each credit memo in the books.
fn memos(ledger: &Value) -> Vec<[String; 4]> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let memos = ledger["creditMemos"].as_array().expect("credit memos").iter();
    let names = ["externalDocumentNumber", "date", "total", "status"];
    memos.map(|memo| names.map(|name| text(&memo[name]))).collect()
}

async fn totals(office: &Office) -> Vec<String> {
    memos(&office.ledger().await).into_iter().map(|[_, _, total, _]| total).collect()
}

fn agrees(detail: &DocumentDetail) {
    assert_eq!((&detail.posted_document, &detail.difference), (&None, &None));
    assert_eq!((detail.rest, detail.row.message.clone()), (None, None));
}

#[tokio::test]
async fn case_103_a_credit_memo_takes_the_rest_off_and_books_and_source_agree() {
    let office = Office::open().await;
    let id = short_paid(&office, "3000.00").await;
    let rest = office.detail(&id).await.rest.expect("an offer");
    assert_eq!(rest.to_string(), "298.62");
    assert_eq!(totals(&office).await, Vec::<String>::new(), "nothing before a person says so");

    write_off(&office, &id).await;
    assert_eq!(office.stands(&id).await, "posted");
    let ledger = office.ledger().await;
    assert_eq!(ledger["balanced"], true);
    let detail = office.detail(&id).await;
    let [written] = detail.written_off.as_slice() else { panic!("{:?}", detail.written_off) };
    let day = written.day.to_string();
    assert_eq!(memos(&ledger), [["REF-1002345-W1", day.as_str(), "298.62", "Paid"]]);
    let invoice = vec![("Paid".to_owned(), "3298.62".to_owned())];
    assert_eq!(office.held("REF-1002345").await, invoice, "the invoice stays as it was posted");
    assert_eq!(office.net("11000").await, "0.00");
    // 75.00 and 42.50 of the invoice, less 298.62.
    assert_eq!(office.net("40300").await, "181.12");

    agrees(&detail);
    assert_eq!((written.by.as_str(), written.reason.as_str()), ("Ada Reyes", "paid short"));
    assert_eq!((written.amount.to_string(), written.differences.len()), ("298.62".to_owned(), 0));
    let posted = detail.posted.as_ref().expect("a posting");
    assert_eq!(posted.preview.total.to_string(), "3298.62", "R44: what posted it stays");
}

#[tokio::test]
async fn case_103_a_second_write_off_takes_only_what_is_new_off() {
    let office = Office::open().await;
    let id = short_paid(&office, "2000.00").await;
    write_off(&office, &id).await;
    office.clock.advance(SignedDuration::from_secs(1));
    office.push(&sample::written_off(short(), "100.00", "2900.00")).await;
    office.settle().await;
    let detail = office.detail(&id).await;
    assert_eq!(detail.rest.expect("an offer").to_string(), "100.00");
    assert_eq!(detail.difference.expect("a difference").was.to_string(), "3000.00");
    write_off(&office, &id).await;
    assert_eq!(totals(&office).await, ["298.62", "100.00"]);
    let numbers: Vec<_> = memos(&office.ledger().await).into_iter().map(|[it, ..]| it).collect();
    assert_eq!(numbers, ["REF-1002345-W1", "REF-1002345-W2"]);
    assert_eq!(office.net("11000").await, "900.00");
    assert_eq!(office.stands(&id).await, "posted");
}

#[tokio::test]
async fn case_103_in_a_closed_period_the_credit_memo_carries_the_first_open_day() {
    let office = Office::open().await;
    let id = short_paid(&office, "3000.00").await;
    let none = json!({"postingRange": {"from": null, "to": "2026-09-30"}});
    office.company(&none).await;
    write_off(&office, &id).await;
    assert_eq!(office.stands(&id).await, "needs_you closed_period");
    assert_eq!(totals(&office).await, Vec::<String>::new());

    // What was ordered stays ordered: it goes as soon as there is a day for it.
    office.company(&json!({"postingRange": {"from": "2099-01-01", "to": null}})).await;
    office.clock.advance(SignedDuration::from_mins(61));
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    let days: Vec<_> = memos(&office.ledger().await).into_iter().map(|[_, day, ..]| day).collect();
    assert_eq!(days, ["2099-01-01"]);
}

#[tokio::test]
async fn case_103_no_more_is_written_off_than_is_open() {
    let office = Office::open().await;
    let id = short_paid(&office, "3200.00").await;
    write_off(&office, &id).await;
    let row = office.detail(&id).await.row;
    let message = row.message.expect("words");
    assert!(message.contains("298.62 would be written off"), "{message}");
    assert!(message.contains("98.62 of it is open"), "{message}");
    assert_eq!(totals(&office).await, Vec::<String>::new());

    settle_in_books(&office, "unapply", "200.00").await;
    office.act(&id, "retry", &json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    assert_eq!(totals(&office).await, ["298.62"]);
    assert_eq!(office.net("11000").await, "-200.00", "the ledger keeps the payment");
}

#[tokio::test]
async fn case_103_what_is_no_write_off_is_not_written_off() {
    let office = Office::open().await;
    let id = office.push(&sample::load()).await;
    office.settle().await;
    let path = format!("/api/v1/documents/{id}/write-off");
    let order = json!({"reason": "paid short"});
    office.ada.post(&path, &order).await.refused(409, "nothing_to_write_off");

    let mut cheaper = short();
    cheaper["lines"][5]["amount"] = json!("40.00");
    cheaper["lines"][5]["rate"] = json!("40.00");
    cheaper["total"] = json!("2997.50");
    office.push(&cheaper).await;
    office.settle().await;
    assert_eq!(office.detail(&id).await.rest, None, "another line changed, too");
    office.ada.post(&path, &order).await.refused(409, "nothing_to_write_off");

    // What the person saw is what is written off: another content drops the order.
    office.push(&short()).await;
    office.act(&id, "write-off", &order).await;
    office.push(&cheaper).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "needs_you posted_differs");
    office.push(&short()).await;
    office.settle().await;
    assert_eq!(totals(&office).await, Vec::<String>::new());
    assert!(office.detail(&id).await.rest.is_some(), "offered again");
}

#[tokio::test]
async fn r41_a_credit_memo_without_an_answer_is_looked_up_and_made_once() {
    for (kind, path) in [
        ("drop_before", "salesCreditMemos"),
        ("commit_then_drop", "salesCreditMemos"),
        ("half_reply", "salesCreditMemos"),
        ("drop_before", "Microsoft.NAV.post"),
        ("commit_then_drop", "Microsoft.NAV.post"),
    ] {
        let office = Office::open().await;
        let id = short_paid(&office, "3000.00").await;
        let fault = json!({"method": "POST", "path": path, "kind": kind});
        office.control(Method::POST, "faults", &fault).await;
        write_off(&office, &id).await;
        assert_eq!(office.stands(&id).await, "posted", "{kind} {path}");
        assert_eq!(totals(&office).await, ["298.62"], "{kind} {path}");
        assert_eq!(office.net("11000").await, "0.00", "{kind} {path}");
    }
}

#[tokio::test]
async fn r45_a_refused_credit_memo_leaves_no_draft_and_the_invoice_as_it_was() {
    let office = Office::open().await;
    let id = short_paid(&office, "3000.00").await;
    let fault = json!({"method": "POST", "path": "Microsoft.NAV.post", "kind": "status",
        "status": 400, "code": "Application_DialogException",
        "text": "11/30/26 is not within your range of allowed posting dates."});
    office.control(Method::POST, "faults", &fault).await;
    write_off(&office, &id).await;
    assert_eq!(office.stands(&id).await, "needs_you closed_period");
    assert_eq!(totals(&office).await, Vec::<String>::new(), "no draft");
    let invoice = vec![("Open".to_owned(), "3298.62".to_owned())];
    assert_eq!(office.held("REF-1002345").await, invoice);
    office.act(&id, "retry", &json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    assert_eq!(totals(&office).await, ["298.62"]);
}

/// What the books say where they do not know a credit memo's id.
fn unknown_there(method: &str, skip: u32) -> Value {
    json!({"method": method, "path": "salesCreditMemos(", "skip": skip, "kind": "status",
        "status": 404, "code": "Internal_RecordNotFound",
        "text": "The Sales Credit Memo does not exist."})
}

#[tokio::test]
async fn r41_a_posted_credit_memo_that_cannot_be_read_stays_known() {
    let office = Office::open().await;
    let id = short_paid(&office, "3000.00").await;
    office.control(Method::POST, "faults", &unknown_there("GET", 0)).await;
    // It took all off that was open: forgotten, it would be asked of a person once more.
    write_off(&office, &id).await;
    assert_eq!(office.stands(&id).await, "posted");
    assert_eq!(totals(&office).await, ["298.62"]);
    assert_eq!(office.net("11000").await, "0.00");
    let detail = office.detail(&id).await;
    agrees(&detail);
    assert_eq!(detail.written_off.len(), 1);
}

#[tokio::test]
async fn r41_a_credit_memo_that_was_posted_unheard_and_then_is_not_known_is_found_by_its_number() {
    let office = Office::open().await;
    let id = short_paid(&office, "3000.00").await;
    let unheard =
        json!({"method": "POST", "path": "salesCreditMemos(", "kind": "commit_then_drop"});
    office.control(Method::POST, "faults", &unheard).await;
    office.control(Method::POST, "faults", &unknown_there("POST", 1)).await;
    write_off(&office, &id).await;
    assert_eq!(office.stands(&id).await, "posted");
    assert_eq!(totals(&office).await, ["298.62"]);
    assert_eq!(office.net("11000").await, "0.00");
    agrees(&office.detail(&id).await);
}

/// A load that was posted and written off at the source, and whose write-off was ordered.
async fn ordered() -> (Desk, String) {
    let desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    desk.push(&short()).await;
    desk.work().await;
    desk.write_off(&id).await;
    (desk, id)
}

#[tokio::test]
async fn r40_each_point_of_a_credit_memos_way_is_a_safe_place_to_end() {
    let fuse = Fuse::after(usize::MAX);
    let (mut desk, _) = ordered().await;
    desk.start_again(stopped_by(&fuse));
    desk.settle().await;
    let points = fuse.passed();
    assert!(points.iter().any(|name| name.starts_with("post_credit")), "{points:?}");
    for (at, name) in points.iter().enumerate() {
        let fuse = Fuse::after(at);
        let (mut desk, id) = ordered().await;
        desk.start_again(stopped_by(&fuse));
        desk.work().await;
        assert!(fuse.blown(), "{name}");
        desk.start_again(Options::default());
        desk.settle().await;
        let ledger = desk.ledger().await;
        let totals: Vec<_> = memos(&ledger).into_iter().map(|[_, _, total, _]| total).collect();
        assert_eq!(totals, ["298.62"], "{name}");
        assert_eq!(ledger["trialBalance"]["11000"]["net"], "3000.00", "{name}");
        assert_eq!(desk.row(&id).await.reason, None, "{name}");
    }
}

/// The books are asked once more, and have not answered yet, when a person orders it.
#[tokio::test]
async fn a_write_off_that_is_ordered_while_the_books_are_asked_is_not_forgotten() {
    let mut desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    desk.push(&short()).await;
    desk.work().await;
    desk.clock.advance(SignedDuration::from_mins(61));
    let gate = desk.reading_gate("/salesInvoices(");
    let carrier: Arc<dyn Carrier> = gate.clone();
    desk.start_again(Options { carrier: Some(carrier), ..Options::default() });
    let order = async {
        gate.reached().await;
        desk.write_off(&id).await;
        gate.open();
    };
    tokio::join!(desk.work(), order);
    desk.settle().await;
    let ledger = desk.ledger().await;
    let totals: Vec<_> = memos(&ledger).into_iter().map(|[_, _, total, _]| total).collect();
    assert_eq!(totals, ["298.62"]);
    assert_eq!(desk.state(&id).await, (State::Posted, None));
}

/// A machine that sleeps for a quarter of an hour right before the first credit memo would leave.
struct Asleep {
    clock: Arc<TestClock>,
    slept: AtomicBool,
}

impl Checkpoints for Asleep {
    fn pass(&self, point: &str) -> bool {
        let here = point == "create_credit: before the request";
        if here && !self.slept.swap(true, Ordering::SeqCst) {
            self.clock.advance(SignedDuration::from_mins(15));
        }
        true
    }
}

#[tokio::test]
async fn r41_a_credit_memo_leaves_right_after_its_intent_or_not_at_all() {
    let (mut desk, id) = ordered().await;
    let asleep = Arc::new(Asleep { clock: desk.clock.clone(), slept: AtomicBool::new(false) });
    let checkpoints: Arc<dyn Checkpoints> = asleep.clone();
    desk.start_again(Options { checkpoints, ..Options::default() });
    desk.work().await;
    assert!(asleep.slept.load(Ordering::SeqCst));
    // Its quarantine would be over three minutes from now, while the books still work on it.
    assert_eq!(memos(&desk.ledger().await), Vec::<[String; 4]>::new(), "it did not leave");
    desk.start_again(Options::default());
    desk.settle().await;
    let ledger = desk.ledger().await;
    let totals: Vec<_> = memos(&ledger).into_iter().map(|[_, _, total, _]| total).collect();
    assert_eq!(totals, ["298.62"]);
    assert_eq!(ledger["trialBalance"]["11000"]["net"], "3000.00");
    assert_eq!(desk.row(&id).await.reason, None);
}

/// The books are too busy for these requests about a known credit memo, again and again, while others
/// are posted.
async fn wear_out(desk: &Desk, methods: &[&str]) {
    for method in methods {
        desk.fault(json!({"method": method, "path": "salesCreditMemos(", "kind": "status",
            "status": 400, "code": "Application_DialogException", "times": 100,
            "text": "Your activity was deadlocked with another user."}))
            .await;
    }
    for n in 0..10 {
        desk.push(&load_numbered(&format!("REF-{n}"))).await;
        desk.work().await;
        desk.clock.advance(SignedDuration::from_mins(6));
    }
}

#[tokio::test]
async fn r42_a_credit_memo_that_is_worn_out_goes_out_of_the_books_and_a_person_is_told() {
    let (desk, id) = ordered().await;
    wear_out(&desk, &["POST"]).await;
    assert_eq!(desk.state(&id).await, (State::NeedsYou, Some("books_busy".to_owned())));
    assert_eq!(memos(&desk.ledger().await), Vec::<[String; 4]>::new(), "no draft");
    let tried = desk.steps(&id).await.into_iter().filter(|step| step == "post_credit").count();
    assert_eq!(tried, 5);
    desk.mend().await;
    desk.retry(&id).await;
    desk.settle().await;
    let totals: Vec<_> =
        memos(&desk.ledger().await).into_iter().map(|[_, _, total, _]| total).collect();
    assert_eq!(totals, ["298.62"]);
    assert_eq!(desk.state(&id).await, (State::Posted, None));
}

#[tokio::test]
async fn r42_a_draft_of_a_credit_memo_that_cannot_be_removed_is_a_persons() {
    let (desk, id) = ordered().await;
    wear_out(&desk, &["POST", "DELETE"]).await;
    let row = desk.row(&id).await;
    assert_eq!((row.state, row.reason.as_deref()), (State::NeedsYou, Some("books_busy")));
    let message = row.message.expect("words");
    assert!(message.contains("Remove it in the books first."), "{message}");
    let drafts: Vec<_> =
        memos(&desk.ledger().await).into_iter().map(|[_, _, _, status]| status).collect();
    assert_eq!(drafts, ["Draft"]);
}
