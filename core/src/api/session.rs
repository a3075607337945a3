//! Signing in, and the first administrator.

use serde::{Deserialize, Serialize};

use crate::wire::object::{Blank, answer};

/// What a person may do (R52), from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Edits mappings.
    Mapper,
    /// Handles payments and retries.
    Biller,
    /// Everything, connections and keys included.
    Admin,
}

impl Blank for Role {
    fn blank() -> Role {
        Role::Viewer
    }
}

answer! {
    /// Who is signed in. Answer of `GET /session`.
    struct Session {
        /// Display name.
        pub name: String,
        /// Sign-in name.
        pub email: String,
        /// What this person may do.
        pub role: Role,
        /// The trucking company.
        pub tenant: String,
        /// Sent back as the `x-csrf-token` header with every write.
        pub csrf_token: String,
    }
}

/// Body of `POST /session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// Sign-in name.
    pub email: String,
    /// Never stored as it is.
    pub password: String,
}

/// Answer of `GET /setup`: whether the first administrator is still missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Setup {
    /// True until the first administrator exists.
    pub needed: bool,
    /// The company's name, when the operator has already provisioned it.
    pub tenant: Option<String>,
}

/// Body of `POST /setup`: the one-time code from the terminal makes the first administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirstAdministrator {
    /// The code that the server printed when it started.
    pub code: String,
    /// The company's name; only used while none is provisioned.
    pub tenant: Option<String>,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub email: String,
    /// At least twelve characters.
    pub password: String,
}
