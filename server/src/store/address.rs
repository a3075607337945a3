//! Where the database is, as the operator wrote it: `sqlite:FILE` or `postgres://…`.
//!
//! Invariant: shown to nobody with its password. What is printed is the address without password
//! and options.

use std::fmt;
use std::str::FromStr;

use url::Url;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// The address of a database.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    engine: Engine,
    text: String,
}

/// An address that names no database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("names no database. Write sqlite:FILE, or postgres://USER@HOST/NAME")]
pub struct UnknownAddress;

impl Address {
    pub(super) fn engine(&self) -> Engine {
        self.engine
    }

    /// As it is connected to. Never for a log or a message: it may hold a password.
    pub(super) fn reveal(&self) -> &str {
        &self.text
    }

    /// The same without making a file that is missing.
    pub(super) fn as_it_is(&self) -> Address {
        let mode = if self.text.contains('?') { "" } else { "?mode=rw" };
        Address { engine: self.engine, text: format!("{}{mode}", self.text) }
    }

    /// Whether it is one file of this machine, which one server has for itself.
    pub fn is_file(&self) -> bool {
        self.engine == Engine::Sqlite
    }
}

impl FromStr for Address {
    type Err = UnknownAddress;

    fn from_str(text: &str) -> Result<Address, UnknownAddress> {
        let (scheme, rest) = text.split_once(':').ok_or(UnknownAddress)?;
        let engine = match scheme {
            "sqlite" if !rest.trim_start_matches('/').is_empty() => Engine::Sqlite,
            "postgres" | "postgresql" if Url::parse(text).is_ok() => Engine::Postgres,
            _ => return Err(UnknownAddress),
        };
        Ok(Address { engine, text: text.to_owned() })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.engine, Url::parse(&self.text)) {
            (Engine::Sqlite, _) => out.write_str(&self.text),
            (Engine::Postgres, Ok(mut url)) => {
                // Neither fails for an address with a host; without one there is no password.
                let _hidden = url.set_password(None);
                url.set_query(None);
                url.fmt(out)
            }
            (Engine::Postgres, Err(_)) => out.write_str("postgres://…"),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_password() {
        let address: Address =
            "postgres://way:s3cret@db.example/books?sslmode=require&password=s3cret"
                .parse()
                .unwrap();
        assert_eq!(address.to_string(), "postgres://way@db.example/books");
        assert!(!format!("{address:?}").contains("s3cret"));
        assert!(address.reveal().contains("s3cret"));
    }

    #[test]
    fn what_names_no_database_is_refused_in_words() {
        for text in ["waypost.db", "sqlite:", "mysql://db/books", "postgres", ""] {
            let refused = text.parse::<Address>().unwrap_err().to_string();
            assert!(refused.contains("sqlite:FILE"), "{text}");
        }
    }
}
