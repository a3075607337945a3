//! A payment that the books hold otherwise than the source has it now is asked for again: at once, then every
//! hour, and when a person chooses Retry. Applied there to what it pays now, both agree; void there, it is sent
//! as the source has it.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use waypost_core::wire::{Amount, Direction, PaymentState};

use super::super::{differs, judge};
use super::{Way, another};
use crate::clock::text;
use crate::connectors::{Answer, Ask, RemotePayment};
use crate::store::operation::{self, Operation};
use crate::store::payment::{self, Stored};
use crate::sync::halt::Halt;

/// Pause between two looks.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// What a person did there.
#[derive(Clone, Copy, PartialEq)]
enum Mended {
    /// It is gone.
    Gone,
    /// It pays what the source says.
    Agrees,
    /// Nothing yet.
    No,
}

/// An invoice that the source has it pay.
struct Owed {
    /// Our id of it.
    document: String,
    /// Its id in the books.
    remote_id: String,
    amount: Amount,
}

impl Way<'_> {
    pub(super) async fn revisit(
        &self,
        stored: &Stored,
        mut operation: Operation,
    ) -> Result<(), Halt> {
        let parts = {
            let mut db = self.lane.inner.store.read().await?;
            payment::parts(&mut db, self.scope, &stored.id).await?
        };
        let here = differs::left(&parts, &stored.payment).into_iter();
        let here = here.filter(|part| part.sent_to.as_ref() == Some(&self.connection.id));
        let ids: BTreeSet<String> = here.filter_map(|part| part.remote_id).collect();
        let mut looked = Vec::new();
        for id in ids {
            let (answer, _) = self.ask(Ask::ReadPayment(Direction::Customer, id.clone())).await?;
            let read = match answer {
                Answer::Payments(mut read) if read.len() == 1 => read.pop(),
                Answer::Rejected(why) | Answer::Unknown(why) => {
                    self.stop_for(&why).await?;
                    None
                }
                _ => return Err(Halt::Unread),
            };
            let mended = match read {
                Some(read) => self.mended(stored, &read).await?,
                None => Mended::No,
            };
            looked.push((id, mended));
        }
        if looked.iter().all(|(_, mended)| *mended == Mended::No) {
            operation.next_try_at = Some(text(self.lane.inner.clock.now() + LOOK_AGAIN));
            let mut tx = self.lane.begin().await?;
            if !self.is_current(&mut tx, stored).await? {
                return Ok(());
            }
            self.save(&mut tx, &operation).await?;
            return self.commit(tx, "payment differs").await;
        }
        self.mend(stored, &operation, &looked).await
    }

    /// What a person did about the payment of the books that was sent for `stored`. One that was only taken
    /// off its invoices is money there all the same.
    async fn mended(&self, stored: &Stored, read: &RemotePayment) -> Result<Mended, Halt> {
        let owed = self.owed(stored, &read.id).await?;
        let mut ours: Vec<(String, Amount)> =
            owed.into_iter().map(|one| (one.remote_id, one.amount)).collect();
        let mut theirs = read.settles.clone();
        let cents: i64 = theirs.iter().map(|(_, amount)| amount.cents()).sum();
        ours.sort();
        theirs.sort();
        Ok(if read.state != PaymentState::Recorded || read.total.is_zero() {
            Mended::Gone
        } else if theirs == ours && cents == read.total.cents() {
            Mended::Agrees
        } else {
            Mended::No
        })
    }

    /// What the source has it pay in these books, beside what other payments there pay of it.
    async fn owed(&self, stored: &Stored, id: &str) -> Result<Vec<Owed>, Halt> {
        let mut db = self.lane.inner.store.read().await?;
        let mut owed = Vec::new();
        for part in payment::parts(&mut db, self.scope, &stored.id).await? {
            let elsewhere = part.remote_id.as_deref().is_some_and(|other| other != id);
            let Some(document) = part.document.filter(|_| !elsewhere) else { continue };
            let at_source =
                stored.payment.allocations.iter().find(|one| one.document == part.named);
            let Some(amount) = at_source.map(|one| one.amount) else { continue };
            let known = payment::standing_of(&mut db, self.scope, &document).await?;
            let known = known.filter(|known| known.subsidiary == self.connection.subsidiary);
            let remote_id = known.and_then(|known| known.remote_id);
            owed.extend(remote_id.map(|remote_id| Owed { document, remote_id, amount }));
        }
        Ok(owed)
    }

    /// Stores what was done there, and goes on from it.
    async fn mend(
        &self,
        stored: &Stored,
        operation: &Operation,
        looked: &[(String, Mended)],
    ) -> Result<(), Halt> {
        let (now, ids) = (self.lane.inner.clock.now(), self.lane.inner.ids.as_ref());
        let agrees = looked.iter().find(|(_, mended)| *mended == Mended::Agrees);
        let owed = match agrees {
            Some((id, _)) => self.owed(stored, id).await?,
            None => Vec::new(),
        };
        let documents: Vec<String> = owed.into_iter().map(|one| one.document).collect();
        let way = (stored.id.as_str(), self.connection.id.as_str());
        let mut tx = self.lane.begin().await?;
        if !self.is_current(&mut tx, stored).await? {
            return Ok(());
        }
        for (id, _) in looked.iter().filter(|(_, mended)| *mended != Mended::No) {
            payment::taken_out(tx.db(), self.scope, &stored.id, id).await?;
        }
        let left = payment::realign(tx.db(), self.scope, stored, true, &text(now)).await?;
        let mut next = another(operation);
        if let Some((id, _)) = agrees {
            payment::sending(tx.db(), self.scope, way, &documents).await?;
            payment::sent(tx.db(), self.scope, way, id).await?;
            next = operation.clone();
            next.agrees();
            next.detail.remote_id = Some(id.clone());
        }
        operation::save(&mut tx, self.scope, &next, &self.connection.id, now).await?;
        judge::decide_changed(tx.db(), self.scope, stored, &left, ids, &text(now)).await?;
        differs::note(tx.db(), self.scope, stored, ids, now).await?;
        self.commit(tx, "payment mended").await
    }
}
