//! One document on its way, from intent to outcome.

use serde::{Deserialize, Serialize};
pub(super) use waypost_core::sync::Held;
use waypost_core::sync::cause::is_about_party;
use waypost_core::wire::{Catalog, Document, Preview};

use crate::connectors::{Draft, Once, Rejection, Target};
use crate::store::intent::Intent;
use crate::store::operation::Operation;

/// A document on its way.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) operation: Operation,
    pub(super) intent: Intent,
    pub(super) content: Content,
}

/// What a worker must know to go on after a crash: everything the decision was made with (R44).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Content {
    /// Where it is being sent, whatever company is chosen meanwhile.
    pub(super) target: Target,
    pub(super) draft: Draft,
    pub(super) document: Document,
    pub(super) body_hash: String,
    pub(super) mapping_version: u64,
    pub(super) catalog: Option<Catalog>,
    pub(super) preview: Preview,
    /// The posting order was given at least once.
    #[serde(default)]
    pub(super) posting_ordered: bool,
    /// Why its draft is being removed.
    #[serde(default)]
    pub(super) removal: Option<Held>,
    /// The version of the books' document that is changed, and under which name (R45).
    #[serde(default)]
    pub(super) from: Option<(String, Once)>,
    /// What the credit memo is for, where `draft` is one (R45).
    #[serde(default)]
    pub(super) credit: Option<Credit>,
}

/// A credit memo that writes off the rest of a posted invoice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Credit {
    /// The invoice's id in the books.
    pub(super) invoice: String,
    /// Who ordered it.
    pub(super) by: String,
    /// Why, in that person's words.
    pub(super) reason: String,
}

impl Work {
    /// A refusal about the document's party names it: mended once, it is mended for all of its
    /// documents.
    pub(super) fn named(&self, mut why: Rejection) -> Rejection {
        if why.subject.is_none() && is_about_party(why.code) {
            why.subject = Some(self.content.document.party.name.clone());
        }
        why
    }
}

impl From<Rejection> for Held {
    fn from(rejection: Rejection) -> Held {
        Held {
            reason: rejection.code.to_owned(),
            class: rejection.class,
            subject: rejection.subject,
            message: rejection.message,
        }
    }
}
