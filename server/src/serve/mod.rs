//! A running server: the database, the worker and the listener, started together and stopped in
//! order. Not the routes ([`crate::http`]) and not the command line ([`crate::operator`]).

mod listener;
mod worker;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::clock::Clock;
use crate::http::{self, App, Interface, Limits, SetupCode, Throttle};
use crate::ids::Ids;
use crate::password::Passwords;
use crate::store::{Store, StoreError, entry};
use crate::sync::{Options, Remotes, Sync, SyncError};
use crate::vault::Vault;

pub use worker::{Worker, work};

/// The server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken or not this machine's.
    #[error("cannot listen on {address}: {cause}. Choose another address with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        cause: std::io::Error,
    },
    /// The machine does not say which address it listens on.
    #[error("cannot tell which address the server listens on: {0}")]
    Address(std::io::Error),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Sync cannot begin.
    #[error(transparent)]
    Sync(#[from] SyncError),
}

/// What a server is made of.
pub struct Parts {
    /// The database, with its schema up to date.
    pub store: Store,
    /// Seals credentials.
    pub vault: Vault,
    /// The accounting systems' addresses.
    pub remotes: Remotes,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub ids: Arc<dyn Ids>,
    /// How long it waits.
    pub limits: Limits,
    /// How it syncs.
    pub options: Options,
}

/// A server that answers.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// The code that makes the first administrator; none once there is one.
    pub setup_code: Option<String>,
    /// What goes to the books.
    pub sync: Sync,
    stop: CancellationToken,
    listener: JoinHandle<()>,
    worker: JoinHandle<()>,
    store: Store,
}

/// Binds `address`. Apart from [`start`], because the public address may depend on the port.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|cause| ServeError::Listen { address, cause })
}

/// A server that is about to answer.
pub struct Ready {
    /// Where it will listen.
    pub address: SocketAddr,
    /// The code that makes the first administrator; none once there is one.
    pub setup_code: Option<String>,
    listener: TcpListener,
    service: Router,
    sync: Sync,
    limits: Limits,
    store: Store,
    stop: CancellationToken,
}

/// Puts a server together. Nothing is answered or sent yet, so that what the operator has to know
/// can be said first.
pub async fn prepare(listener: TcpListener, parts: Parts) -> Result<Ready, ServeError> {
    let Parts { store, vault, remotes, clock, ids, limits, options } = parts;
    let address = listener.local_addr().map_err(ServeError::Address)?;
    let public_url: Url = remotes.public_url.clone();
    let (sync_clock, sync_ids) = (Arc::clone(&clock), Arc::clone(&ids));
    let sync = Sync::with_options(store.clone(), vault, remotes, sync_clock, sync_ids, options)?;
    let code = SetupCode::fresh();
    let needs_setup = entry::administrator(&mut *store.read().await?).await?.is_none();
    let setup_code = needs_setup.then(|| code.for_the_terminal());
    let app = App {
        store: store.clone(),
        sync: sync.clone(),
        clock,
        ids,
        passwords: Passwords::default(),
        throttle: Arc::new(Throttle::default()),
        setup_code: Arc::new(code),
        interface: Arc::new(Interface::default()),
        public_url,
        limits,
        streams: Arc::default(),
        stop: CancellationToken::new(),
    };
    let service = http::router(&app);
    let stop = app.stop;
    Ok(Ready { address, setup_code, listener, service, sync, limits, store, stop })
}

impl Ready {
    /// Starts to answer and to work.
    pub fn start(self) -> Running {
        let stop = self.stop;
        let listening = listener::listen(self.listener, self.service, self.limits, stop.clone());
        let (working, stopping) = (self.sync.clone(), stop.clone());
        Running {
            address: self.address,
            setup_code: self.setup_code,
            sync: self.sync,
            stop,
            listener: tokio::spawn(listening),
            worker: tokio::spawn(async move { working.run(stopping).await }),
            store: self.store,
        }
    }
}

impl Running {
    /// Stops: no new connection, requests at hand are answered, the worker gives its lanes back,
    /// the database is folded into its file.
    pub async fn stop(self) {
        self.stop.cancel();
        ended(vec![("listener", self.listener), ("worker", self.worker)]).await;
        self.store.close().await;
    }
}

async fn ended(tasks: Vec<(&'static str, JoinHandle<()>)>) {
    for (what, task) in tasks {
        if let Err(error) = task.await {
            tracing::error!(error = %error, "{what} ended badly");
        }
    }
}
