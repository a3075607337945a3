//! What the catalogue says about an item.

use serde_json::Value;

/// category of a line, section of the catalogue (and of the mapping).
const SECTIONS: &str = "load load, trip trip, accessorial accessorials, e_check e_checks, \
    deduction deductions, fuel fuel, escrow escrow";

pub(crate) fn section(category: &str) -> Option<&'static str> {
    SECTIONS
        .split(", ")
        .filter_map(|pair| pair.split_once(' '))
        .find(|pair| pair.0 == category)
        .map(|pair| pair.1)
}

pub(crate) fn find<'a>(catalog: &'a Value, category: &str, item: &str) -> Option<&'a Value> {
    let items = catalog[section(category)?].as_array()?;
    items.iter().find(|one| one["id"] == item)
}

/// R6: there is a catalogue, and the tenant no longer has this item.
pub(crate) fn gone(catalog: &Value, category: &str, item: &str) -> bool {
    let kept = |found: &Value| found["retired"] != true;
    !catalog.is_null()
        && section(category).is_some()
        && !find(catalog, category, item).is_some_and(kept)
}
