//! A line on which every request stops and waits for its fate.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::Request;
use tokio::sync::{mpsc, oneshot};
use waypost_server::connectors::Reply;
use waypost_server::transport::{Carried, Carrier, NoReply};

/// A request under way.
#[derive(Debug)]
pub(super) struct Parked {
    /// Whose.
    pub(super) worker: usize,
    pub(super) request: Request,
    /// When it was sent; whoever takes it off the wire knows.
    pub(super) since: Timestamp,
    /// How long its sender waits.
    pub(super) limit: Duration,
    answer: oneshot::Sender<Result<Reply, NoReply>>,
}

impl Parked {
    /// What its sender hears. One that is gone hears nothing.
    pub(super) fn answer(self, with: Result<Reply, NoReply>) -> Request {
        let _gone = self.answer.send(with).is_err();
        self.request
    }

    /// Whether it may change the books. A look-up in a batch is a question.
    pub(super) fn writes(&self) -> bool {
        let path = self.request.url().path();
        let body = self.request.body().and_then(|body| body.as_bytes()).unwrap_or_default();
        let orders = || String::from_utf8_lossy(body).contains("\"operation\"");
        let question = path.ends_with("$batch") || (path.ends_with("/batch") && !orders());
        let token = path.ends_with("/token") || path.ends_with("/bearer");
        self.request.method() != "GET" && !question && !token
    }
}

/// A worker's line.
#[derive(Debug)]
pub(super) struct Wire {
    pub(super) worker: usize,
    pub(super) parked: mpsc::UnboundedSender<Parked>,
}

impl Carrier for Wire {
    fn carry(&self, request: Request, limit: Duration) -> Carried<'_> {
        Box::pin(async move {
            let (answer, heard) = oneshot::channel();
            let since = Timestamp::UNIX_EPOCH;
            let parked = Parked { worker: self.worker, request, since, limit, answer };
            let lost = |_| NoReply::NoAnswer("the simulation is over".to_owned());
            self.parked.send(parked).map_err(|_| lost(()))?;
            heard.await.unwrap_or_else(|_| Err(lost(())))
        })
    }
}
