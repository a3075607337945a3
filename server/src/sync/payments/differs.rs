//! A payment that the source changed after it was sent: the books keep what was sent, and a person mends it
//! there (R35, R45). Nothing of it is sent again meanwhile: one check would stand there twice.

use std::collections::BTreeSet;

use jiff::Timestamp;
use waypost_core::sync::Held;
use waypost_core::wire::{Allocation, Payment, PaymentState};

use super::judge;
use crate::clock::text;
use crate::ids::Ids;
use crate::store::operation;
use crate::store::payment::{self, DIFFERS, Part, Stored};
use crate::store::{Db, Scope, StoreError};

/// Whether the source has a part as it is stored.
pub(super) fn agrees(part: &Part, payment: &Payment) -> bool {
    let same = |one: &Allocation| one.document == part.named && one.amount == part.amount;
    payment.allocations.iter().any(same)
}

/// What stands in the books and is not so at the source any more.
pub(super) fn left(parts: &[Part], payment: &Payment) -> Vec<Part> {
    let left = |part: &&Part| part.remote_id.is_some() && !agrees(part, payment);
    parts.iter().filter(left).cloned().collect()
}

/// Says what the books hold otherwise than the source has it: as drift, and as what a person has to mend.
/// Where both agree again, nobody has to do anything.
pub(super) async fn note(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    ids: &dyn Ids,
    now: Timestamp,
) -> Result<(), StoreError> {
    let parts = payment::parts(db, scope, &stored.id).await?;
    let left = left(&parts, &stored.payment);
    if !left.is_empty() {
        drift(db, scope, stored, &left, ids, &text(now)).await?;
    }
    let sent = parts.iter().filter(|part| part.remote_id.is_some());
    let connections: BTreeSet<&String> = sent.filter_map(|part| part.sent_to.as_ref()).collect();
    for connection in connections {
        let found = operation::of_payment_to(db, scope, &stored.id, connection).await?;
        let Some(mut operation) = found.filter(|found| !found.is_on_its_way()) else { continue };
        let here = left.iter().filter(|part| part.sent_to.as_ref() == Some(connection));
        let here: Vec<&Part> = here.collect();
        let from = operation.state;
        if !here.is_empty() {
            operation.differs(&differs(&here), now);
        } else if operation.reason.as_deref() == Some(DIFFERS) {
            operation.agrees();
        } else {
            continue;
        }
        operation::place(db, scope, &operation, from, now).await?;
    }
    Ok(())
}

/// What was sent was taken back here, as far as the source is concerned.
async fn drift(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    left: &[Part],
    ids: &dyn Ids,
    now: &str,
) -> Result<(), StoreError> {
    let allocation = |part: &Part| Allocation {
        document: part.named.clone(),
        amount: part.amount,
        extra: Default::default(),
    };
    let allocations = left.iter().map(allocation).collect();
    let payment = Payment { state: PaymentState::Deleted, allocations, ..stored.payment.clone() };
    judge::drift(db, scope, &Stored { payment, ..stored.clone() }, left, ids, now).await
}

/// Why a person has to look.
pub(super) fn differs(left: &[&Part]) -> Held {
    let sent = |part: &&Part| {
        let id = part.remote_id.as_deref().unwrap_or_default();
        format!("{} on {} as {id}", part.amount.grouped(), part.named)
    };
    let sent: Vec<String> = left.iter().map(sent).collect();
    Held::person(
        DIFFERS,
        format!(
            "The source changed this payment after it was sent: the books hold {}. Nothing more of it is \
             sent. Apply it there to what it pays now, or void it there; then choose Retry.",
            sent.join(", ")
        ),
    )
}
