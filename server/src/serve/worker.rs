//! A worker without the interface.

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{Parts, ServeError, listener};
use crate::http;
use crate::store::Store;
use crate::sync::Sync;

/// A worker that works.
pub struct Worker {
    stop: CancellationToken,
    tasks: Vec<(&'static str, JoinHandle<()>)>,
    store: Store,
}

/// Starts to work, and to answer how it is where `health` listens.
pub fn work(parts: Parts, health: Option<TcpListener>) -> Result<Worker, ServeError> {
    let Parts { store, vault, remotes, clock, ids, limits, options } = parts;
    let sync = Sync::with_options(store.clone(), vault, remotes, clock, ids, options)?;
    let stop = CancellationToken::new();
    let stopping = stop.clone();
    let mut tasks = vec![("worker", tokio::spawn(async move { sync.run(stopping).await }))];
    if let Some(health) = health {
        let service = http::health_alone(store.clone());
        let listening = listener::listen(health, service, limits, stop.clone());
        tasks.push(("listener", tokio::spawn(listening)));
    }
    Ok(Worker { stop, tasks, store })
}

impl Worker {
    /// Stops between two steps, gives its lanes back, and folds the database into its file.
    pub async fn stop(self) {
        self.stop.cancel();
        super::ended(self.tasks).await;
        self.store.close().await;
    }
}
