//! Sync history of payments: what went to the books and what came from them are runs with their figures and
//! their payments, and a look that finds nothing to do is none.

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use waypost_tests::desk::{FLEET, load_numbered};
use waypost_tests::office::standing;
use waypost_tests::{Office, On, on_both, sample};

use super::hints::forms;
use super::payments::by_hand;

on_both!(
    what_goes_to_the_books_is_a_run_with_its_payments_and_a_look_every_five_minutes_is_none,
    what_comes_from_the_books_is_a_run_that_says_what_was_left_and_what_drifted,
);

const RUNS: &str = "/api/v1/subsidiaries/S-KF/runs";

/// The runs of a kind, newest first, as whoever signs in now is shown them.
async fn runs(office: &Office, kind: &str) -> Vec<Value> {
    let page = office.app.admin().await.get(RUNS).await.expect(200).json();
    let all = page["items"].as_array().expect("runs");
    all.iter().filter(|run| run["kind"] == kind).cloned().collect()
}

/// A run and what last changed in it.
async fn detail(office: &Office, run: &Value) -> Value {
    let path = format!("{RUNS}/{}", run["id"].as_str().expect("an id"));
    let detail = office.app.admin().await.get(&path).await.expect(200).json();
    assert_eq!(&detail["run"], run);
    assert_eq!(detail["documents"], json!([]), "it was about payments");
    detail
}

/// So much later the worker looks once.
async fn later(office: &Office, by: SignedDuration) {
    office.clock.advance(by);
    office.app.sync().activate_once().await.expect("an activation");
}

/// Somebody pays a document in the books.
async fn pay(office: &Office, kind: &str, document: &str, amount: &str) {
    let paid = json!({"kind": kind, "document": document, "amount": amount, "date": "2026-10-01"});
    office.control(Method::POST, &format!("quickbooks/{FLEET}/payments"), &paid).await;
}

/// Field by field, the figures of a run that did nothing but these.
fn figures(run: &Value) -> Vec<(&'static str, u64)> {
    let names = ["exported", "imported", "failed", "drift"];
    let figure = |name: &'static str| (name, run["payments"][name].as_u64().expect("a figure"));
    names.map(figure).into_iter().filter(|(_, number)| *number > 0).collect()
}

async fn what_goes_to_the_books_is_a_run_with_its_payments_and_a_look_every_five_minutes_is_none(
    on: On,
) {
    let office = Office::fleet(on).await;
    let mut ids = Vec::new();
    for number in ["L-1", "L-2"] {
        ids.push(office.push(&load_numbered(number)).await);
    }
    office.settle().await;
    for id in ids {
        let detail = office.detail(&id).await;
        assert_eq!(standing(&detail.row), "posted", "{detail:?}");
    }
    pay(&office, "invoice", "L-2", "3298.62").await;
    assert_eq!(runs(&office, "payment_export").await, Vec::<Value>::new(), "nothing was sent yet");

    let taken = |id: &str, document: &str| {
        let mut paid = by_hand(document, "3298.62");
        paid["id"] = json!(id);
        paid
    };
    let both = json!([taken("P-1", "L-1"), taken("P-2", "L-2")]);
    office.ada.post("/api/v1/payments", &both).await.expect(200);
    for _ in 0..12 {
        later(&office, SignedDuration::from_mins(5)).await;
    }
    let all = runs(&office, "payment_export").await;
    assert_eq!(all.len(), 1, "{all:?}");
    let run = &all[0];
    assert_eq!(figures(run), [("exported", 1)]);
    let left = &run["payments"]["left"];
    assert_eq!(left.as_array().map(Vec::len), Some(1), "{run}");
    assert_eq!((&left[0]["reason"], &left[0]["count"]), (&json!("paid_in_books"), &json!(1)));
    assert_eq!(left[0]["needs_you"], true);
    let words = left[0]["message"].as_str().unwrap_or_default();
    assert!(words.starts_with("Of L-2 only 0.00 is open"), "{run}");
    assert_eq!((&run["end"], &run["posted"]), (&json!("done"), &json!(0)));
    assert!(run["requests"].as_u64() >= Some(3), "{run}");

    let detail = detail(&office, run).await;
    let rows = detail["payments"].as_array().expect("payments");
    let mut named: Vec<&str> = rows.iter().filter_map(|row| row["number"].as_str()).collect();
    named.sort_unstable();
    assert_eq!(named, ["L-1", "L-2"]);
}

async fn what_comes_from_the_books_is_a_run_that_says_what_was_left_and_what_drifted(on: On) {
    let office = Office::fleet(on).await;
    office.push(&sample::load()).await;
    let bill = office.push(&sample::bills()[2]).await;
    office.settle().await;
    pay(&office, "bill", "T-1002388-1", "1965.00").await;
    pay(&office, "invoice", "REF-1002345", "100.00").await;
    later(&office, SignedDuration::from_hours(13)).await;
    let all = runs(&office, "payment_import").await;
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(figures(&all[0]), [("imported", 1)]);
    let left = &all[0]["payments"]["left"];
    assert_eq!((&left[0]["reason"], &left[0]["count"]), (&json!("partial"), &json!(1)), "{all:?}");
    assert_eq!(left[0]["needs_you"], false);
    let first = detail(&office, &all[0]).await;
    let rows = first["payments"].as_array().expect("payments");
    assert_eq!(rows.len(), 2, "{first}");
    let paid = rows.iter().find(|row| row["decision"] == "import").expect("an imported payment");
    assert_eq!(paid["document"], json!(bill));

    let id = paid["remote_id"].as_str().and_then(|id| id.rsplit('/').next());
    let void = json!({"entity": "BillPayment", "operation": "void", "id": id});
    office.control(Method::POST, &format!("quickbooks/{FLEET}/person"), &void).await;
    later(&office, SignedDuration::from_hours(24)).await;
    let all = runs(&office, "payment_import").await;
    assert_eq!((all.len(), figures(&all[0])), (2, vec![("drift", 1)]), "{all:?}");
    let second = detail(&office, &all[0]).await;
    assert_eq!(second["payments"][0]["id"], paid["id"], "{second}");

    // Intuit says that the books changed, and nothing of ours did.
    let hint = &forms(FLEET)[0];
    office.app.sync().hinted_by_intuit(hint.as_bytes()).await.expect("stored");
    later(&office, SignedDuration::from_mins(5)).await;
    assert_eq!(runs(&office, "payment_import").await, all);
    // The next turn is a run, whatever it finds: somebody may ask whether the books were read.
    later(&office, SignedDuration::from_hours(13)).await;
    let after = runs(&office, "payment_import").await;
    assert_eq!((after.len(), figures(&after[0])), (3, Vec::new()), "{after:?}");
}
