//! Who calls, and whether they may. A handler names who may call it in its signature
//! (`By<Maps>`), so a route without a decision cannot be written.
//!
//! Invariant (R50): the scope comes from the session or the key, never from the request's words.

mod access;
mod cookie;
mod origin;
mod present;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use waypost_core::api::{KeyScope, Role};

pub(crate) use access::{
    Access, Administers, Bills, Maps, PushesDocuments, PutsCatalog, Reads, ReadsCatalog,
    ReadsDocuments, SignedIn,
};
pub(crate) use cookie::{clear, connecting, encoded, remember_connecting, set};
pub(crate) use origin::check as check_origin;

use super::app::App;
use super::problem::{Refusal, not_allowed};
use crate::store::Scope;

/// Who calls.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// Whose rows may be touched.
    pub scope: Scope,
    /// Person or key.
    pub actor: Actor,
}

/// A person at a browser, or a program with a key.
#[derive(Clone, Debug)]
pub(crate) enum Actor {
    /// A signed-in person.
    Person {
        /// Our id.
        id: String,
        /// Display name.
        name: String,
        /// Sign-in name.
        email: String,
        /// What the person may do (R52).
        role: Role,
        /// Hash of the session's token.
        session_hash: String,
        /// What every write carries.
        csrf_token: String,
    },
    /// An API key.
    Key {
        /// Its id.
        id: String,
        /// What it is for.
        name: String,
        /// What it may do.
        scopes: Vec<KeyScope>,
    },
}

impl Caller {
    /// As the audit log names the caller: `Ann Ode (usr_…)`, `key TMS (key_…)`.
    pub(crate) fn audited(&self) -> String {
        match &self.actor {
            Actor::Person { id, name, .. } => format!("{name} ({id})"),
            Actor::Key { id, name, .. } => format!("key {name} ({id})"),
        }
    }

    /// As people read it.
    pub(crate) fn name(&self) -> &str {
        match &self.actor {
            Actor::Person { name, .. } | Actor::Key { name, .. } => name,
        }
    }

    fn check<A: Access>(&self) -> Result<(), Refusal> {
        let allowed = match &self.actor {
            Actor::Person { role, .. } => A::ROLES.contains(role),
            Actor::Key { scopes, .. } => A::KEY.is_some_and(|scope| scopes.contains(&scope)),
        };
        if allowed {
            return Ok(());
        }
        let who = match &self.actor {
            Actor::Person { name, role, .. } => format!("{name} ({})", access::role_name(*role)),
            Actor::Key { name, .. } => format!("The key {name:?}"),
        };
        Err(not_allowed(&who, &access::needed::<A>()))
    }
}

/// The caller, who may do `A`.
#[derive(Clone, Debug)]
pub(crate) struct By<A> {
    /// Who it is.
    pub caller: Caller,
    access: std::marker::PhantomData<A>,
}

impl<A: Access> FromRequestParts<App> for By<A> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<By<A>, Refusal> {
        let caller = present::caller(parts, app).await?;
        caller.check::<A>()?;
        Ok(By { caller, access: std::marker::PhantomData })
    }
}

/// The caller before any route has said who may call it.
pub(crate) async fn caller(parts: &mut Parts, app: &App) -> Result<Caller, Refusal> {
    present::caller(parts, app).await
}
