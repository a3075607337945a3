//! A payment as it goes into the books, or why it cannot.

use waypost_core::sync::Held;
use waypost_core::wire::{Amount, Decided, Kind};

use super::super::{differs, settings};
use super::{Ready, Way};
use crate::clock::text;
use crate::connectors::{Answer, Ask, NewPayment};
use crate::store::payment::{self, Known, Part, Stored};
use crate::store::{Db, StoreError};
use crate::sync::halt::Halt;

impl Way<'_> {
    /// The payment as it goes into the books, with all that may go of it: its invoices are read there first, so
    /// that what is open is what is paid.
    pub(super) async fn prepare(&self, stored: &Stored) -> Result<Result<Ready, Held>, Halt> {
        let (invoices, settings) = {
            let mut db = self.lane.inner.store.read().await?;
            let parts = payment::parts(&mut db, self.scope, &stored.id).await?;
            let left = differs::left(&parts, &stored.payment);
            if !left.is_empty() {
                let why = differs::differs(&left.iter().collect::<Vec<_>>());
                return Ok(Err(Held::for_now(payment::DIFFERS, why.message)));
            }
            let subsidiary = &self.connection.subsidiary;
            let settings = settings::of_subsidiary(&mut db, self.scope, subsidiary).await?;
            (self.invoices(&mut db, &parts).await?, settings)
        };
        let deposit = settings.mapping.customer_payments.deposit_account.clone();
        let (Some(deposit_to), Some((first, ..))) = (deposit, invoices.first()) else {
            return Ok(Err(Held::config(
                Decided::Wait.as_str(),
                "The payment waits for its invoice or for a deposit account.".to_owned(),
            )));
        };
        let currency = stored.payment.currency.clone().or(first.standing.currency.clone());
        let mut party: Option<String> = None;
        let mut short: Option<Held> = None;
        let mut settles = Vec::new();
        for (_, remote_id, amount) in &invoices {
            let (answer, _) = self.ask(Ask::Read(Kind::Invoice, remote_id.clone())).await?;
            let found = match answer {
                Answer::Documents(mut found) if found.len() == 1 => found.pop(),
                Answer::Rejected(why) | Answer::Unknown(why) => {
                    self.stop_for(&why).await?;
                    return Ok(Err(why.into()));
                }
                _ => None,
            };
            let Some(found) = found else { return Err(Halt::Unread) };
            if found.open < *amount && short.is_none() {
                short = Some(paid_in_books(&found.number, found.open));
            }
            if party.get_or_insert_with(|| found.party.clone()) != &found.party {
                return Ok(Err(several_customers()));
            }
            settles.push((remote_id.clone(), *amount));
        }
        let cents: i64 = settles.iter().map(|(_, amount)| amount.cents()).sum();
        let today = || text(self.lane.inner.clock.now()).get(..10).and_then(|day| day.parse().ok());
        let (Some(party), Some(total), Some(date)) =
            (party, Amount::from_cents(cents), stored.payment.date.or_else(today))
        else {
            return Err(Halt::Unread);
        };
        let documents = invoices.iter().map(|(known, ..)| known.id.clone()).collect();
        let payment = NewPayment {
            id: stored.id.clone(),
            party,
            date,
            currency: currency.unwrap_or_else(|| "USD".to_owned()),
            total,
            reference: stored.payment.reference.clone(),
            deposit_to,
            settles,
        };
        Ok(Ok(Ready { payment, documents, short }))
    }

    /// The invoices of these books that are to be paid now, with their ids there and how much of each; none
    /// where one of them does not stand there any more.
    async fn invoices(
        &self,
        db: &mut Db,
        parts: &[Part],
    ) -> Result<Vec<(Known, String, Amount)>, StoreError> {
        let mut invoices = Vec::new();
        for part in parts {
            let goes = part.decision.as_deref() == Some(Decided::Export.as_str())
                && !part.is_sent()
                && part.subsidiary.as_ref() == Some(&self.connection.subsidiary);
            let Some(document) = part.document.as_ref().filter(|_| goes) else { continue };
            let known = payment::standing_of(db, self.scope, document).await?;
            let Some((known, remote_id)) =
                known.and_then(|known| known.remote_id.clone().map(|id| (known, id)))
            else {
                return Ok(Vec::new());
            };
            invoices.push((known, remote_id, part.amount));
        }
        Ok(invoices)
    }
}

fn paid_in_books(number: &str, open: Amount) -> Held {
    Held::person(
        "paid_in_books",
        format!(
            "Of {number} only {} is open in the books: a payment stands there already. Nothing was \
             sent. Look at it there: where it is this one, the next import confirms it; where it is \
             another, mend it there, then choose Retry.",
            open.grouped()
        ),
    )
}

fn several_customers() -> Held {
    Held::person(
        "several_customers",
        "The invoices of this payment are of several customers in the books, and a payment there is of \
         one. Record it in the books by hand: the next import confirms it."
            .to_owned(),
    )
}
