//! Diff: what a change of mapping moves, as two previews of every document tell it (R9).
//!
//! Nothing is resolved here, and nothing is applied. Invariant: documents are looked at one at a time
//! and not kept; what is kept is sums, and one row for each document that changes.

mod compare;
mod sums;

pub use compare::Comparison;

use crate::wire::{Catalog, Chart, Diff, Document, Mapping, Unusable};

/// What `after` moves of `documents` that `before` put elsewhere. For a stream use [`Comparison`].
///
/// # Errors
/// [`Unusable`] for a document that cannot be previewed (see [`crate::Rules::preview`]), its path
/// beginning with `documents[n]`, and when sums exceed twelve digits.
pub fn diff(
    before: &Mapping,
    after: &Mapping,
    chart: &Chart,
    catalog: Option<&Catalog>,
    documents: &[Document],
) -> Result<Diff, Unusable> {
    let mut comparison = Comparison::new(before, after, chart, catalog);
    let mut lines = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        lines.extend(
            comparison
                .document(document)
                .map_err(|refusal| refusal.within(&format!("documents[{at}]")))?,
        );
    }
    Ok(Diff { lines, ..comparison.finish() })
}
