//! A payment is tried again: because a person says so, because its content changed, or because the books
//! show that somebody entered it there meanwhile.

use jiff::Timestamp;
use waypost_core::api::State;
use waypost_core::sync::Held;

use super::judge;
use crate::clock::text;
use crate::ids::Ids;
use crate::store::operation::{self, Operation};
use crate::store::payment::{self, DIFFERS};
use crate::store::{Db, Scope, StoreError};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retried {
    /// It was decided anew, and what waited of it is tried now.
    Yes,
    /// All of it is on its way: its outcome comes first.
    OnItsWay,
    /// There is no such payment.
    Missing,
}

/// A person tries payment `id` (ours) again. Call it inside a transaction. A payment of the books is
/// theirs: it is read there, and stays as it is.
pub async fn retry_payment(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    ids: &dyn Ids,
    now: Timestamp,
) -> Result<Retried, StoreError> {
    let Some(stored) = payment::get(db, scope, id).await? else { return Ok(Retried::Missing) };
    if stored.payment.is_remote() {
        return Ok(Retried::Yes);
    }
    let operations = operation::of_payment(db, scope, id).await?;
    if !operations.is_empty() && operations.iter().all(Operation::is_on_its_way) {
        return Ok(Retried::OnItsWay);
    }
    afresh(db, scope, &operations, now).await?;
    judge::decide(db, scope, &stored, &[], ids, &text(now)).await?;
    Ok(Retried::Yes)
}

/// What waits of a payment, or stopped for good, is to be sent as if it had never been tried. Where the books
/// hold it otherwise than the source, they are asked again.
pub(super) async fn afresh(
    db: &mut Db,
    scope: &Scope,
    operations: &[Operation],
    now: Timestamp,
) -> Result<(), StoreError> {
    for operation in operations {
        if !matches!(operation.state, State::Waiting | State::NeedsYou | State::Skipped) {
            continue;
        }
        let next = if operation.reason.as_deref() == Some(DIFFERS) {
            Operation { next_try_at: Some(text(now)), ..operation.clone() }
        } else {
            operation.anew()
        };
        // Where it stands otherwise by now, a worker has it.
        operation::place(db, scope, &next, operation.state, now).await?;
    }
    Ok(())
}

/// What needs a person on `document` (our id) needs nobody any more where the books show it now.
pub(super) async fn confirm(
    db: &mut Db,
    scope: &Scope,
    document: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    for id in payment::on_document(db, scope, document).await? {
        let operations = operation::of_payment(db, scope, &id).await?;
        let is_stopped = |one: &&Operation| {
            one.state == State::NeedsYou && one.reason.as_deref() != Some(DIFFERS)
        };
        let stopped = operations.iter().filter(is_stopped);
        for operation in stopped {
            if payment::confirmed(db, scope, &operation.id).await? {
                let mut settled = operation.anew();
                settled.state = State::Skipped;
                settled.explain(&confirmed());
                operation::place(db, scope, &settled, operation.state, now).await?;
            }
        }
    }
    Ok(())
}

/// Nothing has to be sent.
pub(super) fn confirmed() -> Held {
    Held::person(
        "confirmed_in_books",
        "The books show this payment: somebody entered it there. Nothing was sent, and nothing is \
         left to do."
            .to_owned(),
    )
}
