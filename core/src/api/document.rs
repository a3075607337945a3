//! Documents of the source, and what became of each.

use serde::{Deserialize, Serialize};

use super::{Difference, WrittenOff};
use crate::sync::cause::Cause;
use crate::wire::object::{Blank, answer};
use crate::wire::{Amount, Date, Document, Kind, Origin, Preview};

/// State of a document's operation (rulebook section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Will be posted by itself.
    Waiting,
    /// Being posted right now.
    Sending,
    /// Sent, no answer yet: looked up before anything is sent again (R41).
    Checking,
    /// In the books.
    Posted,
    /// Not posted, for a reason that is meant.
    Skipped,
    /// Waits for a person.
    NeedsYou,
}

impl Blank for State {
    fn blank() -> State {
        State::Waiting
    }
}

answer! {
    /// How many documents stand in which state.
    #[derive(Copy, Default)]
    #[expect(missing_docs, reason = "the fields are the states of `State`")]
    struct StateCounts {
        pub waiting: u64,
        pub sending: u64,
        pub checking: u64,
        pub posted: u64,
        pub skipped: u64,
        pub needs_you: u64,
        /// How many of those skipped a person entered in the books by hand.
        pub handled_outside: u64 = 0,
    }
}

/// What became of one pushed document. Answer of `POST /documents`, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// The source's id.
    pub document: String,
    /// Our id, for the other routes.
    pub id: String,
    /// What the push did.
    pub outcome: Received,
    /// The state it has now.
    pub state: State,
    /// What that means, in words, where it is not plain.
    pub message: Option<String>,
}

/// What a push did (R45).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Received {
    /// It is new.
    Created,
    /// The same document again: nothing changed.
    Unchanged,
    /// Not yet sent: the new content replaces the old.
    Replaced,
    /// Already posted or on its way: kept, and shown as a difference.
    Differs,
}

answer! {
    /// One row of `GET /documents`.
    struct DocumentRow {
        /// Our id.
        pub id: String,
        /// The source's id.
        pub document: String,
        /// The number it carries in the books.
        pub number: String,
        /// Invoice or bill.
        pub kind: Kind,
        /// Which part of the source formed it.
        pub origin: Origin,
        /// Whom it is for.
        pub party: String,
        /// Document date.
        pub date: String,
        /// Total with two decimals.
        pub total: String,
        /// Currency code.
        pub currency: String,
        /// The subsidiary's source id.
        pub subsidiary: String,
        /// Where it stands.
        pub state: State,
        /// Stable name of the reason for `skipped`, `needs_you` and a long wait.
        pub reason: Option<String> = None,
        /// Key of the cause that it waits for; mending that lets all of its documents go on.
        pub cause: Option<String> = None,
        /// That reason in words, with the next step.
        pub message: Option<String> = None,
        /// Its number in the books, once posted.
        pub remote_number: Option<String> = None,
        /// When it last changed state.
        pub changed_at: String,
    }
}

/// Answer of `GET /documents/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentDetail {
    /// As in the list.
    pub row: DocumentRow,
    /// What the source sent.
    pub document: Document,
    /// The content that was posted or is on its way, where the source has changed it since.
    pub posted_document: Option<Document>,
    /// The resolution that posted it (R44); none while it is not posted: then the interface
    /// previews it with the mapping at hand.
    pub posted: Option<Posted>,
    /// What the source changed since it was posted, with its money; none while both agree (R45).
    pub difference: Option<Difference>,
    /// Credit memos that wrote a part off what was posted, oldest first (R45).
    pub written_off: Vec<WrittenOff>,
    /// What `POST /documents/{id}/write-off` would write off; none where that is not possible.
    pub rest: Option<Amount>,
    /// When the source took it back.
    pub withdrawn_at: Option<String>,
    /// What has to be mended for it to go on.
    pub cause: Option<Cause>,
    /// When the next try is due.
    pub next_try_at: Option<String>,
    /// Every try so far, oldest first.
    pub attempts: Vec<Attempt>,
}

/// What stands in the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Posted {
    /// The accounting system's id.
    pub remote_id: String,
    /// Its number there.
    pub remote_number: String,
    /// When the outcome was stored.
    pub posted_at: String,
    /// The mapping version that decided.
    pub mapping_version: u64,
    /// The resolution that was posted, as it was shown.
    pub preview: Preview,
    /// Posted on another day than its own; none when it was not.
    #[serde(default)]
    pub redated: Option<Redated>,
    /// How the books' ledger entries differ from the preview (R14), or a linked document from this
    /// one; empty when they agree.
    pub differences: Vec<LedgerDifference>,
}

/// Posted on another day than its own, because its own was closed (R26).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Redated {
    /// The document's own date.
    pub from: Date,
    /// The day it was posted on.
    pub to: Date,
    /// What stands in the document's memo.
    pub memo: String,
}

/// One account whose ledger entries are not what the preview said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerDifference {
    /// The account's number in the books.
    pub account: String,
    /// Debit less credit as previewed.
    pub expected: String,
    /// Debit less credit in the ledger.
    pub found: String,
    /// What that means and who can mend it.
    pub message: String,
}

/// One try, secrets redacted (R44).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attempt {
    /// When it was sent.
    pub at: String,
    /// What it was for: `look_up`, `create`, `post`, `re_read`, `compare_ledger` …
    pub step: String,
    /// The request line and body as sent.
    pub request: String,
    /// Status and body as answered; none when no answer came.
    pub reply: Option<String>,
    /// What it meant, in words.
    pub outcome: String,
}
