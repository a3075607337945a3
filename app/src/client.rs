//! The one way to the server: a typed function for each route of `/api/v1`.
//!
//! It keeps nothing but who is signed in, and decides nothing. An answer that says the session has
//! ended is noted in [`Standing`], so that every screen shows it without losing what it holds.

mod payments;
mod reconciliation;
mod request;
mod routes;
mod trouble;
mod webhooks;

use std::pin::Pin;

use gloo_net::http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use waypost_core::api::Session;
use waypost_core::wire;

use request::Outgoing;

use crate::signal::RwSignal;
pub(crate) use request::health;
pub(crate) use routes::DocumentFilter;
pub(crate) use trouble::Trouble;

/// Who is at the screen, as far as the server has said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The server has not answered yet.
    Asking,
    /// Nobody is signed in.
    SignedOut,
    /// Signed in.
    SignedIn(Session),
    /// Was signed in until a request was refused; what is on the page is kept.
    Expired(Session),
    /// The very first question went wrong.
    Unknown(Trouble),
}

/// A request under way.
type Exchange<'a> = Pin<Box<dyn Future<Output = Result<String, Trouble>> + 'a>>;

/// A handle on the server; copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Client {
    standing: RwSignal<Standing>,
}

impl Client {
    /// A client that has not asked anything yet.
    pub(crate) fn new() -> Self {
        Self { standing: RwSignal::new(Standing::Asking) }
    }

    /// Who is signed in; changes as answers come.
    pub(crate) fn standing(self) -> RwSignal<Standing> {
        self.standing
    }

    /// The session that requests speak for.
    pub(crate) fn session(self) -> Option<Session> {
        self.standing.with_untracked(|standing| match standing {
            Standing::SignedIn(session) | Standing::Expired(session) => Some(session.clone()),
            Standing::Asking | Standing::SignedOut | Standing::Unknown(_) => None,
        })
    }

    async fn get<T: DeserializeOwned>(self, path: &str) -> Result<T, Trouble> {
        request::read(&self.exchange(Method::GET, path, None, None).await?)
    }

    async fn write<T: DeserializeOwned>(
        self,
        method: Method,
        path: &str,
        body: &impl Serialize,
        if_match: Option<u64>,
    ) -> Result<T, Trouble> {
        let body = Some(wire::write(body));
        request::read(&self.exchange(method, path, body, if_match).await?)
    }

    async fn act<T: DeserializeOwned>(
        self,
        path: &str,
        if_match: Option<u64>,
    ) -> Result<T, Trouble> {
        request::read(&self.exchange(Method::POST, path, None, if_match).await?)
    }

    /// Boxed: every route waits for it, and none of them carries it.
    fn exchange(
        self,
        method: Method,
        path: &str,
        body: Option<String>,
        if_match: Option<u64>,
    ) -> Exchange<'_> {
        Box::pin(async move {
            let csrf_token = self.session().map(|session| session.csrf_token);
            let answer = request::send(Outgoing { method, path, body, if_match, csrf_token }).await;
            if let Err(Trouble::SignedOut(_)) = &answer {
                self.standing.update(|standing| {
                    if let Standing::SignedIn(session) = standing {
                        *standing = Standing::Expired(session.clone());
                    }
                });
            }
            answer
        })
    }
}
