//! What decisions are made with: mapping, settings, catalogue and chart, and all of it as one hash.
//! While that is the same, a held document would be held again (R42: needs_config).

use waypost_core::api::{CatalogState, Version};
use waypost_core::wire::Chart;

use crate::hash::sha256_hex;
use crate::store::connection::Connection;
use crate::store::{Db, Scope, catalog, chart, mapping};
use crate::sync::halt::Halt;

/// What a connection's documents are decided with, as it stood when it was read.
pub(super) struct Grounds {
    pub(super) mapping: Version,
    pub(super) chart: Chart,
    pub(super) catalog: Option<CatalogState>,
    /// The hash of everything that admission depends on. When the chart was read does not count.
    pub(super) basis: String,
}

impl Grounds {
    /// Reads them; none while there is no mapping in force or no chart.
    pub(super) async fn read(
        db: &mut Db,
        scope: &Scope,
        connection: &Connection,
    ) -> Result<Option<Grounds>, Halt> {
        let Some(mapping) = mapping::active(db, scope, &connection.id).await? else {
            return Ok(None);
        };
        let Some(chart) = chart::of_connection(db, scope, &connection.id).await?.chart else {
            return Ok(None);
        };
        let catalog = catalog::get(db, scope, &connection.subsidiary).await?;
        let items = catalog.as_ref().map(|state| &state.catalog);
        let books = (&chart.company, &chart.accounts);
        let all = serde_json::to_vec(&(&mapping.mapping, &connection.settings, items, books))?;
        Ok(Some(Grounds { basis: sha256_hex(&all), mapping, chart, catalog }))
    }
}
