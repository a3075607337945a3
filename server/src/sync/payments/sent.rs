//! A payment of ours as the books show it: it is never applied again (R34), and what they changed is drift
//! (R35). Stored stays what was sent.

use waypost_core::wire::{Allocation, Payment, PaymentState};

use super::read::{Reading, Stopped};
use super::{differs, judge, online, retry};
use crate::clock::text;
use crate::connectors::RemotePayment;
use crate::store::operation;
use crate::store::payment::{self, Part, Stored};

/// Compares what was sent as this payment of the books with what they show of it now. Where a person has to
/// mend it there, it is looked at again.
pub(super) async fn compare(
    reading: &Reading<'_>,
    ours: &Stored,
    remote: &RemotePayment,
) -> Result<(), Stopped> {
    let (scope, ids) = (reading.scope, reading.lane.inner.ids.as_ref());
    let now = reading.lane.inner.clock.now();
    let mut tx = reading.lane.begin().await?;
    let sent = payment::parts(tx.db(), scope, &ours.id).await?;
    let is_it = |part: &&Part| part.remote_id.as_ref() == Some(&remote.id);
    // What the source changed since is drift already.
    let kept = sent.iter().filter(is_it).filter(|part| differs::agrees(part, &ours.payment));
    let (mut there, mut gone) = (Vec::new(), Vec::new());
    for part in kept {
        let Some(document) = &part.document else { continue };
        let known = payment::standing_of(tx.db(), scope, document).await?;
        let in_books = known.as_ref().and_then(|known| known.remote_id.as_ref());
        let settled = remote.settles.iter().find(|(id, _)| Some(id) == in_books);
        let (list, amount) = match settled {
            Some((_, amount)) => (&mut there, *amount),
            None => (&mut gone, part.amount),
        };
        let allocation =
            Allocation { document: part.named.clone(), amount, extra: Default::default() };
        list.push((allocation, part.clone()));
    }
    let taken = match remote.state {
        PaymentState::Recorded => PaymentState::Voided,
        taken => taken,
    };
    let shown = online::as_payment(remote);
    for (state, seen) in [(remote.state, there), (taken, gone)] {
        let (allocations, parts): (Vec<_>, Vec<_>) = seen.into_iter().unzip();
        let payment = Payment { state, allocations, ..shown.clone() };
        let stored = Stored { payment, ..ours.clone() };
        judge::drift(tx.db(), scope, &stored, &parts, ids, &text(now)).await?;
    }
    let connection = &reading.connection.id;
    let found = operation::of_payment_to(tx.db(), scope, &ours.id, connection).await?;
    let differs = found.filter(|one| one.reason.as_deref() == Some(payment::DIFFERS));
    retry::afresh(tx.db(), scope, differs.as_slice(), now).await?;
    tx.commit().await?;
    Ok(())
}
