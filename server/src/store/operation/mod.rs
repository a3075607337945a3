//! Operations: one row for each thing owed to a remote. What a person sees of a document's way
//! into the books is this row. Not the intent (what is being sent, [`super::intent`]) and not the
//! outcome (what stands in the books, [`super::posting`]).
//!
//! Invariants: a document has exactly one operation from the moment it is received; `posted` has a
//! remote id; every write by a worker carries the lane's fence.

mod by_hand;
mod change;
mod due;
mod owe;
mod stands;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use waypost_core::api::{State, StateCounts};
use waypost_core::sync::Class;
use waypost_core::sync::by_hand::HANDLED_OUTSIDE;
use waypost_core::sync::key::Try;

pub use by_hand::{Act, Acted, act, adopt, count_of_causes, of_cause};
pub use change::{Stored, decide, explain, place, save};
pub use due::{
    Current, Due, Open, all, count_due, current, due, look_soon, open, to_revisit, waiting_payments,
};
pub use owe::{Owed, OwedDocument, owe_document, owe_party, owe_payment};

use super::{Db, Row, Scope, StoreError, small};

/// What is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A document, posted. `subject_id` is the document's id.
    Document,
    /// A customer or vendor, created. `subject_id` is the party link's id.
    Party,
    /// A customer's payment, sent to the books of one connection. `subject_id` is the payment's id.
    Payment,
}

impl Kind {
    /// As stored.
    pub fn text(self) -> &'static str {
        match self {
            Kind::Document => "document",
            Kind::Party => "party",
            Kind::Payment => "payment",
        }
    }

    fn read(text: &str) -> Result<Kind, StoreError> {
        match text {
            "document" => Ok(Kind::Document),
            "party" => Ok(Kind::Party),
            "payment" => Ok(Kind::Payment),
            other => Err(unreadable("operation kind", other)),
        }
    }
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its id.
    pub id: String,
    /// The lane it was last sent on; empty before.
    pub lane: String,
    /// What is owed.
    pub kind: Kind,
    /// The document's or the party link's id.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// Stable name of the reason for `skipped`, `needs_you` and a long wait.
    pub reason: Option<String>,
    /// Failures of this operation alone, while others on its lane succeeded (R42).
    pub tries: u32,
    /// Not before this time; none: now.
    pub next_try_at: Option<String>,
    /// Everything else.
    pub detail: Detail,
    /// When the state last changed.
    pub changed_at: String,
}

/// What an operation knows beside its state. Stored as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detail {
    /// Which life of the document (R45); part of the key.
    pub generation: u64,
    /// Which try; a definite rejection ends one (R40). Part of the key.
    pub attempt: u64,
    /// The reason in words, with the next step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What has to be mended, where one thing can be named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Class of the failure that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// Hash of mapping, settings, catalogue and chart that the holding decision was made with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Hash of the content that was posted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posted_hash: Option<String>,
    /// The accounting system's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_id: Option<String>,
    /// Its number there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_number: Option<String>,
    /// Under which name this try was sent and a hash of what, where the remote recognises one sent
    /// again (R40).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_as: Option<String>,
    /// When it last failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_at: Option<String>,
    /// A person has the rest written off; kept until that is done, or there is nothing to write off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write_off: Option<WriteOffOrder>,
}

/// A person has the rest of a posted invoice written off (R45).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteOffOrder {
    /// Who.
    pub by: String,
    /// Why, in that person's words.
    pub reason: String,
    /// Hash of the content that the person saw.
    pub body_hash: String,
}

pub(super) fn read(row: &Row) -> Result<Operation, StoreError> {
    let detail: String = row.try_get("detail")?;
    let state: String = row.try_get("state")?;
    let kind: String = row.try_get("kind")?;
    Ok(Operation {
        id: row.try_get("id")?,
        lane: row.try_get("lane")?,
        kind: Kind::read(&kind)?,
        subject: row.try_get("subject_id")?,
        state: read_state(&state)?,
        reason: row.try_get("reason")?,
        tries: small(row, "tries")?,
        next_try_at: row.try_get("next_try_at")?,
        detail: serde_json::from_str(&detail)?,
        changed_at: row.try_get("changed_at")?,
    })
}

/// `state` as stored.
pub fn state_text(state: State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Sending => "sending",
        State::Checking => "checking",
        State::Posted => "posted",
        State::Skipped => "skipped",
        State::NeedsYou => "needs_you",
    }
}

