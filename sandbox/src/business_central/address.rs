//! An address of the API taken apart: environment, service path, and its segments.

use uuid::Uuid;

use super::errors::{Answer, Refusal, unknown_segment};

/// One segment: a name, and the key in brackets after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) name: String,
    pub(crate) key: Option<Uuid>,
}

/// What stands before the service path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Service<'a> {
    pub(crate) tenant: Option<&'a str>,
    pub(crate) environment: &'a str,
    /// Path up to and with `/api/v2.0`.
    pub(crate) root: &'a str,
    /// What follows, without a leading slash.
    pub(crate) rest: &'a str,
}

/// Takes a path apart; nothing when it is no address of API v2.0.
pub(crate) fn service(path: &str) -> Option<Service<'_>> {
    const API: &str = "/api/v2.0";
    let inner = path.strip_prefix("/v2.0/")?;
    let at = inner.find(API)?;
    let rest = &inner[at + API.len()..];
    if !(rest.is_empty() || rest.starts_with('/')) {
        return None;
    }
    let root = &path[.."/v2.0/".len() + at + API.len()];
    let mut names = inner[..at].split('/');
    let (tenant, environment) = match (names.next(), names.next(), names.next()) {
        (Some(environment), None, None) => (None, environment),
        (Some(tenant), Some(environment), None) => (Some(tenant), environment),
        _ => return None,
    };
    Some(Service { tenant, environment, root, rest: rest.trim_start_matches('/') })
}

/// Splits a service path into segments.
///
/// # Errors
/// A key that is not a GUID.
pub(crate) fn segments(path: &str) -> Answer<Vec<Segment>> {
    path.split('/').filter(|part| !part.is_empty()).map(segment).collect()
}

fn segment(part: &str) -> Answer<Segment> {
    let Some((name, rest)) = part.split_once('(') else {
        return Ok(Segment { name: part.to_owned(), key: None });
    };
    let key = rest.strip_suffix(')').ok_or_else(|| unknown_segment(part))?;
    let id = Uuid::parse_str(key.trim_matches('\'')).map_err(|_| {
        let text = format!("Invalid format of GUID string: '{key}'.");
        Refusal::new(400, "Application_InvalidGUID", text)
    })?;
    Ok(Segment { name: name.to_owned(), key: Some(id) })
}
