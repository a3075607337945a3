//! The interface's one style sheet: the layers of `style/`, joined in their order.
//!
//! Not another language on top of CSS. One file compresses better than five; Trunk takes it from where
//! `app/index.html` says, makes it smaller and names it.

use crate::place::Place;
use anyhow::{Context, Result};
use std::fs;

/// The files of `style/`, the order of the layers first.
const LAYERS: [&str; 5] = ["tokens.css", "base.css", "layout.css", "components.css", "views.css"];

/// Joins them.
pub(super) fn join(place: &Place) -> Result<()> {
    let mut sheet = String::new();
    for layer in LAYERS {
        let file = place.root.join("style").join(layer);
        let text = fs::read_to_string(&file);
        sheet.push_str(&text.with_context(|| format!("cannot read {}", file.display()))?);
    }
    let folder = place.root.join("target");
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join("style.css"), sheet)?)
}
