//! Etags: opaque to clients, made from a record's id and version.

use base64::{Engine, prelude::BASE64_STANDARD};
use uuid::Uuid;

use super::errors::{Answer, entity_changed, missing_token};

/// The etag of one version of a record.
pub(crate) fn etag(id: Uuid, version: u64) -> String {
    let (high, low) = id.as_u64_pair();
    let figure = (high ^ low).wrapping_add(version.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let digits = figure.to_string().len();
    format!("W/\"{}\"", BASE64_STANDARD.encode(format!("'{digits};{figure}1;00;'")))
}

/// Whether a change needs `If-Match`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Demand {
    /// PATCH: refused without.
    Always,
    /// DELETE and actions: looked at only when sent.
    WhenSent,
}

/// Compares `If-Match` with a record.
///
/// # Errors
/// 400 when the token is absent but needed, or malformed; 409 when it is stale.
pub(crate) fn check(sent: Option<&str>, id: Uuid, version: u64, demand: Demand) -> Answer<()> {
    match sent.map(str::trim) {
        None if demand == Demand::WhenSent => Ok(()),
        None => Err(missing_token()),
        Some("*") => Ok(()),
        Some(token) if token == etag(id, version) => Ok(()),
        Some(token) if is_well_formed(token) => Err(entity_changed()),
        Some(_) => Err(missing_token()),
    }
}

fn is_well_formed(token: &str) -> bool {
    let inner = token.strip_prefix("W/\"").and_then(|rest| rest.strip_suffix('"'));
    inner.is_some_and(|inner| BASE64_STANDARD.decode(inner).is_ok())
}
