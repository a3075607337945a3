//! Adding documents up, one after another.

use crate::preview;
use crate::resolve::Chain;
use crate::slot::{General, Place, Slot};
use crate::wire::{Amount, Carried, Catalog, Document, Kind, Turnover, Unusable, Volume};
use std::collections::BTreeMap;

/// What has been added so far.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    documents: u64,
    sums: BTreeMap<(Slot, String), [Sum; 2]>,
}

/// Lines and documents, the last document that was counted, and cents.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    lines: u64,
    documents: u64,
    last: u64,
    cents: i128,
}

impl Gathering {
    /// Adds a document that was sent, or that waits. Lines that no chain takes (R7, R8) add nothing.
    ///
    /// # Errors
    /// As [`crate::Rules::preview`] for amounts; nothing is added then.
    pub fn add(
        &mut self,
        document: &Document,
        sent: bool,
        catalog: Option<&Catalog>,
    ) -> Result<(), Unusable> {
        let amounts = preview::amounts(document, catalog)?;
        self.documents += 1;
        let mut total = 0;
        for (line, amount) in document.lines.iter().zip(amounts) {
            total += i128::from(amount.cents());
            let Some(chain) = Chain::of(line.category, document.kind, line.part) else { continue };
            let item = chain.item(line.item.as_deref());
            let slot = chain.slot(item.map_or(Place::Default, Place::item));
            self.count(slot, document, sent, (1, amount.cents().into()));
        }
        let control = Slot::General(match document.kind {
            Kind::Invoice => General::AccountsReceivable,
            Kind::Bill => General::AccountsPayable,
        });
        self.count(control, document, sent, (0, total));
        Ok(())
    }

    fn count(&mut self, slot: Slot, document: &Document, sent: bool, (lines, cents): (u64, i128)) {
        let sums = self.sums.entry((slot, document.currency.clone())).or_default();
        let sum = &mut sums[usize::from(sent)];
        sum.lines += lines;
        sum.documents += u64::from(sum.last != self.documents);
        sum.last = self.documents;
        sum.cents += cents;
    }

    /// How many documents were added.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// The sums since a day; `whole` says that nothing was left out.
    ///
    /// # Errors
    /// [`Unusable`] when a sum exceeds twelve digits before the point.
    pub fn finish(self, since: String, whole: bool) -> Result<Turnover, Unusable> {
        let carried = |((slot, currency), [waiting, sent]): ((Slot, String), [Sum; 2])| {
            Ok(Carried { slot, currency, waiting: waiting.volume()?, sent: sent.volume()? })
        };
        let carried = self.sums.into_iter().map(carried).collect::<Result<_, Unusable>>()?;
        Ok(Turnover { since, documents: self.documents, whole, carried })
    }
}

impl Sum {
    fn volume(self) -> Result<Volume, Unusable> {
        let amount = Amount::from_wide_cents(self.cents).ok_or_else(|| {
            Unusable::value("", "what one line item comes to has more than twelve digits")
        })?;
        Ok(Volume { lines: self.lines, documents: self.documents, amount })
    }
}
