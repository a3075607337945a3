//! What a table says of one slot, before anything of it is believed.

use crate::wire::{Chart, Mapping};

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The slot's path, where the table has it.
    pub slot: String,
    /// The line item as people name it, where the table has it.
    pub line: String,
    /// The account's number.
    pub number: String,
    /// The account's name, or number and name, or whatever stands for the account.
    pub name: String,
    /// The account's id in the books.
    pub id: String,
}

impl Said {
    /// What a mapping says, with the names of its chart.
    #[must_use]
    pub fn of(mapping: &Mapping, chart: Option<&Chart>) -> Vec<Said> {
        let rows = mapping.slots().into_iter().map(|(slot, id)| {
            let account = chart.and_then(|chart| chart.account(id));
            Said {
                slot: slot.to_string(),
                line: String::new(),
                number: account.and_then(|one| one.number.clone()).unwrap_or_default(),
                name: account.map(|one| one.name.clone()).unwrap_or_default(),
                id: id.to_owned(),
            }
        });
        rows.collect()
    }

    /// Whether no account is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.number.is_empty() && self.name.is_empty() && self.id.is_empty()
    }

    /// The account as the table names it.
    #[must_use]
    pub fn title(&self) -> String {
        match (self.number.as_str(), self.name.as_str()) {
            ("", "") => self.id.clone(),
            ("", name) => name.to_owned(),
            (number, "") => number.to_owned(),
            (number, name) => format!("{number} {name}"),
        }
    }
}
