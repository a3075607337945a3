//! What a document becomes with a mapping that is not stored: the same function as the browser's.

use axum::Json;
use serde::Deserialize;
use waypost_core::wire::{Catalog, Chart, Document, Mapping, Preview};

use crate::http::caller::{By, Reads};
use crate::http::problem::{Answer, Refusal};
use crate::http::request::Sent;

/// Everything that a preview is computed from.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[schema(as = PreviewRequest)]
pub(crate) struct Asked {
    /// The document.
    document: Document,
    /// The mapping.
    mapping: Mapping,
    /// The chart of accounts.
    chart: Chart,
    /// The tenant's catalogue, where fees or retired items matter.
    #[serde(default)]
    catalog: Option<Catalog>,
}

/// Previews a document. Nothing is stored.
#[utoipa::path(
    post, path = "/preview", operation_id = "preview", tag = "documents",
    request_body = Asked,
    responses((status = 200, body = Preview)), security(("session" = []))
)]
pub(crate) async fn create(_by: By<Reads>, Sent(asked): Sent<Asked>) -> Answer<Json<Preview>> {
    let Asked { document, mapping, chart, catalog } = asked;
    let rules = waypost_core::Rules::new(&mapping, &chart, catalog.as_ref());
    let preview =
        rules.preview(&document).map_err(|unusable| Refusal::from(unusable.within("document")))?;
    Ok(Json(preview))
}
