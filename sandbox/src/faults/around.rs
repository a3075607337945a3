//! The frame in which any accounting system does its work, so that each fault strikes it the same way.
//!
//! Not the closing of connections, which is `front`'s. Invariant: the work is done once or not at
//! all, whatever the reply says.

use std::future::Future;

use super::{Fault, Kind, Struck, When};
use crate::clock::Time;

/// Does `work` as the faults would have it; `words` is the system's reply to one of them.
pub(crate) async fn around<T>(
    time: &dyn Time,
    struck: &Struck,
    words: impl Fn(&Fault) -> T,
    work: impl Future<Output = T>,
) -> T {
    wait(time, struck, When::BeforeCommit).await;
    if let Some(fault) = struck.first(Kind::Status) {
        return words(fault);
    }
    let done = work.await;
    wait(time, struck, When::AfterCommit).await;
    match struck.first(Kind::ErrorAfterCommit) {
        Some(fault) => words(fault),
        None => done,
    }
}

async fn wait(time: &dyn Time, struck: &Struck, when: When) {
    if let Some(fault) = struck.first(Kind::Delay).filter(|fault| fault.when == Some(when)) {
        time.pass(fault.ms.unwrap_or_default()).await;
    }
}
