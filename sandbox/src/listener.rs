//! Accepts connections and carries requests to the front; the only place that can hang up.
//!
//! A handler asks for a hang-up by returning [`HangUp`]; hyper then closes the connection without
//! a reply. Invariant: when `serve` returns, no connection of this sandbox is open.

use std::{convert::Infallible, future::Future, pin::pin, time::Duration};

use axum::{body::Body, http::Request, response::Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};

/// How long to wait after a connection could not be accepted.
const PAUSE: Duration = Duration::from_millis(50);

/// The connection closes without a reply.
#[derive(Debug, thiserror::Error)]
#[error("a fault closed the connection")]
pub(crate) struct HangUp;

/// Serves until `stop` turns true, then lets running requests finish.
pub(crate) async fn serve<H, F>(listener: TcpListener, stop: watch::Receiver<bool>, handle: H)
where
    H: Fn(Request<Body>) -> F + Clone + Send + 'static,
    F: Future<Output = Result<Response, HangUp>> + Send + 'static,
{
    let mut connections = JoinSet::new();
    let mut stopping = stop.clone();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(carry(stream, stop.clone(), handle.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    // Usually out of file descriptors: give running requests time to end.
                    tokio::time::sleep(PAUSE).await;
                }
            },
            () = stopped(&mut stopping) => break,
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn carry<H, F>(stream: TcpStream, mut stop: watch::Receiver<bool>, handle: H)
where
    H: Fn(Request<Body>) -> F + Clone + Send + 'static,
    F: Future<Output = Result<Response, HangUp>> + Send + 'static,
{
    let service = service_fn(move |request: Request<Incoming>| handle(request.map(Body::new)));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    let mut served = pin!(served);
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        () = stopped(&mut stop) => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended early");
    }
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // A closed channel means that the sandbox was dropped: stop as well.
    let _closed = stop.wait_for(|stopping| *stopping).await.is_err();
}

/// Turns an answer that cannot fail into the listener's form.
pub(crate) fn kept(response: Result<Response, Infallible>) -> Result<Response, HangUp> {
    match response {
        Ok(response) => Ok(response),
        Err(never) => match never {},
    }
}
