//! Sync: what is owed to the books gets there, once (rulebook section 6). Reconcilers that take no
//! input compare what should be with what is and act; a signal only wakes them. Not the rules
//! (`waypost_core`), not the wire ([`crate::connectors`]), not SQL ([`crate::store`]).

mod remotes;
mod trouble;

use std::sync::Arc;

use tokio_util::sync::CancellationToken;
use waypost_core::{api, wire};

pub use remotes::{BusinessCentral, Remotes, UnsafeAddress, is_safe};
pub use trouble::Trouble;

use crate::clock::Clock;
use crate::ids::Ids;
use crate::store::{Scope, Store};
use crate::vault::Vault;

/// The server cannot begin to sync.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// An address that credentials must not travel to (R55).
    #[error(transparent)]
    Address(#[from] UnsafeAddress),
    /// The HTTP client cannot be made.
    #[error("the HTTP client cannot be made: {0}")]
    Transport(String),
}

/// Carries out what is owed. Cheap to clone.
#[derive(Clone)]
pub struct Sync {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    vault: Vault,
    remotes: Remotes,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    signal: tokio::sync::Notify,
}

fn not_yet() -> Trouble {
    Trouble::remote("sync_unavailable", "The accounting system is not reachable yet. Try again.")
}

impl Sync {
    /// Everything that is needed to sync; nothing is sent yet.
    pub fn new(
        store: Store,
        vault: Vault,
        remotes: Remotes,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> Result<Sync, SyncError> {
        remotes.check()?;
        let signal = tokio::sync::Notify::new();
        Ok(Sync { inner: Arc::new(Inner { store, vault, remotes, clock, ids, signal }) })
    }

    /// Begins "Sign in with Microsoft" for a subsidiary, whose connection is made when it has
    /// none. `session_hash` binds it to the browser session: the same must finish it.
    pub async fn begin_sign_in(
        &self,
        scope: &Scope,
        subsidiary: &str,
        request: &api::BeginSignIn,
        session_hash: &str,
    ) -> Result<api::SignInAddress, Trouble> {
        let _ = (scope, subsidiary, request, session_hash);
        Err(not_yet())
    }

    /// Finishes it with what came back. Answers the subsidiary's source id.
    pub async fn finish_sign_in(
        &self,
        session_hash: &str,
        scope: &Scope,
        state: &str,
        code: &str,
    ) -> Result<String, Trouble> {
        let _ = (session_hash, scope, state, code);
        Err(not_yet())
    }

    /// Takes an administrator's app registration: tried at once, and kept only if it works.
    pub async fn use_application(
        &self,
        scope: &Scope,
        subsidiary: &str,
        credentials: &api::ApplicationCredentials,
    ) -> Result<(), Trouble> {
        let _ = (scope, subsidiary, credentials);
        Err(not_yet())
    }

    /// The companies that the sign-in may see.
    pub async fn companies(
        &self,
        scope: &Scope,
        subsidiary: &str,
    ) -> Result<Vec<api::Company>, Trouble> {
        let _ = (scope, subsidiary);
        Err(not_yet())
    }

    /// Chooses a company and reads its chart.
    pub async fn choose_company(
        &self,
        scope: &Scope,
        subsidiary: &str,
        id: &str,
    ) -> Result<(), Trouble> {
        let _ = (scope, subsidiary, id);
        Err(not_yet())
    }

    /// Tests the access without writing to the books.
    pub async fn check_access(
        &self,
        scope: &Scope,
        subsidiary: &str,
    ) -> Result<Vec<api::AccessTest>, Trouble> {
        let _ = (scope, subsidiary);
        Err(not_yet())
    }

    /// Reads the chart whole, now (R15).
    pub async fn refresh_chart(
        &self,
        scope: &Scope,
        subsidiary: &str,
    ) -> Result<wire::Chart, Trouble> {
        let _ = (scope, subsidiary);
        Err(not_yet())
    }

    /// Something may be due. A signal only: what is due is derived from state.
    pub fn wake(&self) {
        self.inner.signal.notify_one();
    }

    /// Works until `stop`, then finishes the request at hand and gives its lanes back.
    pub async fn run(&self, stop: CancellationToken) {
        stop.cancelled().await;
    }
}
