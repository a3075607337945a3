//! The key file: one key a line, `ID BASE64`, newest last. It stands outside the database and is
//! readable by its owner alone.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretSlice;
use zeroize::Zeroizing;

const KEY_BYTES: usize = 32;

/// One key and its name.
pub(super) struct Key {
    pub(super) id: String,
    pub(super) secret: SecretSlice<u8>,
}

/// The key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It cannot be read or made.
    #[error("the key file {file} cannot be read or made: {source}")]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Others may read it.
    #[error("the key file {0} can be read by others; run: chmod 600 {0}")]
    Exposed(PathBuf),
    /// A line is not `ID BASE64` with 32 bytes.
    #[error(
        "line {line} of the key file {file} is not a key: write an id, a blank and 32 bytes in base64"
    )]
    Malformed {
        /// Which file.
        file: PathBuf,
        /// Which line, from 1.
        line: usize,
    },
    /// It holds no key.
    #[error("the key file {0} holds no key; remove it to have one made, or put the key back")]
    Empty(PathBuf),
}

pub(super) fn open(file: &Path) -> Result<Vec<Key>, KeyFileError> {
    let unreadable = |source| KeyFileError::Unreadable { file: file.to_owned(), source };
    if !file.exists() {
        append_key(file).map_err(unreadable)?;
    }
    refuse_exposed(file)?;
    let text = Zeroizing::new(fs::read_to_string(file).map_err(unreadable)?);
    let mut keys = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let malformed = || KeyFileError::Malformed { file: file.to_owned(), line: at + 1 };
        let (id, encoded) = line.trim().split_once(' ').ok_or_else(malformed)?;
        let secret = STANDARD.decode(encoded.trim()).map_err(|_| malformed())?;
        if secret.len() != KEY_BYTES {
            return Err(malformed());
        }
        keys.push(Key { id: id.to_owned(), secret: SecretSlice::from(secret) });
    }
    if keys.is_empty() {
        return Err(KeyFileError::Empty(file.to_owned()));
    }
    Ok(keys)
}

/// Appends a new key, which seals from the next start on.
pub(super) fn append_key(file: &Path) -> io::Result<()> {
    let secret: Zeroizing<[u8; KEY_BYTES]> = Zeroizing::new(rand::random());
    let id = format!("key_{}", crate::ids::secret(8));
    let line = Zeroizing::new(format!("{id} {}\n", STANDARD.encode(*secret)));
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut handle = options.open(file)?;
    handle.write_all(line.as_bytes())?;
    handle.sync_all()
}

#[cfg(unix)]
fn refuse_exposed(file: &Path) -> Result<(), KeyFileError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(file)
        .map_err(|source| KeyFileError::Unreadable { file: file.to_owned(), source })?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        return Err(KeyFileError::Exposed(file.to_owned()));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_exposed(_file: &Path) -> Result<(), KeyFileError> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn temporary() -> PathBuf {
        std::env::temp_dir().join(format!("waypost-keys-{}", crate::ids::secret(12)))
    }

    #[test]
    fn a_missing_file_is_made_for_its_owner_alone() {
        let file = temporary();
        assert_eq!(open(&file).unwrap().len(), 1);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        fs::remove_file(file).unwrap();
    }

    #[test]
    fn a_file_that_others_can_read_is_refused_with_the_way_out() {
        let file = temporary();
        append_key(&file).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        let error = open(&file).err().unwrap().to_string();
        assert!(error.contains("chmod 600"), "{error}");
        fs::remove_file(file).unwrap();
    }

    #[test]
    fn a_damaged_line_is_named() {
        let file = temporary();
        append_key(&file).unwrap();
        let mut handle = OpenOptions::new().append(true).open(&file).unwrap();
        handle.write_all(b"key_short AAAA\n").unwrap();
        let error = open(&file).err().unwrap().to_string();
        assert!(error.starts_with("line 2 of the key file"), "{error}");
        fs::remove_file(file).unwrap();
    }
}
