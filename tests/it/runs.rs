//! Sync history: what an activation did is one run, whatever ended it.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use waypost_tests::clock::TestClock;
use waypost_tests::desk::{Fuse, load_numbered, stopped_by};
use waypost_tests::{Books, Client, Setup, sample};

use crate::activity::{set_up, set_up_with_clock};

const RUNS: &str = "/api/v1/subsidiaries/S-KF/runs";

async fn runs(ada: &Client) -> Vec<Value> {
    let page = ada.get(RUNS).await.expect(200).json();
    page["items"].as_array().expect("runs").clone()
}

async fn push(ada: &Client, documents: Value) {
    ada.post("/api/v1/documents", &documents).await.expect(200);
}

fn sample_documents() -> Value {
    let [trip, statement, carrier] = sample::bills();
    json!([sample::load(), trip, statement, carrier])
}

#[tokio::test]
async fn what_an_activation_did_is_one_run_and_one_that_did_nothing_is_none() {
    let books = Books::open().await;
    let (app, ada, clock) = set_up_with_clock(&books).await;
    app.settle(&clock).await;
    assert_eq!(runs(&ada).await, Vec::<Value>::new(), "nothing was due");

    push(&ada, sample_documents()).await;
    app.settle(&clock).await;
    let all = runs(&ada).await;
    assert_eq!(all.len(), 1, "{all:?}");
    let run = &all[0];
    assert_eq!((&run["kind"], &run["end"]), (&json!("export"), &json!("done")));
    assert_eq!((&run["due"], &run["posted"], &run["held"]), (&json!(4), &json!(4), &json!(0)));
    // A batch of look-ups, four parties' lists, then create, post, re-read and compare for each.
    assert!(run["requests"].as_u64() >= Some(17), "{run}");
    assert!(run["started_at"].as_str() <= run["ended_at"].as_str());
    assert_eq!(run["progress"], Value::Null);

    let path = format!("{RUNS}/{}", run["id"].as_str().expect("an id"));
    let detail = ada.get(&path).await.expect(200).json();
    assert_eq!(&detail["run"], run);
    assert_eq!(detail["documents"].as_array().map(Vec::len), Some(4));
    ada.get(&format!("{RUNS}/run_of_nobody")).await.refused(404, "not_found");
}

#[tokio::test]
async fn r42_a_lane_that_closes_ends_the_run_and_says_when_it_goes_on() {
    let books = Books::open().await;
    let (app, ada, clock) = set_up_with_clock(&books).await;
    let down = json!({"kind": "status", "status": 503});
    books.ask("POST", "faults", &down).await;
    push(&ada, json!([sample::load()])).await;
    app.sync().activate_once().await.expect("an activation");
    let run = runs(&ada).await.remove(0);
    assert_eq!((&run["end"], &run["posted"]), (&json!("lane_closed"), &json!(0)));
    let resumes = run["resumes_at"].clone();
    assert!(resumes.as_str() > run["ended_at"].as_str(), "{run}");
    let home = ada.get("/api/v1/subsidiaries/S-KF").await.expect(200).json();
    assert_eq!((&home["next_sync_at"], &home["last_sync_at"]), (&resumes, &run["ended_at"]));

    books.ask("DELETE", "faults", &Value::Null).await;
    app.settle(&clock).await;
    let newest = runs(&ada).await.remove(0);
    assert_eq!((&newest["end"], &newest["posted"]), (&json!("done"), &json!(1)));
}

#[tokio::test]
async fn r46_a_run_that_goes_on_says_how_far_it_is_and_one_whose_worker_is_gone_says_that() {
    let books = Books::open().await;
    let clock = Arc::new(TestClock::at(Timestamp::now()));
    let fuse = Fuse::after(30);
    let options = stopped_by(&fuse);
    let setup = Setup { clock: clock.clone(), options, ..Setup::default() };
    let (app, ada) = set_up(setup, &books).await;
    let loads: Vec<Value> = (0..8).map(|at| load_numbered(&format!("L-{at}"))).collect();
    push(&ada, json!(loads)).await;
    app.sync().activate_once().await.expect("an activation");
    assert!(fuse.blown());
    let activity = ada.get("/api/v1/subsidiaries/S-KF/activity").await.expect(200).json();
    let progress = &activity["progress"];
    let done = progress["done"].as_u64().expect("documents that are done");
    assert!(done < 8 && progress["of"] == 8, "{progress}");
    assert_eq!(progress["message"], format!("{done} of 8 documents done."));
    let run = runs(&ada).await.remove(0);
    assert_eq!((&run["end"], &run["requests"]), (&Value::Null, &Value::Null));
    assert_eq!(&run["progress"], progress);

    // Nobody renews the lease, once the server's own worker has come to it as well and was stopped there.
    let stands = async || {
        let all = runs(&ada).await;
        let run = all.into_iter().find(|one| one["id"] == run["id"]).expect("the run");
        let activity = ada.get("/api/v1/subsidiaries/S-KF/activity").await.expect(200).json();
        json!([run["end"], run["progress"], activity["progress"], run["posted"]])
    };
    let lost = json!(["lane_lost", null, null, done]);
    for _ in 0..20 {
        clock.advance(SignedDuration::from_secs(60));
        if stands().await == lost {
            return;
        }
    }
    assert_eq!(stands().await, lost);
}

#[tokio::test]
async fn thirty_days_are_drawn_by_the_readers_own_days_and_ninety_are_kept() {
    let books = Books::open().await;
    let clock = Arc::new(TestClock::at("2026-09-16T23:30:00Z".parse().expect("a time")));
    let setup = Setup { clock: clock.clone(), ..Setup::default() };
    let (app, ada) = set_up(setup, &books).await;
    push(&ada, json!([load_numbered("L-1"), load_numbered("L-2")])).await;
    app.settle(&clock).await;
    clock.advance(SignedDuration::from_hours(3));
    push(&ada, json!([load_numbered("L-3")])).await;
    app.settle(&clock).await;

    let days = async |query: &str| {
        let path = format!("/api/v1/runs/days?subsidiary=S-KF{query}");
        let all = ada.get(&path).await.expect(200).json();
        let days = all[0]["days"].as_array().expect("days").clone();
        assert_eq!(days.len(), 30);
        days[28..]
            .iter()
            .map(|day| (day["date"].clone(), day["posted"].clone()))
            .collect::<Vec<_>>()
    };
    let day = |date: &str, posted: u64| (json!(date), json!(posted));
    assert_eq!(days("").await, [day("2026-09-16", 2), day("2026-09-17", 1)]);
    assert_eq!(days("&utc_offset=-300").await, [day("2026-09-15", 0), day("2026-09-16", 3)]);
    ada.get("/api/v1/runs/days?utc_offset=900").await.refused(400, "unusable_parameter");

    clock.advance(SignedDuration::from_hours(91 * 24));
    let ada = app.admin().await;
    push(&ada, json!([load_numbered("L-4")])).await;
    app.settle(&clock).await;
    let kept = runs(&ada).await;
    let exports = kept.iter().filter(|run| run["kind"] == "export").count();
    assert_eq!(exports, 1, "{kept:?}");
}
