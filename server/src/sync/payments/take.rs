//! A payment comes from the source, or from a factor's report: kept once, judged at once.

use jiff::Timestamp;
use waypost_core::api::PaymentRow;
use waypost_core::wire::{Decision, Payment};

use super::{differs, judge, retry};
use crate::clock::text;
use crate::ids::Ids;
use crate::store::operation;
use crate::store::payment::{self, Filter, Stored};
use crate::store::{Db, Scope, StoreError};

/// What became of a payment that was handed in.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Our id.
    pub id: String,
    /// It was here already, with the same content.
    pub unchanged: bool,
    /// One row for each of its allocations.
    pub rows: Vec<PaymentRow>,
}

/// Takes `payment` in under its id at the source. Call it inside a transaction. The same again changes
/// nothing; another content of the same id is judged anew, and what stands in the books stays there.
pub async fn take_payment(
    db: &mut Db,
    scope: &Scope,
    source_id: &str,
    payment: Payment,
    ids: &dyn Ids,
    now: Timestamp,
) -> Result<Taken, StoreError> {
    let known = payment::of_source(db, scope, source_id).await?;
    let unchanged = known.as_ref().is_some_and(|known| {
        let remote_id = known.payment.remote_id.clone();
        Payment { remote_id, ..payment.clone() } == known.payment
    });
    let stored = match known {
        Some(known) => Stored {
            payment: Payment { remote_id: known.payment.remote_id.clone(), ..payment },
            ..known
        },
        None => Stored { id: ids.fresh("pay"), payment, connection: None },
    };
    if !unchanged {
        let (at, mut left) = (text(now), Vec::new());
        if !payment::add(db, scope, source_id, &stored, &at).await? {
            left = payment::change(db, scope, &stored, &at).await?;
            let operations = operation::of_payment(db, scope, &stored.id).await?;
            retry::afresh(db, scope, &operations, now).await?;
        }
        judge::decide_changed(db, scope, &stored, &left, ids, &at).await?;
        differs::note(db, scope, &stored, ids, now).await?;
    }
    let filter = Filter { payment: Some(stored.id.clone()), ..Filter::default() };
    let rows = payment::list(db, scope, &filter, 500).await?;
    Ok(Taken { id: stored.id, unchanged, rows })
}

/// What would become of a payment that is only looked at.
pub async fn preview_payment(
    db: &mut Db,
    scope: &Scope,
    payment: Payment,
) -> Result<Vec<Decision>, StoreError> {
    judge::preview(db, scope, payment).await
}
