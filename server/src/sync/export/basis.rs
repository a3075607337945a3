//! What a decision was made with, as one hash: mapping, settings, catalogue and chart. While it is
//! the same, a held document would be held again (R42: needs_config).

use waypost_core::wire::{Catalog, Chart, Mapping, Settings};

use crate::hash::sha256_hex;

/// The hash of everything that admission depends on. When the chart was read does not count.
pub(super) fn basis(
    mapping: &Mapping,
    settings: &Settings,
    catalog: Option<&Catalog>,
    chart: &Chart,
) -> Result<String, serde_json::Error> {
    let chart = (&chart.company, &chart.accounts);
    let bytes = serde_json::to_vec(&(mapping, settings, catalog, chart))?;
    Ok(sha256_hex(&bytes))
}
