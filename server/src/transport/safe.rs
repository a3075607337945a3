//! Where credentials may travel (R55).

use url::{Host, Url};

/// Whether credentials may travel to `url`: https, or http to this machine.
pub fn is_safe(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_travel_by_https_or_stay_on_this_machine() {
        for (address, safe) in [
            ("https://api.businesscentral.dynamics.com/v2.0", true),
            ("http://127.0.0.1:7048", true),
            ("http://[::1]:7048", true),
            ("http://localhost:7048", true),
            ("http://localhost.example.com", false),
            ("http://10.0.0.5", false),
            ("ftp://127.0.0.1", false),
        ] {
            assert_eq!(is_safe(&Url::parse(address).unwrap()), safe, "{address}");
        }
    }
}
