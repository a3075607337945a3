//! What a person does about documents: linking, skipping, handling outside; one, or many at once.

use serde::{Deserialize, Serialize};

use crate::sync::adopt::Agreement;
use crate::sync::party::Choice;
use crate::wire::Amount;

/// One document of the books that may be this one. Rows of `GET /documents/{id}/candidates`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemoteCandidate {
    /// Its id there.
    pub remote_id: String,
    /// Its number there.
    pub remote_number: String,
    /// The number that its sender gave it.
    pub our_number: String,
    /// The party's name.
    pub party: String,
    /// Its date, as the books write it.
    pub date: String,
    /// What it comes to.
    pub total: Amount,
    /// `draft`, `posted` or `void`.
    pub standing: String,
    /// What agrees with this document, and what differs.
    pub agrees: Agreement,
    /// Why it cannot be linked, with the next step; none when it can, if need be with its
    /// differences accepted.
    pub refused: Option<String>,
}

/// Body of `POST /documents/{id}/link`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Link {
    /// One of the candidates.
    pub remote_id: String,
    /// It is the same business though it differs; the differences are recorded.
    #[serde(default)]
    pub accept_differences: bool,
}

/// Body of `POST /documents/{id}/skip`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Skip {
    /// Why, in the person's words.
    pub reason: String,
}

/// Body of `POST /documents/{id}/handled`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Handled {
    /// The number of the document that was entered by hand.
    pub remote_number: String,
    /// Why, in the person's words.
    pub note: String,
}

/// Which documents a person acts on at once: those named, or all of one cause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Several {
    /// Our ids.
    pub documents: Vec<String>,
    /// The key of a cause.
    pub cause: Option<String>,
    /// Why they are skipped; not used by a retry.
    pub reason: Option<String>,
}

/// What became of several documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeveralDone {
    /// How many were done.
    pub done: u64,
    /// Those that were not, with the reason.
    pub refused: Vec<RefusedDocument>,
}

/// A document that was left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefusedDocument {
    /// Our id.
    pub id: String,
    /// Stable name of the reason.
    pub code: String,
    /// The same in words, with the next step.
    pub message: String,
}

/// A party of the source about which a person has to say who it is in the books (R28). Rows of
/// `GET /parties`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenParty {
    /// Our id.
    pub id: String,
    /// The subsidiary's source id.
    pub subsidiary: String,
    /// The source's id of the party.
    pub party: String,
    /// Its name at the source.
    pub name: String,
    /// `customer` or `vendor`.
    pub side: String,
    /// It was linked, and whom it was linked to is gone from the books.
    pub gone: bool,
    /// Whom of the books it may be; empty when it is gone.
    pub choices: Vec<Choice>,
    /// How many documents wait for it.
    pub documents: u64,
}

/// Body of `POST /parties/{id}`: one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct WhoItIs {
    /// The id of the one in the books.
    pub remote_id: Option<String>,
    /// It is nobody of the books: a new one is made.
    pub create: bool,
}
