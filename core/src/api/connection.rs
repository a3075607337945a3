//! A subsidiary's link to one company in an accounting system.

use serde::{Deserialize, Serialize};

use crate::wire::object::{Blank, answer};
use crate::wire::{Settings, System};

/// Where a connection stands, in the order of setting up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConnectionState {
    /// Nobody has signed in yet.
    SignedOut,
    /// Signed in; no company chosen.
    ChooseCompany,
    /// A company is chosen; no mapping is submitted.
    Mapping,
    /// Set up: documents are posted. The green check.
    Active,
    /// The accounting system no longer accepts the sign-in: work is paused, not failed.
    SignInAgain,
}

impl Blank for ConnectionState {
    fn blank() -> ConnectionState {
        ConnectionState::SignedOut
    }
}

/// How the server proves itself to the accounting system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignInKind {
    /// A person signed in, with Microsoft or with Intuit (authorisation code).
    Person,
    /// An administrator's app registration (client credentials).
    Application,
}

answer! {
    /// A connection in one row of the home screen.
    struct ConnectionSummary {
        /// Which accounting system.
        pub system: System,
        /// Where it stands.
        pub state: ConnectionState,
        /// The company in the books, once chosen.
        pub company: Option<String> = None,
        /// The code of what a person should do before it stops working; the connection says it in words.
        pub warning: Option<String> = None,
    }
}

/// What a person should do about a connection while it still works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionWarning {
    /// Stable name, such as `sign_in_ends`; `/docs/errors/{code}` explains it.
    pub code: String,
    /// What stops, and the next step.
    pub message: String,
    /// When it stops.
    pub at: String,
}

/// Answer of `GET /subsidiaries/{id}/connection`. No credential is ever in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Connection {
    /// Which accounting system.
    pub system: System,
    /// Where it stands.
    pub state: ConnectionState,
    /// How it signed in.
    pub sign_in: Option<SignInKind>,
    /// When the sign-in ends unless it is renewed, as far as its giver says. It is renewed by itself.
    pub sign_in_ends_at: Option<String>,
    /// What a person should do before it stops working.
    pub warning: Option<ConnectionWarning>,
    /// Business Central's environment, such as `production`.
    pub environment: Option<String>,
    /// The company in the books.
    pub company: Option<Company>,
    /// Set when another company than before was chosen: the mapping was made for this one.
    pub company_before: Option<Company>,
    /// When the chart of accounts was last read whole.
    pub chart_fetched_at: Option<String>,
    /// Why the last reading of the chart failed; the earlier chart stays in use (R15).
    pub chart_trouble: Option<String>,
    /// When the books' payments were last read whole (R33).
    pub payments_read_at: Option<String>,
    /// Why the last reading of payments failed; it is repeated by itself.
    pub payments_trouble: Option<String>,
    /// Settings of R26.
    pub settings: Settings,
    /// Grows with every change; the `ETag`.
    pub version: u64,
}

/// One company that the sign-in may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Company {
    /// The accounting system's id.
    pub id: String,
    /// Its name there.
    pub name: String,
    /// What people call it.
    pub display_name: String,
}

/// Body of `POST /subsidiaries/{id}/connection/sign-in`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BeginSignIn {
    /// Which accounting system.
    pub system: System,
    /// Business Central's environment, such as `production`; other systems have none.
    #[serde(default)]
    pub environment: String,
}

/// Where the browser goes to sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInAddress {
    /// The accounting system's own page.
    pub url: String,
}

/// Body of `PUT /subsidiaries/{id}/connection/application`: an administrator's app registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationCredentials {
    /// Which accounting system.
    pub system: System,
    /// Business Central's environment.
    pub environment: String,
    /// The Microsoft directory (tenant) id or domain.
    pub directory: String,
    /// The application (client) id.
    pub client_id: String,
    /// Sealed on arrival, never returned.
    pub client_secret: String,
}

/// Body of `PUT /subsidiaries/{id}/connection/company`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChooseCompany {
    /// One of `GET …/connection/companies`.
    pub id: String,
}

/// One named test of `POST /subsidiaries/{id}/connection/check`. None of them writes to the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessTest {
    /// Stable name, such as `read_accounts`.
    pub name: String,
    /// What is tested, in words.
    pub title: String,
    /// Whether it passed; none when an earlier failure left it untried.
    pub passed: Option<bool>,
    /// What was found, or what to do.
    pub message: String,
}
