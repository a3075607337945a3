//! The real program, with a real `kill -9` between create and post, and a new one after it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_tests::desk::{Desk, load_numbered};
use waypost_tests::{On, Program, on_both, sample};

on_both!(
    a_server_killed_between_create_and_post_leaves_exactly_one_posted_document,
    a_server_killed_again_and_again_doubles_and_loses_nothing,
);

/// How long a step of the story may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program: the one in `WAYPOST_SERVER_BIN`, or built as this test was, beside it.
pub(crate) fn program() -> PathBuf {
    if let Some(built) = std::env::var_os("WAYPOST_SERVER_BIN") {
        return PathBuf::from(built);
    }
    let test = std::env::current_exe().expect("this test's own file");
    let folder = test.parent().and_then(Path::parent).expect("the profile's folder").to_owned();
    let target = folder.parent().expect("the target folder");
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--package", "waypost-server", "--bin", "waypost"]);
    build.arg("--target-dir").arg(target);
    if folder.ends_with("release") {
        build.arg("--release");
    }
    assert!(build.status().expect("cargo").success(), "the program does not build");
    folder.join("waypost")
}

/// Asks again until `what` holds.
pub(crate) async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    let start = Instant::now();
    while !holds().await {
        assert!(start.elapsed() < PATIENCE, "{what} did not come about");
        tokio::task::yield_now().await;
    }
}

async fn a_server_killed_between_create_and_post_leaves_exactly_one_posted_document(on: On) {
    let program = program();
    let desk = Desk::on(on).await;
    let invoice = desk.push(&sample::load()).await;
    // No posting order gets through, so that the kill comes between create and post.
    desk.fault(json!({"path": "Microsoft.NAV.post", "kind": "drop_before", "times": 1000})).await;
    let running = Program::start(&program, &desk.flags());
    until("a posting order", async || struck(&desk).await > 0).await;
    running.kill();
    assert_eq!(desk.held("REF-1002345").await, (0, 1), "created, not posted");
    desk.mend().await;
    desk.end_leases().await;
    let again = Program::start(&program, &desk.flags());
    until("the posting", async || desk.state(&invoice).await == (State::Posted, None)).await;
    again.kill();
    assert_eq!(desk.held("REF-1002345").await, (1, 0));
}

async fn a_server_killed_again_and_again_doubles_and_loses_nothing(on: On) {
    let program = program();
    let desk = Desk::on(on).await;
    let kills = kills();
    let mut ids = Vec::new();
    for n in 0..kills * 2 {
        let number = format!("REF-{n:03}");
        ids.push((desk.push(&load_numbered(&number)).await, number));
    }
    for kill in 1..=kills {
        let running = Program::start(&program, &desk.flags());
        let enough = kill * 2 - 1;
        until("some requests", async || created(&desk).await >= enough).await;
        running.kill();
        desk.end_leases().await;
    }
    // What was under way at a kill without a known outcome is quarantined for 18 minutes: the rest
    // of the story is told on a clock that can be moved.
    desk.clock.advance(jiff::SignedDuration::from_mins(20));
    desk.settle().await;
    for (id, number) in &ids {
        assert_eq!(desk.state(id).await, (State::Posted, None), "{number}");
        assert_eq!(desk.held(number).await, (1, 0), "{number}");
    }
}

/// How often the program is killed: `WAYPOST_KILLS`, or 5 times.
fn kills() -> usize {
    std::env::var("WAYPOST_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(5)
}

/// How many posting orders were dropped.
async fn struck(desk: &Desk) -> u64 {
    let faults = desk.ask("GET", "faults", &Value::Null).await;
    faults[0]["struck"].as_u64().expect("a number")
}

/// How many documents the books hold, drafts included.
async fn created(desk: &Desk) -> usize {
    let ledger: Value = desk.ledger().await;
    ledger["documents"].as_array().map_or(0, Vec::len)
}
