//! The vault: seals credentials so that a copy of the database opens nothing (R51). It stores
//! nothing itself and knows no credential's content.
//!
//! Invariant: what was sealed for one tenant's connection opens for no other, because both ids are
//! authenticated with it; the key never stands in the database, a message or a log.

mod keyfile;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretSlice};
use zeroize::Zeroizing;

pub use keyfile::KeyFileError;

use crate::store::Scope;
use keyfile::Key;

/// Length of the nonce that stands before each sealed text.
const NONCE_BYTES: usize = 24;

/// A sealed text and the name of the key that sealed it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which key of the key file.
    pub key_id: String,
    /// Nonce, then the encrypted text with its tag.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes under {})", self.bytes.len(), self.key_id)
    }
}

/// A sealed text that does not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The key file no longer holds the key.
    #[error(
        "a stored credential was sealed with key {0}, which the key file does not hold; put that \
         key back or sign in again"
    )]
    KeyMissing(String),
    /// The bytes were changed, or belong to another connection.
    #[error(
        "a stored credential does not open: it was changed, or belongs to another connection; sign in again"
    )]
    Broken,
}

/// Seals and opens. Cheap to clone.
#[derive(Clone)]
pub struct Vault {
    keys: Arc<Vec<Key>>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|key| &key.id)).finish()
    }
}

impl Vault {
    /// Reads the keys of `file`, which is made with one new key when it is missing. Readable by
    /// its owner alone, or it is refused. The last key seals; all of them open, so a key is
    /// rotated by appending one.
    pub fn open(file: &Path) -> Result<Vault, KeyFileError> {
        Ok(Vault { keys: Arc::new(keyfile::open(file)?) })
    }

    /// Seals `plain` for one connection.
    pub fn seal(
        &self,
        scope: &Scope,
        connection: &str,
        plain: &[u8],
    ) -> Result<Sealed, VaultError> {
        let key = self.keys.last().ok_or_else(|| VaultError::KeyMissing(String::new()))?;
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let bound = bound_to(scope, connection, &key.id);
        let payload = Payload { msg: plain, aad: &bound };
        let encrypted =
            cipher(key)?.encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError::Broken)?;
        Ok(Sealed { key_id: key.id.clone(), bytes: [&nonce[..], &encrypted].concat() })
    }

    /// Opens what was sealed for that connection, with whichever key sealed it.
    pub fn unseal(
        &self,
        scope: &Scope,
        connection: &str,
        sealed: &Sealed,
    ) -> Result<SecretSlice<u8>, VaultError> {
        let key = self
            .keys
            .iter()
            .find(|key| key.id == sealed.key_id)
            .ok_or_else(|| VaultError::KeyMissing(sealed.key_id.clone()))?;
        let (nonce, encrypted) =
            sealed.bytes.split_first_chunk::<NONCE_BYTES>().ok_or(VaultError::Broken)?;
        let bound = bound_to(scope, connection, &key.id);
        let payload = Payload { msg: encrypted, aad: &bound };
        let plain =
            cipher(key)?.decrypt(&XNonce::from(*nonce), payload).map_err(|_| VaultError::Broken)?;
        Ok(SecretSlice::from(plain))
    }
}

fn cipher(key: &Key) -> Result<XChaCha20Poly1305, VaultError> {
    XChaCha20Poly1305::new_from_slice(key.secret.expose_secret()).map_err(|_| VaultError::Broken)
}

/// Lengths stand before the ids, so that no two pairs of ids read alike.
fn bound_to(scope: &Scope, connection: &str, key_id: &str) -> Zeroizing<Vec<u8>> {
    let mut bound = b"waypost credential v1".to_vec();
    for part in [scope.tenant(), connection, key_id] {
        bound.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bound.extend_from_slice(part.as_bytes());
    }
    Zeroizing::new(bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> (std::path::PathBuf, Vault) {
        let name = format!("waypost-vault-{}", crate::ids::secret(12));
        let file = std::env::temp_dir().join(name);
        let vault = Vault::open(&file).unwrap();
        (file, vault)
    }

    #[test]
    fn a_credential_opens_for_its_own_connection_only() {
        let (file, vault) = vault();
        let keystone = Scope::of("ten_keystone");
        let sealed = vault.seal(&keystone, "con_1", b"refresh token").unwrap();
        assert!(!sealed.bytes.windows(7).any(|part| part == b"refresh"));
        let opened = vault.unseal(&keystone, "con_1", &sealed).unwrap();
        assert_eq!(opened.expose_secret(), b"refresh token");
        for (tenant, connection) in [("ten_other", "con_1"), ("ten_keystone", "con_2")] {
            let other = vault.unseal(&Scope::of(tenant), connection, &sealed);
            assert_eq!(other.err(), Some(VaultError::Broken));
        }
        std::fs::remove_file(file).unwrap();
    }

    #[test]
    fn a_rotated_key_seals_and_the_former_still_opens() {
        let (file, before) = vault();
        let scope = Scope::of("ten_keystone");
        let old = before.seal(&scope, "con_1", b"one").unwrap();
        keyfile::append_key(&file).unwrap();
        let after = Vault::open(&file).unwrap();
        let new = after.seal(&scope, "con_1", b"two").unwrap();
        assert_ne!(old.key_id, new.key_id);
        assert_eq!(after.unseal(&scope, "con_1", &old).unwrap().expose_secret(), b"one");
        assert_eq!(after.unseal(&scope, "con_1", &new).unwrap().expose_secret(), b"two");
        let missing = before.unseal(&scope, "con_1", &new).err();
        assert_eq!(missing, Some(VaultError::KeyMissing(new.key_id)));
        std::fs::remove_file(file).unwrap();
    }

    #[test]
    fn nothing_secret_is_printed() {
        let (file, vault) = vault();
        let text = std::fs::read_to_string(&file).unwrap();
        let secret = text.split_whitespace().nth(1).unwrap();
        let sealed = vault.seal(&Scope::of("t"), "c", b"hush").unwrap();
        let printed = format!("{vault:?} {sealed:?}");
        assert!(!printed.contains(secret) && !printed.contains("hush"), "{printed}");
        std::fs::remove_file(file).unwrap();
    }
}
