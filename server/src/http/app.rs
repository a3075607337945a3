//! What every route has at hand.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::interface::Interface;
use super::setup_code::SetupCode;
use super::streams::Streams;
use super::throttle::Throttle;
use crate::clock::{Clock, text};
use crate::ids::Ids;
use crate::password::Passwords;
use crate::store::Store;
use crate::sync::Sync;

/// How long the server waits for a slow sender, and for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until a request's head is complete.
    pub head: Duration,
    /// Until a request's body is complete.
    pub body: Duration,
    /// Until a request is answered.
    pub answer: Duration,
    /// How many connections may be open.
    pub connections: usize,
    /// Between two looks for changes of a live stream.
    pub look: Duration,
    /// Until a live stream is opened anew.
    pub stream: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            head: Duration::from_secs(10),
            body: Duration::from_secs(30),
            answer: Duration::from_secs(120),
            connections: 1024,
            look: Duration::from_secs(1),
            stream: Duration::from_secs(3600),
        }
    }
}

/// The server's parts. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// What goes to the books.
    pub sync: Sync,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub ids: Arc<dyn Ids>,
    /// Hashes passwords.
    pub passwords: Passwords,
    /// Counts failed sign-ins.
    pub throttle: Arc<Throttle>,
    /// The code that makes the first administrator.
    pub setup_code: Arc<SetupCode>,
    /// The interface's files.
    pub interface: Arc<Interface>,
    /// Where browsers find this server.
    pub public_url: Url,
    /// How long it waits.
    pub limits: Limits,
    /// Live streams that are open.
    pub streams: Arc<Streams>,
    /// Ends what would go on for ever when the server stops.
    pub stop: CancellationToken,
}

impl FromRef<App> for Store {
    fn from_ref(app: &App) -> Store {
        app.store.clone()
    }
}

impl App {
    /// The present moment, as stored.
    pub fn now(&self) -> String {
        text(self.clock.now())
    }

    /// Whether browsers reach this server by https.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

/// Who is at the other end of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub SocketAddr);
