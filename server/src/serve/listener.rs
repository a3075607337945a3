//! Takes connections and hands their requests on. A sender that is slow with a request's head is
//! cut off, connections are limited in number, and stopping answers what is at hand first.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::http::{Limits, Peer};

/// The most bytes of a request's head.
const HEAD_BYTES: usize = 64 * 1024;
/// How long stopping waits for requests at hand.
const FAREWELL: Duration = Duration::from_secs(10);
/// How long taking connections pauses when the machine has none left to give.
const OUT_OF_SOCKETS: Duration = Duration::from_millis(100);

/// Answers until `stop`.
pub(super) async fn listen(
    listener: TcpListener,
    service: Router,
    limits: Limits,
    stop: CancellationToken,
) {
    let graceful = GracefulShutdown::new();
    let seats = Arc::new(Semaphore::new(limits.connections));
    loop {
        let seat = tokio::select! {
            () = stop.cancelled() => break,
            seat = Arc::clone(&seats).acquire_owned() => seat,
        };
        let Ok(seat) = seat else { break };
        let (stream, peer) = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(error = %error, "could not take a connection");
                    tokio::time::sleep(OUT_OF_SOCKETS).await;
                    continue;
                }
            },
        };
        let service = service.clone();
        let answer = service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            service.clone().oneshot(request.map(axum::body::Body::new) as Request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(TokioIo::new(stream), answer);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(error = %error, "connection ended early");
            }
            drop(seat);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(FAREWELL) => tracing::warn!("requests at hand were cut off"),
    }
}
