//! Ids that can be named before the sandbox runs: a GUID is a hash of what it stands for.
//!
//! Not random: the same seed gives the same ids on every start and machine.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// The id of one record, from the company, the kind of record and its number.
///
/// ```
/// let id = waypost_sandbox::record_id("KEYSTONE-FRT", "account", "40100");
/// assert_eq!(id, waypost_sandbox::record_id("KEYSTONE-FRT", "account", "40100"));
/// ```
#[must_use]
pub fn record_id(company: &str, kind: &str, number: &str) -> Uuid {
    let digest = Sha256::digest(format!("{company}\u{1f}{kind}\u{1f}{number}"));
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// The id of a company, from its name.
#[must_use]
pub fn company_id(name: &str) -> Uuid {
    record_id(name, "company", name)
}

/// A hash under which a secret is kept, so that a state file holds no usable token.
pub(crate) fn fingerprint(secret: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(secret))
}

/// A new opaque secret of 256 random bits.
pub(crate) fn new_secret() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}
