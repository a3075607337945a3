//! A gate on the line to the books: requests of a kind wait there until the story opens it.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, Request};
use tokio::sync::{Notify, Semaphore};
use waypost_server::transport::{Carried, Carrier};

use crate::direct::Direct;

/// A gate.
#[derive(Debug)]
pub struct Gate {
    line: Direct,
    method: Method,
    /// How the path ends of what is posted and waits, `/salesInvoices`; what stands in that of what is
    /// read and waits.
    path: &'static str,
    reached: Notify,
    /// Has no place, and is closed when the gate opens.
    places: Semaphore,
}

impl Gate {
    /// A gate on `line` before what is posted to `path`.
    pub fn before(path: &'static str, line: Direct) -> Arc<Gate> {
        Gate::of(Method::POST, path, line)
    }

    /// A gate on `line` before what is read with `path` in its path.
    pub fn before_reading(path: &'static str, line: Direct) -> Arc<Gate> {
        Gate::of(Method::GET, path, line)
    }

    fn of(method: Method, path: &'static str, line: Direct) -> Arc<Gate> {
        Arc::new(Gate { line, method, path, reached: Notify::new(), places: Semaphore::new(0) })
    }

    fn is_before(&self, request: &Request) -> bool {
        let path = request.url().path();
        let here = match self.method {
            Method::GET => path.contains(self.path),
            _ => path.ends_with(self.path),
        };
        here && *request.method() == self.method
    }

    /// Returns when something waits.
    pub async fn reached(&self) {
        self.reached.notified().await;
    }

    /// Lets what waits and everything after it through.
    pub fn open(&self) {
        self.places.close();
    }
}

impl Carrier for Gate {
    fn carry(&self, request: Request, limit: Duration) -> Carried<'_> {
        Box::pin(async move {
            if self.is_before(&request) && !self.places.is_closed() {
                self.reached.notify_one();
                self.places.acquire().await.ok();
            }
            self.line.carry(request, limit).await
        })
    }
}
