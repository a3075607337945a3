//! The worker ends at every point of its way, and starts again on what is durable: nothing is
//! lost, nothing doubled, nothing left half done. The books count, not we.

use std::sync::Arc;

use jiff::SignedDuration;
use serde_json::Value;
use waypost_core::api::State;
use waypost_server::store::lane;
use waypost_server::sync::Options;
use waypost_tests::desk::{Desk, Fuse, load_numbered, stopped_by};
use waypost_tests::{On, on_both, sample};

on_both!(
    each_point_of_one_documents_way_is_a_safe_place_to_end,
    a_worker_that_ends_again_and_again_after_a_few_points_gets_there_all_the_same,
    a_known_draft_is_posted_at_once_and_not_after_the_quarantine,
    a_worker_that_lost_its_lane_writes_nothing,
    two_workers_at_once_post_each_document_once,
    bills_and_new_vendors_survive_every_point_too,
);

/// Every document once in the books, no drafts, and every row posted.
pub(crate) async fn each_exactly_once(desk: &Desk, ids: &[(String, String)]) {
    let ledger = desk.ledger().await;
    assert_eq!(ledger["balanced"], true);
    let documents = ledger["documents"].as_array().expect("documents");
    for (id, number) in ids {
        let ours = || documents.iter().filter(|one| one["externalDocumentNumber"] == *number);
        let drafts = ours().filter(|one| one["posted"] != true).count();
        let row = desk.row(id).await;
        assert_eq!((ours().count(), drafts), (1, 0), "{number}: {row:?}");
        assert_eq!((row.state, row.reason), (State::Posted, None), "{number}");
    }
    assert_eq!(documents.len(), ids.len(), "nothing else stands in the books");
}

pub(crate) async fn push(
    desk: &Desk,
    numbers: impl Iterator<Item = String>,
) -> Vec<(String, String)> {
    let mut ids = Vec::new();
    for number in numbers {
        ids.push((desk.push(&load_numbered(&number)).await, number));
    }
    ids
}

/// How many checkpoints the way of `documents` has.
async fn points(documents: usize) -> Vec<String> {
    let fuse = Fuse::after(usize::MAX);
    let mut desk = Desk::open().await;
    desk.start_again(stopped_by(&fuse));
    push(&desk, (0..documents).map(|n| format!("REF-{n:03}"))).await;
    desk.settle().await;
    fuse.passed()
}

#[tokio::test]
async fn a_worker_that_ends_at_any_point_of_twenty_documents_posts_each_exactly_once() {
    let way = points(20).await.len();
    assert!(way > 20 * 10, "the way has {way} points");
    // Points that fall on another step of another document each time; every single step is cut
    // in the story of one document below.
    for at in (0..way).step_by(29) {
        let fuse = Fuse::after(at);
        let mut desk = Desk::open().await;
        let everything = push(&desk, (0..20).map(|n| format!("REF-{n:03}"))).await;
        desk.start_again(stopped_by(&fuse));
        desk.work().await;
        assert!(fuse.blown(), "point {at}");
        desk.start_again(Options::default());
        desk.settle().await;
        each_exactly_once(&desk, &everything).await;
    }
}

async fn a_worker_that_ends_again_and_again_after_a_few_points_gets_there_all_the_same(on: On) {
    let mut desk = Desk::on(on).await;
    let everything = push(&desk, (0..20).map(|n| format!("REF-{n:03}"))).await;
    let mut lives = 0;
    for burn in [3, 7, 11, 2, 5, 13, 1, 17].into_iter().cycle().take(120) {
        let fuse = Fuse::after(burn);
        desk.start_again(stopped_by(&fuse));
        desk.work().await;
        lives += usize::from(fuse.blown());
    }
    assert!(lives > 20, "the worker ended {lives} times");
    desk.start_again(Options::default());
    desk.settle().await;
    each_exactly_once(&desk, &everything).await;
}

async fn each_point_of_one_documents_way_is_a_safe_place_to_end(on: On) {
    let points = points(1).await;
    for (at, name) in points.iter().enumerate() {
        let fuse = Fuse::after(at);
        let mut desk = Desk::on(on).await;
        let ids = push(&desk, ["REF-1".to_owned()].into_iter()).await;
        desk.start_again(stopped_by(&fuse));
        desk.work().await;
        assert!(fuse.blown(), "{name}");
        desk.start_again(Options::default());
        desk.settle().await;
        each_exactly_once(&desk, &ids).await;
    }
}

