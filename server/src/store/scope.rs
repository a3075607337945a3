//! Whose rows a query may touch (R50).

/// One tenant. Every store function but those of [`super::entry`] takes one and puts it into its
/// `WHERE`, so another tenant's id finds nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    tenant: String,
}

impl Scope {
    /// The scope of `tenant`: an id that [`super::entry`] returned for a session, a key, a sign-in
    /// or a lane, never one that a request names.
    pub fn of(tenant: impl Into<String>) -> Scope {
        Scope { tenant: tenant.into() }
    }

    /// The tenant's id, for binding into a query.
    pub fn tenant(&self) -> &str {
        &self.tenant
    }
}
