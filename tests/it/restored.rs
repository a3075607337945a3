//! T10: yesterday's database comes back. What was posted since stands in the books, and nothing of it
//! is posted a second time.

use waypost_core::api::State;
use waypost_tests::desk::{Desk, load_numbered};
use waypost_tests::sample;

#[tokio::test]
async fn what_was_posted_after_the_backup_is_adopted_from_the_books() {
    let mut desk = Desk::open().await;
    let before: Vec<String> = (0..5).map(|n| format!("REF-OLD-{n}")).collect();
    for number in &before {
        desk.push(&load_numbered(number)).await;
    }
    desk.settle().await;
    // Sent before the backup, posted after it; sent and posted after it; a vendor made after it.
    let waiting = desk.push(&load_numbered("REF-WAITING")).await;
    let backup = desk.backup().await;
    desk.push(&load_numbered("REF-NEW")).await;
    desk.push(&sample::bills()[2]).await;
    desk.settle().await;
    let books = desk.ledger().await;
    assert_eq!(books["documents"].as_array().map(Vec::len), Some(8));

    desk.restore(&backup).await;
    assert_eq!(desk.state(&waiting).await.0, State::Waiting, "the database is yesterday's");
    let again = [load_numbered("REF-NEW"), sample::bills()[2].clone()];
    let mut ids = vec![waiting];
    for document in &again {
        ids.push(desk.push(document).await);
    }
    desk.settle().await;

    for id in &ids {
        assert_eq!(desk.state(id).await, (State::Posted, None));
        assert!(!desk.steps(id).await.contains(&"create".to_owned()), "adopted, not made");
        assert_eq!(desk.posting(id).await.expect("a posting").posted.differences, []);
    }
    assert_eq!(desk.ledger().await, books, "not one entry more");
}
