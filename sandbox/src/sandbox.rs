//! Starting and stopping a sandbox. Many run in one process, each with its own books and port.

use std::{io, net::Ipv4Addr, path::Path, sync::Arc};

use tokio::{
    net::TcpListener,
    sync::{Mutex, RwLock, watch},
    task::JoinHandle,
};

use crate::{
    config::Config,
    control,
    faults::Faults,
    front,
    house::House,
    limits::Limits,
    line::Line,
    listener,
    quickbooks_online::{
        Gate,
        webhooks::{self, Webhooks},
    },
    request_log::RequestLog,
    seed::Seed,
    world::World,
};

/// A running sandbox. Dropping it stops it; [`Sandbox::stop`] also waits until it has stopped.
#[derive(Debug)]
pub struct Sandbox {
    base_url: String,
    house: Arc<House>,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

/// A sandbox could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken or not allowed.
    #[error("port {port} on 127.0.0.1 cannot be used: {source}. Choose another with --port.")]
    Port {
        /// The port that was asked for.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// A seed names something that it does not hold.
    #[error("the seed does not fit together: {0}")]
    Seed(String),
    /// A seed or state file cannot be read.
    #[error("{path} cannot be read: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why, with line and field where there is one.
        reason: String,
    },
}

impl StartError {
    /// A seed or state file that cannot be read.
    pub fn file(path: &Path, reason: &impl ToString) -> Self {
        Self::File { path: path.display().to_string(), reason: reason.to_string() }
    }
}

impl Sandbox {
    /// Binds 127.0.0.1 and serves until it is stopped.
    ///
    /// # Errors
    /// The port or the file that cannot be used.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let seed = match config.seed {
            Some(seed) => seed,
            None => {
                Seed::keystone().map_err(|it| StartError::file("keystone.json".as_ref(), &it))?
            }
        };
        seed.check().map_err(StartError::Seed)?;
        let mut world = match &config.state_file {
            Some(path) if path.exists() => read_state(path).await?,
            _ => World::new(&seed, &config.time),
        };
        world.clock.driven_by(&config.time);
        let taken = |source| StartError::Port { port: config.port, source };
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await.map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        let base_url = format!("http://{address}");
        let house = Arc::new(House {
            base_url: base_url.clone(),
            seed,
            time: config.time,
            world: Mutex::new(world),
            running: RwLock::default(),
            faults: Faults::default(),
            limits: Limits::new(config.limits),
            quickbooks: Gate::new(config.quickbooks),
            webhooks: Webhooks::default(),
            log: RequestLog::default(),
            batch_parts_count: config.batch_parts_count,
            retry_after_seconds: config.retry_after_seconds,
            refresh_grace_seconds: config.refresh_grace_seconds,
            max_body_bytes: config.max_body_bytes,
            state_file: config.state_file,
        });
        let router = control::routes(Arc::clone(&house));
        let served = Arc::clone(&house);
        let (stop, stopping) = watch::channel(false);
        let _telling = tokio::spawn(webhooks::run(Arc::clone(&house), stopping.clone()));
        let serving = tokio::spawn(listener::serve(listener, stopping, move |request| {
            front::handle(Arc::clone(&served), router.clone(), request)
        }));
        Ok(Self { base_url, house, stop, serving })
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// What stands for `https://api.businesscentral.dynamics.com/v2.0`; `/{environment}/api/v2.0`
    /// follows.
    #[must_use]
    pub fn api_base(&self) -> String {
        format!("{}/v2.0", self.base_url)
    }

    /// What stands for `https://login.microsoftonline.com`; `/{tenant}/oauth2/v2.0/token` follows.
    #[must_use]
    pub fn login_base(&self) -> String {
        self.base_url.clone()
    }

    /// What stands for `https://quickbooks.api.intuit.com`; `/v3/company/{realmId}` follows.
    #[must_use]
    pub fn quickbooks_base(&self) -> String {
        self.base_url.clone()
    }

    /// What stands for the hosts of Intuit's sign-in, `/.well-known/openid_configuration` among them.
    #[must_use]
    pub fn intuit_base(&self) -> String {
        self.base_url.clone()
    }

    /// Where the books are read and faults are set.
    #[must_use]
    pub fn control(&self) -> String {
        format!("{}/control", self.base_url)
    }

    /// A way to it without a network.
    #[must_use]
    pub fn line(&self) -> Line {
        Line::to(&self.house)
    }

    /// Stops after the running requests, and stores the books when there is a state file.
    pub async fn stop(self) {
        // Nobody listens only when serving has ended already.
        let _ended = self.stop.send(true).is_err();
        if let Err(error) = self.serving.await {
            tracing::error!(%error, "the sandbox did not stop in order");
        }
        let _all_ended = self.house.running.write().await;
        let world = self.house.world.lock().await;
        if let Err(error) = self.house.store(&world).await {
            tracing::error!(%error, "the sandbox stopped without storing its books");
        }
    }
}

async fn read_state(path: &Path) -> Result<World, StartError> {
    let text = tokio::fs::read(path).await.map_err(|it| StartError::file(path, &it))?;
    serde_json::from_slice(&text).map_err(|it| StartError::file(path, &it))
}
