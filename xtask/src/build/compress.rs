//! Compressing the interface once, when it is built, as small as brotli can.
//!
//! Every file gets a sibling `NAME.br`; the server sends that to a browser that accepts it.

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
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

/// As small as brotli can. Which of its two ways to write distances suits WASM is a matter of luck, by
/// one in a hundred: the better one is kept.
pub(super) fn compressed(raw: &[u8]) -> Result<Vec<u8>> {
    let (plain, font) = (
        by(BrotliEncoderMode::BROTLI_MODE_GENERIC, raw)?,
        by(BrotliEncoderMode::BROTLI_MODE_FONT, raw)?,
    );
    Ok(if font.len() < plain.len() { font } else { plain })
}

fn by(mode: BrotliEncoderMode, mut raw: &[u8]) -> Result<Vec<u8>> {
    // 22 is the largest window that every browser takes.
    let best = BrotliEncoderParams { quality: 11, lgwin: 22, mode, ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut raw, &mut small, &best)?;
    Ok(small)
}
