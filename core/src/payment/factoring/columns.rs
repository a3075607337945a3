//! Where the columns stand in one report.

use crate::wire::{FactoringColumns, Unusable};

/// Places of the columns, from 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
    pub(super) load: usize,
    pub(super) gross: Option<usize>,
    pub(super) fee: Option<usize>,
    pub(super) net: Option<usize>,
    pub(super) date: usize,
    pub(super) reference: Option<usize>,
}

impl Places {
    /// Finds every named column among the headings.
    pub(super) fn find(
        headings: &csv::StringRecord,
        columns: &FactoringColumns,
    ) -> Result<Places, Unusable> {
        let place = |name: &str| -> Result<usize, Unusable> {
            let same = |heading: &str| heading.to_lowercase() == name.trim().to_lowercase();
            let mut found = headings.iter().enumerate().filter(|(_, heading)| same(heading));
            match (found.next(), found.next()) {
                (Some((at, _)), None) => Ok(at),
                (Some(_), Some(_)) => {
                    Err(missing(name, "stands twice in the headings; rename one"))
                }
                (None, _) => Err(missing(
                    name,
                    "is not a heading of this report; choose the report's columns again",
                )),
            }
        };
        let optional = |name: &Option<String>| name.as_deref().map(place).transpose();
        let places = Places {
            load: place(&columns.load)?,
            gross: optional(&columns.gross)?,
            fee: optional(&columns.fee)?,
            net: optional(&columns.net)?,
            date: place(&columns.date)?,
            reference: optional(&columns.reference)?,
        };
        if places.gross.or(places.net).is_none() {
            return Err(missing(
                "gross",
                "is not chosen, and net neither; choose one of the two columns",
            ));
        }
        Ok(places)
    }
}

fn missing(column: &str, message: &str) -> Unusable {
    Unusable { line: Some(1), ..Unusable::value(column, message) }
}
