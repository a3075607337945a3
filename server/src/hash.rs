//! SHA-256: the name of a content, and how tokens of high entropy are stored. Not for passwords.

use sha2::{Digest, Sha256};

/// SHA-256 of `text`, in hexadecimal.
pub fn sha256_hex(text: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(text).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
