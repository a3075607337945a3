//! A payment as it goes into the books, or why it cannot.

use waypost_core::sync::Held;
use waypost_core::wire::{Amount, Decided, Kind};

use super::super::settings;
use super::Way;
use crate::clock::text;
use crate::connectors::{Answer, Ask, NewPayment};
use crate::store::payment::{self, Known, Stored};
use crate::sync::halt::Halt;

impl Way<'_> {
    /// The payment as it goes into the books: its invoices are read there first, so that what is open is
    /// what is paid. Beside it, why it may not be sent where less is open.
    pub(super) async fn prepare(
        &self,
        stored: &Stored,
    ) -> Result<Result<(NewPayment, Option<Held>), Held>, Halt> {
        let mut invoices: Vec<(Known, Amount)> = Vec::new();
        let settings = {
            let mut db = self.lane.inner.store.read().await?;
            for allocation in &stored.payment.allocations {
                let known =
                    payment::standing(&mut db, self.scope, Kind::Invoice, &allocation.document)
                        .await?;
                let here = |known: &Known| known.subsidiary == self.connection.subsidiary;
                if let Some(known) = known.filter(here) {
                    invoices.push((known, allocation.amount));
                }
            }
            settings::of_subsidiary(&mut db, self.scope, &self.connection.subsidiary).await?
        };
        let deposit = settings.mapping.customer_payments.deposit_account.clone();
        let (Some(deposit_to), Some((first, _))) = (deposit, invoices.first()) else {
            return Ok(Err(Held::config(
                Decided::Wait.as_str(),
                "The payment waits for its invoice or for a deposit account.".to_owned(),
            )));
        };
        let currency = stored.payment.currency.clone().or(first.standing.currency.clone());
        let mut party: Option<String> = None;
        let mut short: Option<Held> = None;
        let mut settles = Vec::new();
        for (known, amount) in &invoices {
            let Some(remote_id) = &known.remote_id else { continue };
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
        let new = NewPayment {
            id: stored.id.clone(),
            party,
            date,
            currency: currency.unwrap_or_else(|| "USD".to_owned()),
            total,
            reference: stored.payment.reference.clone(),
            deposit_to,
            settles,
        };
        Ok(Ok((new, short)))
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
