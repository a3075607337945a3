//! The server's own sync, on this line and by this clock.

use std::sync::Arc;
use std::time::Duration;

use waypost_core::api::State;
use waypost_server::sync::Options;
use waypost_tests::desk::{Desk, load_numbered};
use waypost_tests::hours::Hours;

use crate::line::Line;

/// The source sends the documents, and the worker looks whenever something is due.
pub(crate) async fn send(desk: &Desk, hours: &Arc<Hours>, line: &Arc<Line>, documents: usize) {
    for n in 0..documents {
        desk.push(&load_numbered(&format!("REF-{n:05}"))).await;
    }
    let options = Options { carrier: Some(line.clone()), ..Options::together() };
    let worker = desk.worker(hours.clone(), options);
    let at_rest = || desk.store.at_rest();
    while let Some(due) = hours.spend(at_rest, worker.activate_once()).await.expect("a database") {
        let wait = due.duration_since(desk.clock.now_is());
        let wait = Duration::try_from(wait).unwrap_or(Duration::ZERO);
        hours.spend(at_rest, hours.pass(wait)).await;
    }
    assert_eq!(desk.count(State::Posted).await, documents);
}