/// The state that is stored as `text`.
pub fn read_state(text: &str) -> Result<State, StoreError> {
    match text {
        "waiting" => Ok(State::Waiting),
        "sending" => Ok(State::Sending),
        "checking" => Ok(State::Checking),
        "posted" => Ok(State::Posted),
        "skipped" => Ok(State::Skipped),
        "needs_you" => Ok(State::NeedsYou),
        other => Err(unreadable("operation state", other)),
    }
}

fn unreadable(what: &str, text: &str) -> StoreError {
    StoreError::Stored(<serde_json::Error as serde::de::Error>::custom(format!("{what} {text:?}")))
}

/// The operation of document `document` (our id).
pub async fn of_document(
    db: &mut Db,
    scope: &Scope,
    document: &str,
) -> Result<Option<Operation>, StoreError> {
    of_subject(db, scope, Kind::Document, document).await
}

/// The operation that owes `subject` to a remote.
pub async fn of_subject(
    db: &mut Db,
    scope: &Scope,
    kind: Kind,
    subject: &str,
) -> Result<Option<Operation>, StoreError> {
    let sql = "SELECT id, lane, kind, subject_id, state, reason, tries, next_try_at, detail, \
               changed_at FROM operations WHERE tenant_id = $1 AND kind = $2 AND subject_id = $3";
    let row = sqlx::query(sql)
        .bind(scope.tenant())
        .bind(kind.text())
        .bind(subject)
        .fetch_optional(db)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The operation that owes the payment `payment` (our id) to the books of one connection.
pub async fn of_payment_to(
    db: &mut Db,
    scope: &Scope,
    payment: &str,
    connection: &str,
) -> Result<Option<Operation>, StoreError> {
    let sql = "SELECT id, lane, kind, subject_id, state, reason, tries, next_try_at, detail, \
               changed_at FROM operations WHERE tenant_id = $1 AND kind = 'payment' \
               AND subject_id = $2 AND connection_id = $3";
    let query = sqlx::query(sql).bind(scope.tenant()).bind(payment).bind(connection);
    query.fetch_optional(db).await?.as_ref().map(read).transpose()
}

/// The operations that owe the payment `payment` (our id) to the books: one for each connection.
pub async fn of_payment(
    db: &mut Db,
    scope: &Scope,
    payment: &str,
) -> Result<Vec<Operation>, StoreError> {
    let sql = "SELECT id, lane, kind, subject_id, state, reason, tries, next_try_at, detail, \
               changed_at FROM operations WHERE tenant_id = $1 AND kind = 'payment' \
               AND subject_id = $2 ORDER BY id";
    let rows = sqlx::query(sql).bind(scope.tenant()).bind(payment).fetch_all(db).await?;
    rows.iter().map(read).collect()
}

/// How many of a subsidiary's documents stand in which state.
pub async fn counts(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
) -> Result<StateCounts, StoreError> {
    let rows = sqlx::query(
        "SELECT o.state AS state, COUNT(*) AS n, \
         COUNT(CASE WHEN o.reason = $3 THEN 1 END) AS outside FROM operations o \
         JOIN documents d ON d.id = o.subject_id AND d.tenant_id = o.tenant_id \
         WHERE o.tenant_id = $1 AND o.kind = 'document' AND d.subsidiary_id = $2 GROUP BY o.state",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .bind(HANDLED_OUTSIDE)
    .fetch_all(db)
    .await?;
    let mut counts = StateCounts::default();
    for row in rows {
        let state: String = row.try_get("state")?;
        let n: i64 = row.try_get("n")?;
        let slot = match read_state(&state)? {
            State::Waiting => &mut counts.waiting,
            State::Sending => &mut counts.sending,
            State::Checking => &mut counts.checking,
            State::Posted => &mut counts.posted,
            State::Skipped => {
                let outside: i64 = row.try_get("outside")?;
                counts.handled_outside = outside.unsigned_abs();
                &mut counts.skipped
            }
            State::NeedsYou => &mut counts.needs_you,
        };
        *slot = n.unsigned_abs();
    }
    Ok(counts)
}

/// The key under which a remote knows this try (R40): derived, never random.
pub fn key(connection: &str, subject: &str, detail: &Detail) -> String {
    let Detail { generation, attempt, .. } = *detail;
    Try { connection, subject, generation, attempt }.key()
}

fn text(time: Timestamp) -> String {
    crate::clock::text(time)
}
