//! One row of a factor's report: whose load it names, and what becomes of it (R37).

use waypost_core::api::FactoringReviewRow;
use waypost_core::payment::factoring::Row;
use waypost_core::wire::{Kind, Payment};

use crate::http::app::App;
use crate::http::problem::Answer;
use crate::store::payment::{self, Filter};
use crate::store::{Db, Scope, subsidiary};
use crate::sync::{preview_payment, take_payment};

/// What the rows of a report are reviewed with.
pub(super) struct Review<'a> {
    pub(super) app: &'a App,
    pub(super) scope: &'a Scope,
    /// The subsidiary whose report it is: the source's id, and the name.
    pub(super) subsidiary: (&'a str, &'a str),
    /// Whether rows are to count.
    pub(super) accept: bool,
}

/// Decision, reason and words.
type Outcome = (Option<String>, Option<String>, Option<String>);

impl Review<'_> {
    /// What becomes of `row`. One that is known stays as it is, whatever is asked.
    pub(super) async fn row(&self, db: &mut Db, row: &Row) -> Answer<FactoringReviewRow> {
        let known = payment::of_source(db, self.scope, &row.id()).await?;
        let is_known = known.is_some();
        let mut paid = row.payment(None);
        let elsewhere = self.place(db, &mut paid, &row.load).await?;
        let refused = elsewhere.is_some();
        let (decision, reason, message) = match (elsewhere, known) {
            (Some(message), _) => (None, Some("other_subsidiary".to_owned()), Some(message)),
            (None, Some(known)) => self.became(db, known.id).await?,
            (None, None) => self.becomes(db, row, paid).await?,
        };
        Ok(FactoringReviewRow {
            line: row.line,
            load: row.load.clone(),
            amount: row.amount.to_string(),
            fee: row.fee.map(|fee| fee.to_string()),
            known: is_known,
            refused,
            decision,
            reason,
            message,
        })
    }

    /// Places the payment on this subsidiary's invoice, by the source's own id: two subsidiaries may bill
    /// under one number. None also where no invoice is known yet; else whose it is, in words.
    async fn place(&self, db: &mut Db, paid: &mut Payment, load: &str) -> Answer<Option<String>> {
        let (id, name) = self.subsidiary;
        if let Some(ours) = payment::standing_in(db, self.scope, Kind::Invoice, load, id).await? {
            for allocation in &mut paid.allocations {
                allocation.document.clone_from(&ours.standing.id);
            }
            return Ok(None);
        }
        let found = payment::standing(db, self.scope, Kind::Invoice, load).await?;
        let Some(found) = found else { return Ok(None) };
        let other = subsidiary::name(db, self.scope, &found.subsidiary).await?;
        let other = other.unwrap_or(found.subsidiary);
        Ok(Some(format!(
            "{load} is billed by {other}, not by {name}: it does not count here. Upload it as a \
             report of {other}."
        )))
    }

    /// What became of a payment that is here.
    async fn became(&self, db: &mut Db, id: String) -> Answer<Outcome> {
        let filter = Filter { payment: Some(id), ..Filter::default() };
        let rows = payment::list(db, self.scope, &filter, 1).await?;
        let one = rows.into_iter().next();
        Ok(one.map_or((None, None, None), |one| (one.decision, one.reason, one.message)))
    }

    /// What becomes of a new one: taken in, or only looked at.
    async fn becomes(&self, db: &mut Db, row: &Row, paid: Payment) -> Answer<Outcome> {
        if self.accept {
            let (now, ids) = (self.app.clock.now(), self.app.ids.as_ref());
            let taken = take_payment(db, self.scope, &row.id(), paid, ids, now).await?;
            let one = taken.rows.into_iter().next();
            return Ok(
                one.map_or((None, None, None), |one| (one.decision, one.reason, one.message))
            );
        }
        let one = preview_payment(db, self.scope, paid).await?.into_iter().next();
        Ok(one.map_or((None, None, None), |one| {
            let reason = one.reason.map(|reason| reason.as_str().to_owned());
            (Some(one.decision.as_str().to_owned()), reason, Some(one.message))
        }))
    }
}
