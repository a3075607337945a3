//! The source hands documents in: one, or many at once. All of them are taken in, or none.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::Rules;
use waypost_core::api::{Receipt, Received};
use waypost_core::wire::{self, Document, Unusable};

use crate::http::app::App;
use crate::http::caller::{By, PushesDocuments};
use crate::http::problem::{Answer, Refusal};
use crate::http::request::Bytes;
use crate::intake::document::{IntakeError, figures, take_in};
use crate::store::{self, Db, Scope, catalog};

/// How many documents one request may carry.
const AT_MOST: usize = 1000;

/// One document, or a list of them.
#[derive(serde::Serialize, utoipa::ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only describes the body: it is read by its first sign")]
pub(crate) enum Documents {
    /// One.
    One(Box<Document>),
    /// Up to a thousand.
    Many(Vec<Document>),
}

/// Takes documents in. The same again changes nothing; a changed one replaces what was not sent yet.
#[utoipa::path(
    post, path = "/documents", operation_id = "pushDocuments", tag = "documents",
    request_body = Documents,
    responses((status = 200, body = Vec<Receipt>)), security(("session" = []), ("key" = []))
)]
pub(crate) async fn push(
    State(app): State<App>,
    by: By<PushesDocuments>,
    body: Bytes,
) -> Answer<Json<Vec<Receipt>>> {
    let Read { documents, many } = read(&body.0)?;
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let mut known: HashMap<String, Rules> = HashMap::new();
    let mut receipts = Vec::with_capacity(documents.len());
    for (at, document) in documents.iter().enumerate() {
        let place = Place { at, many };
        let rules = match known.get(&document.subsidiary) {
            Some(rules) => rules.clone(),
            None => {
                let rules = rules(&mut tx, scope, &document.subsidiary).await?;
                known.insert(document.subsidiary.clone(), rules.clone());
                rules
            }
        };
        let now = app.clock.now();
        let taken = take_in(&mut tx, scope, document, &rules, now, app.ids.as_ref()).await;
        receipts.push(taken.map_err(|error| place.refuse(error))?);
    }
    store::commit(tx).await?;
    if receipts.iter().any(|receipt| receipt.outcome != Received::Unchanged) {
        app.sync.wake();
    }
    Ok(Json(receipts))
}

struct Read {
    documents: Vec<Document>,
    many: bool,
}

fn read(bytes: &[u8]) -> Answer<Read> {
    let many = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let documents = if many { wire::read_slice(bytes)? } else { vec![wire::read_slice(bytes)?] };
    if documents.len() > AT_MOST {
        return Err(Refusal::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "too_many_documents",
            format!(
                "The request has {} documents, and one takes {AT_MOST} at most. Nothing was \
                 stored. Send them in several requests.",
                documents.len()
            ),
        ));
    }
    Ok(Read { documents, many })
}

async fn rules(db: &mut Db, scope: &Scope, subsidiary: &str) -> Answer<Rules> {
    let state = catalog::get(db, scope, subsidiary).await?;
    Ok(figures(state.as_ref().map(|state| &state.catalog)))
}

/// Where a document stands in the request.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    many: bool,
}

impl Place {
    fn path(self, field: &str) -> String {
        if self.many { format!("[{}].{field}", self.at) } else { field.to_owned() }
    }

    fn refuse(self, error: IntakeError) -> Refusal {
        match error {
            IntakeError::Unusable(unusable) => {
                Refusal::from(Unusable { path: self.path(&unusable.path), ..unusable })
            }
            IntakeError::UnknownSubsidiary(id) => {
                let path = self.path("subsidiary");
                Refusal::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "unknown_subsidiary",
                    format!(
                        "{path} is {id:?}, which is not a subsidiary of this company. Nothing was \
                         stored. Add the subsidiary, or correct the document at the source."
                    ),
                )
                .at(path)
            }
            IntakeError::Store(error) => error.into(),
        }
    }
}
