//! `/v3/company/{realmId}/…`: which company file, and what of it.

/// The address of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    pub(crate) realm: &'a str,
    /// What follows the realm, for example `invoice/238`.
    pub(crate) rest: &'a str,
}

/// Takes a path apart, or gives nothing when it is none of the API.
pub(crate) fn address(path: &str) -> Option<Address<'_>> {
    let rest = path.strip_prefix("/v3/company/")?;
    let (realm, rest) = rest.split_once('/')?;
    Some(Address { realm, rest: rest.trim_matches('/') })
}
