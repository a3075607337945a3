//! A gate on the line to the books: the first request of a kind waits there until the story opens it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::{Method, Request};
use tokio::sync::Notify;
use waypost_server::transport::{Carried, Carrier};

use crate::direct::Direct;

/// A gate.
#[derive(Debug)]
pub struct Gate {
    line: Direct,
    /// How the path ends of what waits: `/salesInvoices`.
    path: &'static str,
    closed: AtomicBool,
    reached: Notify,
    opened: Notify,
}

impl Gate {
    /// A gate on `line` before what is posted to `path`.
    pub fn before(path: &'static str, line: Direct) -> Arc<Gate> {
        let (reached, opened) = (Notify::new(), Notify::new());
        Arc::new(Gate { line, path, closed: AtomicBool::new(true), reached, opened })
    }

    /// Returns when something waits.
    pub async fn reached(&self) {
        self.reached.notified().await;
    }

    /// Lets it and everything after it through.
    pub fn open(&self) {
        self.opened.notify_one();
    }
}

impl Carrier for Gate {
    fn carry(&self, request: Request, limit: Duration) -> Carried<'_> {
        Box::pin(async move {
            let waits = request.method() == Method::POST
                && request.url().path().ends_with(self.path)
                && self.closed.swap(false, Ordering::SeqCst);
            if waits {
                self.reached.notify_one();
                self.opened.notified().await;
            }
            self.line.carry(request, limit).await
        })
    }
}