async fn a_known_draft_is_posted_at_once_and_not_after_the_quarantine(on: On) {
    let mut desk = Desk::on(on).await;
    let fuse = fuse_before("post: before the request").await;
    let ids = push(&desk, ["REF-1".to_owned()].into_iter()).await;
    desk.start_again(stopped_by(&fuse));
    desk.work().await;
    assert_eq!(desk.held("REF-1").await, (0, 1), "created, not posted");
    desk.start_again(Options::default());
    desk.work().await;
    each_exactly_once(&desk, &ids).await;
}

#[tokio::test]
async fn what_was_sent_without_an_outcome_is_quarantined_and_then_looked_up() {
    let mut desk = Desk::open().await;
    let fuse = fuse_before("create: after the reply").await;
    let ids = push(&desk, ["REF-1".to_owned()].into_iter()).await;
    desk.start_again(stopped_by(&fuse));
    desk.work().await;
    assert_eq!(desk.held("REF-1").await, (0, 1), "the books have a draft that we know nothing of");
    desk.start_again(Options::default());
    desk.work().await;
    let (id, _) = &ids[0];
    assert_eq!(desk.state(id).await, (State::Checking, Some("interrupted".to_owned())));
    desk.clock.advance(SignedDuration::from_mins(16));
    desk.work().await;
    assert_eq!(desk.state(id).await.0, State::Checking, "17 minutes are not 18");
    desk.clock.advance(SignedDuration::from_mins(2));
    desk.work().await;
    each_exactly_once(&desk, &ids).await;
    assert_eq!(desk.steps(id).await.iter().filter(|step| *step == "create").count(), 0);
}

async fn a_worker_that_lost_its_lane_writes_nothing(on: On) {
    let desk = Desk::on(on).await;
    let claim = async |holder: &str| {
        let now = desk.clock.now_is();
        lane::claim(&desk.store, "books", holder, now).await.expect("a database")
    };
    let former = claim("former").await.expect("a free lane");
    assert_eq!(claim("other").await, None, "a lane has one holder");
    desk.clock.advance(lane::LEASE);
    let newer = claim("other").await.expect("the lease ran out");
    let opened = async |hold| lane::fenced(&desk.store, hold).await.expect("a database").is_some();
    assert!(!opened(&former).await, "the former holder opens no transaction");
    assert!(opened(&newer).await);
    let renewed = lane::renew(&desk.store, &former, desk.clock.now_is()).await;
    assert!(!renewed.expect("a database"), "nor does it get its lease back");
}

#[tokio::test]
async fn the_lease_of_a_worker_that_is_gone_is_waited_out_and_no_longer() {
    let mut desk = Desk::open().await;
    let fuse = fuse_before("post: before the request").await;
    let ids = push(&desk, ["REF-1".to_owned()].into_iter()).await;
    desk.start_again(stopped_by(&fuse));
    desk.work().await;
    let gone = desk.clock.now_is();
    desk.start_at_once(Options::default());
    let due = desk.work().await.expect("a time to come back");
    assert!(due.duration_since(gone) <= lane::LEASE, "within the lease");
    desk.settle().await;
    each_exactly_once(&desk, &ids).await;
}

async fn two_workers_at_once_post_each_document_once(on: On) {
    let mut desk = Desk::on(on).await;
    let everything = push(&desk, (0..10).map(|n| format!("REF-{n:03}"))).await;
    let first = desk.sync.clone();
    desk.start_again(Options::default());
    for _ in 0..5 {
        let (one, other) = tokio::join!(first.activate_once(), desk.sync.activate_once());
        one.expect("an activation");
        other.expect("an activation");
    }
    desk.settle().await;
    each_exactly_once(&desk, &everything).await;
}

async fn bills_and_new_vendors_survive_every_point_too(on: On) {
    let mut desk = Desk::on(on).await;
    let mut ids = Vec::new();
    for at in 0..40 {
        if at < 3 {
            let bill: Value = sample::bills()[at].clone();
            let number = bill["number"].as_str().expect("a number").to_owned();
            ids.push((desk.push(&bill).await, number));
        }
        let fuse: Arc<Fuse> = Fuse::after(at % 9 + 1);
        desk.start_again(stopped_by(&fuse));
        desk.work().await;
    }
    desk.start_again(Options::default());
    desk.settle().await;
    each_exactly_once(&desk, &ids).await;
}

/// A fuse that burns through before the first passing of `name` in the way of one document.
async fn fuse_before(name: &str) -> Arc<Fuse> {
    let points = points(1).await;
    let at = points.iter().position(|point| point == name).expect("a point of that name");
    Fuse::after(at)
}
