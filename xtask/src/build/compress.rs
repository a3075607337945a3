//! Compressing the interface once, when it is built, as small as brotli can.
//!
//! Every file gets a sibling `NAME.br`; the server sends that to a browser that accepts it.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Compresses every file of `dist`, folders in it included.
pub(crate) fn all(dist: &Path) -> Result<()> {
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if path.is_dir() {
            all(&path)?;
        } else if path.extension().is_none_or(|end| end != "br") {
            one(&path).with_context(|| format!("cannot compress {}", path.display()))?;
        }
    }
    Ok(())
}

fn one(path: &Path) -> Result<()> {
    let small = compressed(&fs::read(path)?)?;
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    fs::write(name, small)?;
    Ok(())
}

/// As small as brotli can.
pub(super) fn compressed(mut raw: &[u8]) -> Result<Vec<u8>> {
    // 22 is the largest window that every browser takes.
    let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut raw, &mut small, &best)?;
    Ok(small)
}
