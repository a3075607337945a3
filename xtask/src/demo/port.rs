//! Ports of the loopback address, the only one the demo listens on.

use anyhow::{Context, Result, bail};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};

/// Where the two programs listen, as `127.0.0.1:8080`.
pub(crate) struct Addresses {
    /// The server with its interface.
    pub(crate) interface: String,
    /// The accounting system's stand-in.
    pub(crate) sandbox: String,
}

impl Addresses {
    /// The interface on `port`, the sandbox on the next one where that is free, else on any.
    pub(crate) fn beside(port: u16) -> Result<Self> {
        let next = port.checked_add(1).filter(|next| listen(*next).is_ok());
        let sandbox = match next {
            Some(next) => next,
            None => listen(0).and_then(|any| any.local_addr()).context("no port is free")?.port(),
        };
        Ok(Self { interface: format!("127.0.0.1:{port}"), sandbox: format!("127.0.0.1:{sandbox}") })
    }
}

/// # Errors
/// Another program listens on `port`, with a port to take instead.
pub(crate) fn must_be_free(port: u16) -> Result<()> {
    match listen(port) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let other = (port.saturating_add(2)..=u16::MAX).find(|other| listen(*other).is_ok());
            bail!(
                "Port {port} is in use by another program. Stop that program, or take another \
                 port:\n  cargo xtask demo --port {}",
                other.unwrap_or(port)
            )
        }
        Err(error) => Err(error).with_context(|| {
            format!(
                "cannot listen on port {port}. Take one above 1023:\n  cargo xtask demo --port 8080"
            )
        }),
    }
}

fn listen(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

#[cfg(test)]
mod tests {
    use super::{listen, must_be_free};

    #[test]
    fn a_port_in_use_is_named_with_another_to_take() {
        let taken = listen(0).unwrap();
        let port = taken.local_addr().unwrap().port();
        let said = must_be_free(port).unwrap_err().to_string();
        assert!(said.contains(&format!("Port {port} is in use")), "{said}");
        assert!(said.contains("--port "), "{said}");
        drop(taken);
        must_be_free(port).unwrap();
    }
}
