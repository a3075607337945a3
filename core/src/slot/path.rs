//! A slot as text: its path in the mapping, the same in files, findings and addresses.

use super::{Column, General, Place, Slot};
use crate::wire::object::Blank;
use crate::wire::quoted;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// The text names no slot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} names no slot of a mapping; write a path such as \"load.items.customer_linehaul\"",
    quoted(.0)
)]
pub struct NoSuchSlot(pub String);

const GENERAL: [(General, &str); 5] = [
    (General::AccountsReceivable, "accounts_receivable"),
    (General::Revenue, "revenue"),
    (General::AccountsPayable, "accounts_payable"),
    (General::Expense, "expense"),
    (General::Liability, "liability"),
];

impl Slot {
    /// The section of the mapping, its first word.
    #[must_use]
    pub fn section(&self) -> &'static str {
        match self {
            Slot::General(_) => "defaults",
            Slot::Load(_) => "load",
            Slot::Trip(_) => "trip",
            Slot::Accessorial(..) => "accessorials",
            Slot::ECheck(..) => "e_checks",
            Slot::Deduction(_) => "deductions",
            Slot::Fuel(_) => "fuel",
            Slot::Toll => "tolls",
            Slot::Escrow(_) => "escrow",
            Slot::DepositAccount => "customer_payments",
        }
    }

    /// Its path in the mapping.
    fn path(&self) -> String {
        let (place, item): (&str, Option<&str>) = match (self, self.place()) {
            (Slot::General(general), _) => {
                let is_it = |(known, _): &&(General, &'static str)| known == general;
                (GENERAL.iter().find(is_it).map_or("", |(_, name)| name), None)
            }
            (Slot::DepositAccount, _) => ("deposit_account", None),
            (_, Some(Place::Item(item))) => ("items", Some(item)),
            (_, Some(Place::Default) | None) => ("default", None),
        };
        let column = self.column().map(|column| match column {
            Column::Revenue => "revenue",
            Column::Expense => "expense",
        });
        // Previews are mostly paths, and the general way of writing is several times slower.
        let mut path = String::with_capacity(64);
        path.push_str(self.section());
        for part in [Some(place), item, column].into_iter().flatten() {
            path.push('.');
            path.push_str(part);
        }
        path
    }

    fn column(&self) -> Option<Column> {
        match self {
            Slot::Accessorial(_, column) | Slot::ECheck(_, column) => Some(*column),
            _ => None,
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.path())
    }
}

impl FromStr for Slot {
    type Err = NoSuchSlot;

    fn from_str(text: &str) -> Result<Slot, NoSuchSlot> {
        let parts: Vec<&str> = text.split('.').collect();
        read(&parts).ok_or_else(|| NoSuchSlot(text.chars().take(100).collect()))
    }
}

fn read(parts: &[&str]) -> Option<Slot> {
    let (section, rest) = parts.split_first()?;
    match (*section, rest) {
        ("defaults", [name]) => GENERAL
            .iter()
            .find(|(_, known)| known == name)
            .map(|(general, _)| Slot::General(*general)),
        ("tolls", ["default"]) => Some(Slot::Toll),
        ("customer_payments", ["deposit_account"]) => Some(Slot::DepositAccount),
        ("load", rest) => single(rest).map(Slot::Load),
        ("trip", rest) => single(rest).map(Slot::Trip),
        ("deductions", rest) => single(rest).map(Slot::Deduction),
        ("fuel", rest) => single(rest).map(Slot::Fuel),
        ("escrow", rest) => single(rest).map(Slot::Escrow),
        ("accessorials", rest) => {
            two_sided(rest).map(|(place, column)| Slot::Accessorial(place, column))
        }
        ("e_checks", rest) => two_sided(rest).map(|(place, column)| Slot::ECheck(place, column)),
        _ => None,
    }
}

fn single(rest: &[&str]) -> Option<Place> {
    match rest {
        ["default"] => Some(Place::Default),
        ["items", item] if !item.is_empty() => Some(Place::item(item)),
        _ => None,
    }
}

fn two_sided(rest: &[&str]) -> Option<(Place, Column)> {
    let (last, place) = rest.split_last()?;
    let column = match *last {
        "revenue" => Column::Revenue,
        "expense" => Column::Expense,
        _ => return None,
    };
    single(place).map(|place| (place, column))
}

impl Serialize for Slot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.path())
    }
}

impl<'de> Deserialize<'de> for Slot {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Slot, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Blank for Slot {
    fn blank() -> Slot {
        Slot::Toll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_read_back_from_its_path() {
        for path in [
            "defaults.accounts_receivable",
            "defaults.liability",
            "load.default",
            "load.items.customer_linehaul",
            "trip.items.loaded_miles",
            "accessorials.default.expense",
            "accessorials.items.detention.revenue",
            "e_checks.items.revenue.revenue",
            "deductions.items.default",
            "fuel.default",
            "tolls.default",
            "escrow.items.maintenance_reserve",
            "customer_payments.deposit_account",
        ] {
            assert_eq!(path.parse::<Slot>().unwrap().to_string(), path);
        }
    }

    #[test]
    fn what_is_no_slot_is_refused_by_name() {
        for path in [
            "",
            "defaults",
            "defaults.bank",
            "load",
            "load.items",
            "load.items.",
            "load.items.a.b",
            "tolls.items.x",
            "tax.default",
            "accessorials.items.detention",
            "accessorials.default",
            "e_checks.default.fee",
        ] {
            assert_eq!(path.parse::<Slot>(), Err(NoSuchSlot(path.to_owned())), "{path}");
        }
    }
}
