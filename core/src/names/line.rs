//! What a line of a document is called.

use super::item;
use crate::wire::{Catalog, Category, Line, Part};

/// What a line is about: its item's name, or its category's where that has no items.
#[must_use]
pub fn line_item(line: &Line, catalog: Option<&Catalog>) -> String {
    let name = match (line.item.as_deref(), line.category) {
        (Some(id), category) => item(category, id, catalog).to_owned(),
        (None, Category::Toll) => "Toll".to_owned(),
        (None, Category::Tax) => "Tax".to_owned(),
        (None, category) => category.to_string(),
    };
    match line.part {
        Some(Part::Fee) => format!("{name}, e-check fee"),
        Some(Part::Amount) => format!("{name}, e-check"),
        None => name,
    }
}
