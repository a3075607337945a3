//! A draft together with what it is validated against.

use waypost_core::Rules;
use waypost_core::api::Draft;
use waypost_core::wire::{Catalog, Chart, Finding, Mapping};

use crate::http::problem::{Answer, Refusal};
use crate::store::connection::Connection;
use crate::store::{Db, Scope, catalog, chart, mapping};
use axum::http::StatusCode;

/// The draft that is edited.
pub(crate) struct Editing {
    /// As stored; revision 0 while nobody has saved one.
    pub stored: mapping::Draft,
    chart: Option<Chart>,
    catalog: Option<Catalog>,
}

impl Editing {
    /// Opens the connection's draft. Without one it starts from the version that posts today.
    pub(crate) async fn open(
        db: &mut Db,
        scope: &Scope,
        connection: &Connection,
    ) -> Answer<Editing> {
        let stored = match mapping::draft(db, scope, &connection.id).await? {
            Some(draft) => draft,
            None => mapping::Draft {
                revision: 0,
                mapping: starting_point(db, scope, connection).await?,
                done: false,
                saved_by: String::new(),
                saved_at: String::new(),
            },
        };
        let chart = chart::of_connection(db, scope, &connection.id).await?.chart;
        let catalog = catalog::get(db, scope, &connection.subsidiary).await?;
        Ok(Editing { stored, chart, catalog: catalog.map(|state| state.catalog) })
    }

    /// Refuses a writer who has not seen the newest revision: nobody's work is undone (T13).
    pub(crate) fn check(&self, seen: u64) -> Answer<()> {
        if seen == self.stored.revision {
            return Ok(());
        }
        Err(Refusal::new(
            StatusCode::PRECONDITION_FAILED,
            "draft_changed",
            format!(
                "{} saved revision {} at {}, and yours was made from revision {seen}. Nothing was \
                 overwritten. Load the newer one, then make your change again.",
                self.stored.saved_by, self.stored.revision, self.stored.saved_at
            ),
        ))
    }

    /// What there is to say about the draft. Empty while there is no chart: nothing can be said about
    /// accounts that nobody has read.
    fn findings(&self) -> Vec<Finding> {
        self.rules(&self.stored.mapping).map(|rules| rules.validate()).unwrap_or_default()
    }

    /// The errors that the draft would add to those of the version that posts today (R16).
    pub(crate) fn added_errors(&self, active: Option<&Mapping>) -> Vec<Finding> {
        let active = active.and_then(|mapping| self.rules(mapping));
        let draft = self.rules(&self.stored.mapping);
        draft.map(|draft| draft.added_errors(active.as_ref())).unwrap_or_default()
    }

    fn rules(&self, mapping: &Mapping) -> Option<Rules> {
        Some(Rules::new(mapping, self.chart.as_ref()?, self.catalog.as_ref()))
    }

    /// Whether a chart was ever read.
    pub(crate) fn has_chart(&self) -> bool {
        self.chart.is_some()
    }

    /// The draft as it is answered.
    pub(crate) fn draft(&self) -> Draft {
        let saved = self.stored.revision > 0;
        Draft {
            revision: self.stored.revision,
            findings: self.findings(),
            mapping: self.stored.mapping.clone(),
            done: self.stored.done,
            saved_by: saved.then(|| self.stored.saved_by.clone()),
            saved_at: saved.then(|| self.stored.saved_at.clone()),
        }
    }
}

/// The mapping that posts today, or an empty one.
pub(crate) async fn starting_point(
    db: &mut Db,
    scope: &Scope,
    connection: &Connection,
) -> Answer<Mapping> {
    let active = mapping::active(db, scope, &connection.id).await?;
    Ok(active.map(|version| version.mapping).unwrap_or_default())
}
