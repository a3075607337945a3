//! One running sandbox: its seed, its state, and what tests set on it.

use std::{io, path::PathBuf, sync::Arc};

use tokio::sync::{Mutex, RwLock};

use crate::{
    clock::Time,
    faults::Faults,
    limits::Limits,
    quickbooks_online::{Gate, webhooks::Webhooks},
    request_log::RequestLog,
    seed::Seed,
    world::World,
};

/// Shared by all requests of one sandbox.
#[derive(Debug)]
pub(crate) struct House {
    pub(crate) base_url: String,
    pub(crate) seed: Seed,
    pub(crate) time: Arc<dyn Time>,
    pub(crate) world: Mutex<World>,
    /// Read-locked by every running request; stopping waits for the write lock.
    pub(crate) running: RwLock<()>,
    pub(crate) faults: Faults,
    /// Limits of Business Central.
    pub(crate) limits: Limits,
    /// Limits of QuickBooks Online.
    pub(crate) quickbooks: Gate,
    pub(crate) webhooks: Webhooks,
    pub(crate) log: RequestLog,
    /// Whether the operations of a batch count one by one.
    pub(crate) batch_parts_count: bool,
    pub(crate) retry_after_seconds: Option<u32>,
    pub(crate) refresh_grace_seconds: i64,
    pub(crate) max_body_bytes: usize,
    pub(crate) state_file: Option<PathBuf>,
}

/// The state could not be stored.
#[derive(Debug, thiserror::Error)]
#[error("the books could not be stored in {path}: {source}")]
pub(crate) struct StoreError {
    path: String,
    source: io::Error,
}

impl House {
    /// Stores the state by writing a new file and putting it in the old one's place. Does nothing
    /// without a state file. The caller holds the lock, so files follow the order of changes.
    ///
    /// # Errors
    /// The file that could not be written.
    pub(crate) async fn store(&self, world: &World) -> Result<(), StoreError> {
        let Some(path) = &self.state_file else { return Ok(()) };
        let failed = |source| StoreError { path: path.display().to_string(), source };
        let text = serde_json::to_vec(world).map_err(|error| failed(io::Error::other(error)))?;
        let fresh = path.with_extension("new");
        tokio::fs::write(&fresh, text).await.map_err(failed)?;
        tokio::fs::rename(&fresh, path).await.map_err(failed)
    }
}
