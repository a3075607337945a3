//! API keys for the TMS (R52): scoped, revocable, shown once.

use serde::{Deserialize, Serialize};

/// What a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeyScope {
    /// `POST /documents` and reading their states.
    Documents,
    /// `PUT …/catalog`.
    Catalog,
}

/// Body of `POST /keys`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewKey {
    /// What the key is for, such as "TMS production".
    pub name: String,
    /// What it may do.
    pub scopes: Vec<KeyScope>,
}

/// A key as it is listed: never the secret itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Key {
    /// Names the key in `DELETE /keys/{id}`.
    pub id: String,
    /// What the key is for.
    pub name: String,
    /// Its first characters, to recognise it.
    pub prefix: String,
    /// What it may do.
    pub scopes: Vec<KeyScope>,
    /// When it was made.
    pub created_at: String,
    /// When it last opened a request.
    pub used_at: Option<String>,
}

/// Answer of `POST /keys`: the only time that the secret is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedKey {
    /// The key as it will be listed.
    pub key: Key,
    /// Send as `Authorization: Bearer …`.
    pub secret: String,
}
