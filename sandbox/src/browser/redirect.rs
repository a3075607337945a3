//! Back to the app, and only to an address that is registered for it.

use std::net::IpAddr;

use axum::http::Uri;

use crate::http::Outgoing;

/// A redirect to `address` with these parameters.
pub(crate) fn back(address: &str, pairs: &[(&str, &str)]) -> Outgoing {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    let joint = if address.contains('?') { '&' } else { '?' };
    let location = format!("{address}{joint}{}", query.finish());
    Outgoing::empty(302).with("location", location).with("cache-control", "no-store")
}

/// Equal, or both on this machine and equal but for the port. A registered address of this machine
/// without a path stands for every path.
pub(crate) fn is_same(registered: &str, asked: &str) -> bool {
    if registered == asked {
        return true;
    }
    let (Ok(one), Ok(two)) = (registered.parse::<Uri>(), asked.parse::<Uri>()) else {
        return false;
    };
    let local = |uri: &Uri| {
        uri.host().is_some_and(|host| {
            let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
            host == "localhost" || address.is_ok_and(|address| address.is_loopback())
        })
    };
    local(&one)
        && local(&two)
        && one.scheme_str() == two.scheme_str()
        && (one.path() == "/" || (one.path() == two.path() && one.query() == two.query()))
}
