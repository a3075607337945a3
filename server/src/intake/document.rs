//! A document comes from the source. It is kept, and owed to the books, in one transaction.
//!
//! Invariants: the same content again changes nothing; a document that cannot go anywhere is held
//! on arrival with a reason (R25, edge 53) and never sent to another company's books; one that its
//! source moves to another subsidiary stays with the books that hold it until it is out of them.

use jiff::Timestamp;
use waypost_core::Rules;
use waypost_core::api::{Receipt, Received, State};
use waypost_core::sync::Held;
use waypost_core::wire::{self, Catalog, Chart, Document, Mapping, System, Unusable};

use crate::clock::text;
use crate::hash::sha256_hex;
use crate::ids::Ids;
use crate::store::document::Stored;
use crate::store::hold;
use crate::store::operation::{self, Owed, OwedDocument};
use crate::store::{Db, Scope, StoreError, document, subsidiary};

/// Why a document is not taken in. Nothing of its request is.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// A figure cannot be read (R24).
    #[error(transparent)]
    Unusable(#[from] Unusable),
    /// The tenant has no subsidiary of that id.
    #[error("subsidiary {0:?} is not one of this company's")]
    UnknownSubsidiary(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Rules that know the tenant's catalogue and no account: enough for figures, and for refusing what
/// cannot be read (R20, R24).
pub fn figures(catalog: Option<&Catalog>) -> Rules {
    let chart = Chart {
        system: System::BusinessCentral,
        company: String::new(),
        fetched_at: None,
        accounts: Vec::new(),
        extra: wire::Extra::default(),
    };
    Rules::new(&Mapping::default(), &chart, catalog)
}

/// Takes `sent` in. Call it inside a transaction, with the [`figures`] of its subsidiary.
pub async fn take_in(
    db: &mut Db,
    scope: &Scope,
    sent: &Document,
    figures: &Rules,
    now: Timestamp,
    ids: &dyn Ids,
) -> Result<Receipt, IntakeError> {
    let Some(name) = subsidiary::name(db, scope, &sent.subsidiary).await? else {
        return Err(IntakeError::UnknownSubsidiary(sent.subsidiary.clone()));
    };
    let total = figures.preview(sent)?.total.to_string();
    let body = wire::write(sent);
    let body_hash = sha256_hex(body.as_bytes());
    let before = document::find(db, scope, &sent.id, sent.origin.as_str()).await?;
    let is_same = |before: &&Stored| before.body_hash == body_hash && before.withdrawn_at.is_none();
    if let Some(same) = before.as_ref().filter(is_same) {
        return Ok(unchanged(db, scope, same).await?);
    }
    let subsidiary = match &before {
        Some(before) => holder(db, scope, before).await?,
        None => None,
    };
    let subsidiary = subsidiary.unwrap_or_else(|| sent.subsidiary.clone());
    let moves_to = (subsidiary != sent.subsidiary).then(|| sent.subsidiary.clone());
    let moved_to = moves_to.is_some().then_some(name.as_str());
    let id = before.as_ref().map_or_else(|| ids.fresh("doc"), |before| before.id.clone());
    let stored = Stored {
        id,
        source_id: sent.id.clone(),
        origin: sent.origin.as_str().to_owned(),
        kind: sent.kind.as_str().to_owned(),
        number: sent.number().to_owned(),
        party: sent.party.name.clone(),
        date: sent.date.to_string(),
        total,
        currency: sent.currency.clone(),
        subsidiary,
        moves_to,
        body,
        body_hash,
        generation: before.as_ref().map_or(1, |before| before.generation),
        received_at: text(now),
        withdrawn_at: None,
    };
    document::put(db, scope, &stored).await?;
    let owed = owe(db, scope, (&stored, moved_to), now, ids).await?;
    let mut receipt = Receipt {
        document: stored.source_id.clone(),
        id: stored.id.clone(),
        outcome: match (before.is_some(), owed.taken) {
            (false, _) => Received::Created,
            (true, true) => Received::Replaced,
            (true, false) => Received::Differs,
        },
        state: owed.state,
        message: owed.message,
    };
    if owed.state == State::Waiting
        && let Some(held) = hold_if_needed(db, scope, &stored, now).await?
    {
        receipt.state = State::NeedsYou;
        receipt.message = Some(held.message);
    }
    Ok(receipt)
}

/// The subsidiary whose books hold what was stored, or may; none where no books do.
async fn holder(db: &mut Db, scope: &Scope, before: &Stored) -> Result<Option<String>, StoreError> {
    let operation = operation::of_document(db, scope, &before.id).await?;
    let held = operation.is_some_and(|operation| operation.is_held_by_books());
    Ok(held.then(|| before.subsidiary.clone()))
}

async fn owe(
    db: &mut Db,
    scope: &Scope,
    (stored, moved_to): (&Stored, Option<&str>),
    now: Timestamp,
    ids: &dyn Ids,
) -> Result<Owed, StoreError> {
    let owed = OwedDocument {
        id: &stored.id,
        generation: stored.generation,
        body_hash: &stored.body_hash,
        withdrawn: stored.withdrawn_at.is_some(),
        moved_to,
    };
    operation::owe_document(db, scope, &owed, now, ids).await
}

/// Takes `stored` back: the source withdrew it. Not yet sent, it is skipped; on its way, its outcome
/// comes first; posted, a person decides (R45). Withdrawn again, nothing changes.
pub async fn withdraw(
    db: &mut Db,
    scope: &Scope,
    mut stored: Stored,
    now: Timestamp,
    ids: &dyn Ids,
) -> Result<(), StoreError> {
    if stored.withdrawn_at.is_some() {
        return Ok(());
    }
    let at = text(now);
    document::withdraw(db, scope, &stored.id, &at).await?;
    stored.withdrawn_at = Some(at);
    owe(db, scope, (&stored, None), now, ids).await?;
    Ok(())
}

/// Holds a waiting document that cannot go anywhere. None when it can.
pub async fn hold_if_needed(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    now: Timestamp,
) -> Result<Option<Held>, StoreError> {
    let Some(found) = hold::reason(db, scope, stored).await? else { return Ok(None) };
    hold::hold(db, scope, &stored.id, &found, now).await?;
    Ok(Some(found))
}

async fn unchanged(db: &mut Db, scope: &Scope, same: &Stored) -> Result<Receipt, StoreError> {
    let operation = operation::of_document(db, scope, &same.id).await?;
    let (state, message) = operation
        .map_or((State::Waiting, None), |operation| (operation.state, operation.detail.message));
    Ok(Receipt {
        document: same.source_id.clone(),
        id: same.id.clone(),
        outcome: Received::Unchanged,
        state,
        message,
    })
}
