//! What a document says now that it did not say when it was posted: its head, and its lines with
//! their money (R45).
//!
//! Not a change of mapping: that is [`crate::diff`]. Invariant: the differences of the lines
//! add up to the difference of the totals.

use crate::api::{ChangedField, ChangedLine, Difference, LineContent};
use crate::wire::{Amount, Document, Line, Preview};

/// A document and what it comes to.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// As the source sent it.
    pub document: &'a Document,
    /// With the amount of every line.
    pub preview: &'a Preview,
}

impl<'a> Content<'a> {
    fn lines(self) -> impl Iterator<Item = (&'a Line, Amount)> {
        let amounts = self.preview.lines.iter().map(|line| line.amount);
        self.document.lines.iter().zip(amounts)
    }

    /// The line of that id, and its place.
    fn line(self, id: &str) -> Option<(&'a Line, Amount)> {
        self.lines().find(|(line, _)| line.id == id)
    }
}

/// What changed from `was` to `is`. Lines go by their ids: those that were first, in their order,
/// then those that are new.
#[must_use]
pub fn difference(was: Content<'_>, is: Content<'_>) -> Difference {
    let kept = was.lines().map(|(line, amount)| {
        let now = is.line(&line.id);
        changed(Some((line, amount)), now)
    });
    let new = is
        .lines()
        .filter(|(line, _)| was.line(&line.id).is_none())
        .map(|line| changed(None, Some(line)));
    Difference {
        fields: fields(was.document, is.document),
        lines: kept.chain(new).flatten().collect(),
        was: was.preview.total,
        is: is.preview.total,
        difference: less(is.preview.total, was.preview.total),
    }
}

/// `is` less `was`; nothing where that leaves twelve digits, which no two amounts of a document do.
fn less(is: Amount, was: Amount) -> Amount {
    is.checked_add(-was).unwrap_or(Amount::ZERO)
}

fn changed(was: Option<(&Line, Amount)>, is: Option<(&Line, Amount)>) -> Option<ChangedLine> {
    let line = is.or(was)?.0;
    let (was, is) = (was.map(content), is.map(content));
    if was == is {
        return None;
    }
    let amount = |content: &Option<LineContent>| {
        content.as_ref().map_or(Amount::ZERO, |content| content.amount)
    };
    let difference = less(amount(&is), amount(&was));
    Some(ChangedLine { line: line.id.clone(), was, is, difference })
}

fn content((line, amount): (&Line, Amount)) -> LineContent {
    let parts =
        [Some(line.category.as_str()), line.item.as_deref(), line.part.map(|it| it.as_str())];
    LineContent {
        item: parts.into_iter().flatten().collect::<Vec<_>>().join("."),
        description: line.description.clone(),
        amount,
    }
}

fn fields(was: &Document, is: &Document) -> Vec<ChangedField> {
    let (before, after) = (head(was), head(is));
    let pairs = before.into_iter().zip(after);
    let changed = pairs.filter(|((_, was), (_, is))| was != is);
    changed
        .map(|((field, was), (_, is))| ChangedField { field: field.to_owned(), was, is })
        .collect()
}

/// The head of a document as people read it, in the order of the public format.
fn head(document: &Document) -> [(&'static str, Option<String>); 9] {
    [
        ("kind", Some(document.kind.as_str().to_owned())),
        ("number", Some(document.number().to_owned())),
        ("currency", Some(document.currency.clone())),
        ("date", Some(document.date.to_string())),
        ("due", document.due.map(|due| due.to_string())),
        ("party", Some(document.party.name.clone())),
        ("party.id", Some(document.party.id.clone())),
        ("subsidiary", Some(document.subsidiary.clone())),
        ("reference", document.reference.clone()),
    ]
}
