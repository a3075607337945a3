//! Sync: what is owed to the books gets there, once (rulebook section 6). Reconcilers that take no
//! input compare what should be with what is and act; a signal only wakes them. Not the rules
//! (`waypost_core`), not the wire ([`crate::connectors`]), not SQL ([`crate::store`]).

mod by_hand;
mod checkpoints;
mod choose_party;
mod company;
mod connect;
mod export;
mod halt;
mod lane;
mod pace;
mod payments;
mod reconcile;
mod remote;
mod remotes;
mod rounds;
mod runs;
mod safeguard;
mod sign_ins;
mod token;
mod trouble;
mod webhooks;
mod whole;

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use tokio_util::sync::CancellationToken;
use waypost_core::sync::party::Choice;
use waypost_core::{api, wire};

pub use by_hand::Adoption;
pub use checkpoints::{Always, Checkpoints};
pub use payments::{
    Retried, Taken, judge_payments_on, preview_payment, retry_payment, take_payment,
};
pub use remotes::{BusinessCentral, QuickbooksOnline, Remotes, UnsafeAddress};
pub use safeguard::Safeguard;
pub use trouble::Trouble;

use crate::clock::Clock;
use crate::ids::Ids;
use crate::store::party::Undecided;
use crate::store::{Scope, Store, StoreError};
use crate::transport::{Carrier, Outward, REQUEST_LIMIT, Transport};
use crate::vault::{Sealed, Vault};
use pace::Pace;
use runs::Runs;

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

/// What a running server never changes, and a test does.
#[derive(Clone)]
pub struct Options {
    /// Where work may be stopped.
    pub checkpoints: Arc<dyn Checkpoints>,
    /// How long a request may take; below a lane's lease.
    pub request_limit: Duration,
    /// What carries requests; the network unless a test brings its own line.
    pub carrier: Option<Arc<dyn Carrier>>,
    /// A safeguard that is left out, so that a test can show what would go wrong without it.
    pub left_out: Option<Safeguard>,
    /// Documents travel together, as a server has them do: several requests at once, and several
    /// documents to a request. Without it they go one after the other, so that a seed replays.
    pub together: bool,
}

impl Options {
    /// As a server works.
    pub fn together() -> Options {
        Options { together: true, ..Options::default() }
    }
}

impl Default for Options {
    fn default() -> Options {
        Options {
            checkpoints: Arc::new(Always),
            request_limit: REQUEST_LIMIT,
            carrier: None,
            left_out: None,
            together: false,
        }
    }
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
    checkpoints: Arc<dyn Checkpoints>,
    transport: Transport,
    outward: Outward,
    pace: Pace,
    runs: Runs,
    left_out: Option<Safeguard>,
    together: bool,
    /// Names this run among the holders of lanes.
    holder: String,
    /// The lanes of this run, locked while they are worked.
    working: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    signal: tokio::sync::Notify,
    stop: CancellationToken,
    /// The database failed during this activation.
    store_failed: AtomicBool,
    refreshing: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    chart_tries: Mutex<HashMap<String, Timestamp>>,
    payment_tries: Mutex<HashMap<String, Timestamp>>,
    /// The last look at each connection's payments that may still go.
    payment_looks: Mutex<HashMap<String, payments::Looked>>,
    /// The basis that each connection's held documents were last compared with.
    bases: Mutex<HashMap<String, String>>,
}

