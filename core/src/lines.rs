//! The lines of many documents, made ready once, so that the question "where does every line go now"
//! is answered after each edit of the mapping by a walk per item and a copy per line.
//!
//! Not a preview: nothing is validated or balanced here; the walk is the preview's own. It belongs to
//! no mapping, so the same lines can be asked of the rules before an edit and after it.

use crate::Rules;
use crate::preview;
use crate::resolve::{Chain, Resolution, Way};
use crate::wire::{Amount, Catalog, Document, Unusable};
use std::collections::BTreeMap;
use std::ops::Range;

/// Lines that know their chain and item as one number.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Each chain and item that some line walks with, in their order; `None` where the category does
    /// not belong on the document (R8).
    walks: Vec<Option<(Chain, Option<Box<str>>)>>,
    /// Which of the walks each line takes.
    taken: Vec<u32>,
    amounts: Vec<Amount>,
    /// The lines of each document.
    documents: Vec<Range<usize>>,
}

impl Lines {
    /// Makes the lines of these documents ready, in their order.
    ///
    /// # Errors
    /// [`Unusable`] as [`Rules::preview`] says it, with the path inside the document.
    pub fn new<'a>(
        documents: impl IntoIterator<Item = &'a Document>,
        catalog: Option<&Catalog>,
    ) -> Result<Lines, Unusable> {
        let mut lines = Lines::default();
        let mut numbers = BTreeMap::new();
        for document in documents {
            let first = lines.taken.len();
            lines.amounts.extend(preview::amounts(document, catalog)?);
            for line in &document.lines {
                let walk = Chain::of(line.category, document.kind, line.part)
                    .map(|chain| (chain, chain.item(line.item.as_deref())));
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                lines.taken.push(*numbers.entry(walk).or_insert(next));
            }
            lines.documents.push(first..lines.taken.len());
        }
        // Walks were numbered as they were met; from here on they stand in their own order.
        let mut places = vec![0; numbers.len()];
        for (place, (walk, number)) in (0..).zip(numbers) {
            places[number as usize] = place;
            lines.walks.push(walk.map(|(chain, item)| (chain, item.map(Box::from))));
        }
        for taken in &mut lines.taken {
            *taken = places[*taken as usize];
        }
        Ok(lines)
    }

    /// Where every line goes by these rules, in the order of the lines. `ways` is filled anew, so
    /// that the same memory serves every edit.
    pub fn resolve(&self, rules: &Rules, ways: &mut Vec<Way>) {
        let walks = self.walks.iter();
        let walked = rules
            .compiled()
            .ways(walks.map(|walk| walk.as_ref().map(|(chain, item)| (*chain, item.as_deref()))));
        ways.clear();
        ways.extend(self.taken.iter().map(|walk| walked[*walk as usize]));
    }

    /// One line's way with every step; `None` where no chain takes the line.
    #[must_use]
    pub fn resolution(&self, rules: &Rules, line: usize) -> Option<Resolution> {
        let (chain, item) = self.walks[*self.taken.get(line)? as usize].as_ref()?;
        Some(rules.resolve(*chain, item.as_deref()))
    }

    /// The lines of a document, counted over all documents.
    #[must_use]
    pub fn of(&self, document: usize) -> Range<usize> {
        self.documents.get(document).cloned().unwrap_or_default()
    }

    /// What a line comes to.
    #[must_use]
    pub fn amount(&self, line: usize) -> Option<Amount> {
        self.amounts.get(line).copied()
    }
}
