//! Nine days without the server, and nine days without the books: then a minute does all that is due,
//! documents, payments in both directions and the chart, and the history says so (R36).

use jiff::SignedDuration;
use serde_json::json;
use waypost_core::api::{ListSum, Run, RunEnd, RunKind, RunPayments, State};
use waypost_server::clock::{Clock, text};
use waypost_server::store::{activity, run};
use waypost_server::sync::Options;
use waypost_tests::On;
use waypost_tests::desk::{Online, load_numbered};
use waypost_tests::sample::{self, SUBSIDIARY};

use super::payments::{by_hand, decided, in_books, open};

/// What each load of these stories comes to.
const TOTAL: &str = "3298.62";
/// The carrier's bill that somebody pays in the books meanwhile.
const BILL: &str = "T-1002388-1";

/// Runs that began at `since` or later, newest first.
async fn runs(online: &Online, since: &str) -> Vec<Run> {
    let mut db = online.store.read().await.expect("a connection");
    let now = online.clock.now();
    let all = run::list(&mut db, &online.scope, SUBSIDIARY, None, 100, now).await.expect("runs");
    all.into_iter().filter(|run| *run.started_at >= *since).collect()
}

/// How many documents are in one of `states`, as activity sums them.
async fn listed(online: &Online, states: &[State]) -> u64 {
    let mut db = online.store.read().await.expect("a connection");
    let sum = activity::sum(&mut db, &online.scope, SUBSIDIARY, states, None).await;
    let ListSum { count, .. } = sum.expect("a sum");
    count
}

/// Somebody pays the bill in the books, and adds an account to them.
async fn busy_in_the_books(online: &Online) {
    online
        .pay(&json!({"kind": "bill", "document": BILL, "amount": "1965.00", "date": "2026-10-05"}))
        .await;
    online
        .person(&json!({"entity": "Account", "operation": "create", "object": {
            "Name": "Tire Repairs", "AcctNum": "52500", "AccountType": "Cost of Goods Sold"}}))
        .await;
}

/// A minute of rounds, for a second allows ten requests.
async fn minute(online: &Online) {
    for _ in 0..30 {
        online.work().await;
        online.clock.advance(SignedDuration::from_secs(2));
    }
}

/// Everything that is due is done, and the runs of each kind of work say what was done: so many
/// documents, and so many payments sent.
async fn a_minute_does_and_says_it(online: &Online, documents: u64, payments: u64) {
    let began = text(online.clock.now());
    minute(online).await;

    let rows = online.payments().await;
    for row in rows.iter().filter(|row| row.named != BILL) {
        assert_eq!(decided(row), "export", "{row:?}");
        assert_eq!((row.state, row.exported), (Some(State::Posted), true), "{row:?}");
    }
    let paid = rows.iter().find(|row| row.named == BILL).expect("the payment of the bill");
    assert_eq!((decided(paid).as_str(), paid.completed), ("import", true));
    assert_eq!(rows.len() as u64, payments + 1);
    assert_eq!(in_books(online).await.len() as u64, payments + 1);
    let chart = online.chart().await;
    assert!(chart.fetched_at.is_some_and(|at| at >= began), "the chart was read again");
    let accounts = chart.chart.expect("a chart").accounts;
    assert!(accounts.iter().any(|one| one.number.as_deref() == Some("52500")));

    let runs = runs(online, &began).await;
    let of = |kind| runs.iter().filter(move |run| run.kind == kind);
    let posted: u64 = of(RunKind::Export).map(|run| run.posted).sum();
    let paid = |count: fn(&RunPayments) -> u64| -> u64 {
        runs.iter().filter_map(|run| run.payments.as_ref()).map(count).sum()
    };
    let sums = (posted, paid(|all| all.exported), paid(|all| all.imported));
    assert_eq!(sums, (documents, payments, 1), "{runs:?}");
    assert_eq!(paid(|all| all.drift), 0, "{runs:?}");
    for kind in [RunKind::Export, RunKind::Chart, RunKind::PaymentExport, RunKind::PaymentImport] {
        let newest = of(kind).next().expect("a run of each kind");
        assert_eq!((newest.end, newest.failed), (Some(RunEnd::Done), 0), "{newest:?}");
    }
    let open = [State::Waiting, State::Sending, State::Checking, State::NeedsYou];
    assert_eq!(listed(online, &open).await, 0);

    // Nothing is left to do, and nothing is said twice.
    let said = runs.len();
    minute(online).await;
    assert_eq!(self::runs(online, &began).await.len(), said);
    assert_eq!(in_books(online).await.len() as u64, payments + 1);
}

/// R33 and R36.
#[tokio::test]
async fn after_nine_days_without_the_server_a_minute_does_all_that_is_due_and_says_it() {
    let mut online = open(On::default()).await;
    online.push(&load_numbered("L-1")).await;
    online.push(&sample::bills()[2]).await;
    online.settle().await;
    // The last that came before the server went: a load, its payment, and the payment of the former.
    online.push(&load_numbered("L-2")).await;
    online.take("P-2", &by_hand("L-2", TOTAL)).await;
    online.take("P-1", &by_hand("L-1", TOTAL)).await;

    online.clock.advance(SignedDuration::from_hours(4 * 24));
    busy_in_the_books(&online).await;
    online.clock.advance(SignedDuration::from_hours(5 * 24));
    online.start_again(Options::default());
    a_minute_does_and_says_it(&online, 1, 2).await;
    assert_eq!(listed(&online, &[State::Posted]).await, 3);
}

/// R36 and R42.
#[tokio::test]
async fn after_nine_days_without_the_books_a_minute_does_all_that_is_due_and_says_it() {
    let online = open(On::default()).await;
    online.push(&load_numbered("L-0")).await;
    online.push(&sample::bills()[2]).await;
    online.settle().await;
    let gone = text(online.clock.now() + SignedDuration::from_secs(1));
    online
        .fault(json!({"kind": "drop_before", "path": "/v3/company/", "share_percent": 100}))
        .await;
    for day in 1..=9 {
        online.clock.advance(SignedDuration::from_hours(24));
        let load = format!("L-{day}");
        online.push(&load_numbered(&load)).await;
        online.take(&format!("P-{day}"), &by_hand(&load, TOTAL)).await;
        online.work().await;
    }
    busy_in_the_books(&online).await;

    // Every day was tried, and says that the books did not answer.
    let tried = runs(&online, &gone).await;
    let exports: Vec<&Run> = tried.iter().filter(|run| run.kind == RunKind::Export).collect();
    assert_eq!(exports.len(), 9, "{tried:?}");
    assert!(exports.iter().all(|run| run.end == Some(RunEnd::LaneClosed)), "{exports:?}");
    let nothing = (0, RunPayments::default());
    let done = |run: &Run| (run.posted, run.payments.clone().unwrap_or_default());
    assert!(tried.iter().all(|run| done(run) == nothing), "{tried:?}");
    assert!(online.chart().await.trouble.is_some(), "the chart says why it is old");
    assert_eq!(listed(&online, &[State::Waiting]).await, 9, "they wait, and need nobody");

    online.mend().await;
    online.clock.advance(SignedDuration::from_mins(10));
    a_minute_does_and_says_it(&online, 9, 9).await;
    assert_eq!(listed(&online, &[State::Posted]).await, 11);
}