impl Inner {
    /// The lock under which a connection's token is refreshed: one at a time.
    fn refreshing(&self, connection: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut locks = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(locks.entry(connection.to_owned()).or_default())
    }
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
        Sync::with_options(store, vault, remotes, clock, ids, Options::together())
    }

    /// The same with [`Options`] of a test.
    pub fn with_options(
        store: Store,
        vault: Vault,
        remotes: Remotes,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        options: Options,
    ) -> Result<Sync, SyncError> {
        remotes.check()?;
        let transport = match options.carrier {
            Some(carrier) => Transport::carried_by(carrier, options.request_limit),
            None => Transport::new(options.request_limit)
                .map_err(|error| SyncError::Transport(error.to_string()))?,
        };
        let outward = Outward::new(remotes.webhooks, options.request_limit);
        let holder = ids.fresh("run");
        Ok(Sync {
            inner: Arc::new(Inner {
                store,
                vault,
                remotes,
                clock,
                ids,
                checkpoints: options.checkpoints,
                transport,
                outward,
                pace: Pace::default(),
                runs: Runs::default(),
                left_out: options.left_out,
                together: options.together,
                holder,
                working: Mutex::default(),
                signal: tokio::sync::Notify::new(),
                stop: CancellationToken::new(),
                store_failed: AtomicBool::new(false),
                refreshing: Mutex::default(),
                chart_tries: Mutex::default(),
                payment_tries: Mutex::default(),
                payment_looks: Mutex::default(),
                bases: Mutex::default(),
            }),
        })
    }

    /// Begins a person's sign-in for a subsidiary, whose connection is made when it has none. `session_hash` binds it to the browser session: the same must finish it.
    pub async fn begin_sign_in(
        &self,
        scope: &Scope,
        subsidiary: &str,
        request: &api::BeginSignIn,
        session_hash: &str,
    ) -> Result<api::SignInAddress, Trouble> {
        self.inner.begin_sign_in(scope, subsidiary, request, session_hash).await
    }

    /// Finishes it with what came back: a code and, where the page names it, the company. Answers the
    /// subsidiary's source id.
    pub async fn finish_sign_in(
        &self,
        session_hash: &str,
        scope: &Scope,
        state: &str,
        (code, company): (&str, Option<&str>),
    ) -> Result<String, Trouble> {
        let came_back = (code, company);
        let subsidiary = self.inner.finish_sign_in(session_hash, scope, state, came_back).await?;
        self.wake();
        Ok(subsidiary)
    }

    /// Takes an administrator's app registration: tried at once, and kept only if it works.
    pub async fn use_application(
        &self,
        scope: &Scope,
        subsidiary: &str,
        credentials: &api::ApplicationCredentials,
    ) -> Result<(), Trouble> {
        self.inner.use_application(scope, subsidiary, credentials).await?;
        self.wake();
        Ok(())
    }

    /// Signs out of the books: the sign-in is given back and forgotten; mappings stay.
    pub async fn sign_out(&self, scope: &Scope, subsidiary: &str) -> Result<(), Trouble> {
        self.inner.sign_out(scope, subsidiary).await
    }

    /// The companies that the sign-in may see.
    pub async fn companies(
        &self,
        scope: &Scope,
        subsidiary: &str,
    ) -> Result<Vec<api::Company>, Trouble> {
        self.inner.companies(scope, subsidiary).await
    }

    /// Chooses a company and reads its chart.
    pub async fn choose_company(
        &self,
        scope: &Scope,
        subsidiary: &str,
        id: &str,
    ) -> Result<(), Trouble> {
        self.inner.choose_company(scope, subsidiary, id).await?;
        self.wake();
        Ok(())
    }

    /// Tests the access without writing to the books.
    pub async fn check_access(
        &self,
        scope: &Scope,
        subsidiary: &str,
    ) -> Result<Vec<api::AccessTest>, Trouble> {
        self.inner.check_access(scope, subsidiary).await
    }

    /// Reads the chart whole, now (R15).
    pub async fn refresh_chart(
        &self,
        scope: &Scope,
        subsidiary: &str,
    ) -> Result<wire::Chart, Trouble> {
        let chart = self.inner.refresh_chart(scope, subsidiary).await?;
        // What the former chart held may go on now.
        self.wake();
        Ok(chart)
    }

    /// What the books hold under a document's number, party or total (R47).
    pub async fn candidates(
        &self,
        scope: &Scope,
        document: &str,
    ) -> Result<Vec<api::RemoteCandidate>, Trouble> {
        self.inner.candidates(scope, document).await
    }

    /// What a link makes of a document of the books; refused where core does not let it be adopted.
    pub async fn adoption(
        &self,
        scope: &Scope,
        document: &str,
        link: &api::Link,
    ) -> Result<Adoption, Trouble> {
        self.inner.adoption(scope, document, link).await
    }

    /// Whom of the books a party may be, by words in name or number.
    pub async fn party_choices(
        &self,
        scope: &Scope,
        undecided: &Undecided,
        words: &str,
    ) -> Result<Vec<Choice>, Trouble> {
        self.inner.party_choices(scope, undecided, words).await
    }

    /// The name of a party of the books.
    pub async fn party_name(
        &self,
        scope: &Scope,
        undecided: &Undecided,
        remote_id: &str,
    ) -> Result<String, Trouble> {
        self.inner.party_name(scope, undecided, remote_id).await
    }

    /// What is wrong with an address that changes are to be posted to, in words; none when nothing is.
    pub fn webhook_address(&self, address: &str) -> Option<String> {
        self.inner.outward.reach().address(address).err()
    }

    /// A new secret for the webhook `id`: to be shown once, and to be stored.
    pub fn webhook_secret(
        &self,
        scope: &Scope,
        id: &str,
    ) -> Result<(SecretString, Sealed), Trouble> {
        let secret = webhooks::fresh_secret();
        let sealed = self
            .inner
            .vault
            .seal(scope, id, secret.bytes.expose_secret())
            .map_err(|error| Trouble::remote("vault_unavailable", error.to_string()))?;
        Ok((secret.shown, sealed))
    }

    /// Whether `body` is Intuit's by its signature; none where the operator gave no verifier token.
    pub fn is_from_intuit(&self, signature: &str, body: &[u8]) -> Option<bool> {
        let token = self.inner.remotes.quickbooks_online.verifier_token.as_ref()?;
        Some(webhooks::is_signed(token.expose_secret(), signature, body))
    }

    /// Makes a look at the companies that Intuit's `body` names due, and wakes the worker. Answers how
    /// many it names; none when it cannot be read.
    pub async fn hinted_by_intuit(&self, body: &[u8]) -> Result<Option<usize>, StoreError> {
        let Some(companies): Option<BTreeSet<String>> = webhooks::realms(body) else {
            return Ok(None);
        };
        self.inner.hinted(wire::System::QuickbooksOnline, &companies).await?;
        self.wake();
        Ok(Some(companies.len()))
    }

    /// Posts what is due to webhooks now, once.
    pub async fn deliver_once(&self) -> Result<(), StoreError> {
        self.inner.deliver_once().await
    }

    /// Forgets changes that are too old to be sent again.
    pub async fn forget_changes(&self) -> Result<(), StoreError> {
        self.inner.forget_changes().await
    }

    /// Something may be due. A signal only: what is due is derived from state.
    pub fn wake(&self) {
        self.inner.signal.notify_one();
    }

    /// One activation: does whatever is due, on every lane, and answers when the next thing is.
    pub async fn activate_once(&self) -> Result<Option<Timestamp>, StoreError> {
        self.inner.activate().await
    }

    /// Works until `stop`, then ends between two steps and gives its lanes back.
    pub async fn run(&self, stop: CancellationToken) {
        let end = async {
            stop.cancelled().await;
            self.inner.stop.cancel();
        };
        tokio::join!(end, self.inner.run(), self.inner.deliver());
    }
}
