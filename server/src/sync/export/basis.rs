//! What a decision was made with, as one hash: mapping, settings, catalogue and chart. While it is
//! the same, a held document would be held again (R42: needs_config).

use sha2::{Digest, Sha256};
use waypost_core::wire::{Catalog, Chart, Mapping, Settings};

/// The hash of everything that admission depends on. When the chart was read does not count.
pub(super) fn basis(
    mapping: &Mapping,
    settings: &Settings,
    catalog: Option<&Catalog>,
    chart: &Chart,
) -> Result<String, serde_json::Error> {
    let chart = (&chart.company, &chart.accounts);
    let bytes = serde_json::to_vec(&(mapping, settings, catalog, chart))?;
    Ok(hex(&bytes))
}

/// SHA-256 in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
