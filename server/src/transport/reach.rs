//! Which addresses a tenant may have called: public ones by https. What is private to the operator's
//! network is refused, whatever name it goes by, so that nobody reads it through this server.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// How far requests to a tenant's addresses may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// To this machine as well, which is the operator's to allow.
    pub loopback: bool,
}

/// The addresses of a name are private.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to no public address")]
struct NoPublicAddress;

impl Reach {
    /// Whether requests may go to `address`.
    pub fn reaches(self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(four) if four.is_loopback() => self.loopback,
            IpAddr::V6(six) if six.is_loopback() => self.loopback,
            IpAddr::V4(four) => is_public(four),
            IpAddr::V6(six) => is_public_six(six),
        }
    }

    /// The address that `text` names, or what is wrong with it in words.
    pub fn address(self, text: &str) -> Result<Url, String> {
        let url = Url::parse(text).map_err(
            |_| "It is not an address. Write one such as https://tms.example.com/hooks.",
        )?;
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            let words = "Leave out user name, password and what follows \"#\": the signature shows \
                         who posts.";
            return Err(words.to_owned());
        }
        self.allows(&url)?;
        Ok(url)
    }

    /// Whether a request to `url` may leave, as far as its text says; names are judged as they are
    /// looked up.
    pub fn allows(self, url: &Url) -> Result<(), String> {
        let (is_here, address) = match url.host() {
            Some(Host::Ipv4(four)) => (four.is_loopback(), Some(IpAddr::V4(four))),
            Some(Host::Ipv6(six)) => (six.is_loopback(), Some(IpAddr::V6(six))),
            Some(Host::Domain(name)) => (is_this_machine(name), None),
            None => (false, None),
        };
        if is_here && !self.loopback {
            return Err(
                "It leads to the server's own machine, which its operator has not allowed. \
                        Give a public https address."
                    .to_owned(),
            );
        }
        match url.scheme() {
            "https" => {}
            "http" if is_here => {}
            _ => return Err("It is not https. Give an https address.".to_owned()),
        }
        if address.is_some_and(|address| !self.reaches(address)) {
            return Err(
                "It is an address of a private network. Give a public https address.".into()
            );
        }
        Ok(())
    }
}

impl Resolve for Reach {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = *self;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let within: Vec<SocketAddr> = found.filter(|it| reach.reaches(it.ip())).collect();
            if within.is_empty() {
                return Err(NoPublicAddress.into());
            }
            let within: Addrs = Box::new(within.into_iter());
            Ok(within)
        })
    }
}

fn is_this_machine(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name == "localhost" || name.ends_with(".localhost")
}

fn is_public(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match a {
        0 | 10 | 127 | 224.. => true,
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99),
        198 => b == 18 || b == 19 || (b == 51 && c == 100),
        203 => b == 0 && c == 113,
        _ => false,
    };
    !special
}

/// Only 2000::/3 is given out to the public; of that, what carries another address within is not.
fn is_public_six(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let carries_another = first == 0x2002 || (first == 0x2001 && second < 0x0200);
    let is_example = (first == 0x2001 && second == 0x0db8) || first == 0x3fff;
    first & 0xe000 == 0x2000 && !carries_another && !is_example
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, allowed: bool, allowed_with_loopback: bool) {
        let refused = Reach { loopback: false }.address(text);
        assert_eq!(refused.is_ok(), allowed, "{text}: {refused:?}");
        let refused = Reach { loopback: true }.address(text);
        assert_eq!(refused.is_ok(), allowed_with_loopback, "{text}: {refused:?}");
    }

    #[test]
    fn only_public_addresses_are_called_and_this_machine_where_it_is_allowed() {
        check("https://tms.example.com/hooks?tenant=1", true, true);
        check("https://8.8.8.8/hooks", true, true);
        check("http://tms.example.com/hooks", false, false);
        check("http://127.0.0.1:9000/hooks", false, true);
        check("http://localhost:9000/hooks", false, true);
        check("http://[::1]:9000/hooks", false, true);
        check("https://127.1/hooks", false, true);
        check("https://0x7f000001/hooks", false, true);
        for private in [
            "https://10.0.0.5",
            "https://172.16.0.1",
            "https://192.168.1.1",
            "https://169.254.169.254/latest/meta-data",
            "https://100.100.1.1",
            "https://0.0.0.0",
            "https://[fd00::1]",
            "https://[fe80::1]",
            "https://[::ffff:10.0.0.5]",
            "https://[64:ff9b::a00:5]",
            "https://[2002:a00:5::1]",
            "https://ann:secret@tms.example.com",
            "https://tms.example.com/#here",
            "ftp://tms.example.com",
            "not an address",
        ] {
            check(private, false, false);
        }
    }
}
