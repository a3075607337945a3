//! Reading and filling the slots of a mapping.

use super::{Column, General, Place, Slot};
use crate::order;
use crate::wire::{Defaults, Mapping, Sides, Single, TwoSided};

/// The slot at a place of a section whose items have one account.
type OfOne = fn(Place) -> Slot;
/// The slot at a place of a section whose items have an account for each column.
type OfTwo = fn(Place, Column) -> Slot;

impl Mapping {
    /// The account id that the slot holds; `None` when it is unset.
    #[must_use]
    pub fn get(&self, slot: &Slot) -> Option<&str> {
        match slot {
            Slot::General(general) => held(&self.defaults, *general),
            Slot::Load(place) => single(&self.load, place),
            Slot::Trip(place) => single(&self.trip, place),
            Slot::Accessorial(place, column) => two_sided(&self.accessorials, place, *column),
            Slot::ECheck(place, column) => two_sided(&self.e_checks, place, *column),
            Slot::Deduction(place) => single(&self.deductions, place),
            Slot::Fuel(place) => single(&self.fuel, place),
            Slot::Toll => self.tolls.default.as_deref(),
            Slot::Escrow(place) => single(&self.escrow, place),
            Slot::DepositAccount => self.customer_payments.deposit_account.as_deref(),
        }
    }

    /// Fills the slot, or empties it. An emptied item leaves no entry behind unless it carries
    /// fields of a later version.
    pub fn set(&mut self, slot: &Slot, account: Option<String>) {
        match slot {
            Slot::General(general) => *held_mut(&mut self.defaults, *general) = account,
            Slot::Load(place) => set_single(&mut self.load, place, account),
            Slot::Trip(place) => set_single(&mut self.trip, place, account),
            Slot::Accessorial(place, column) => {
                set_two_sided(&mut self.accessorials, place, *column, account)
            }
            Slot::ECheck(place, column) => {
                set_two_sided(&mut self.e_checks, place, *column, account)
            }
            Slot::Deduction(place) => set_single(&mut self.deductions, place, account),
            Slot::Fuel(place) => set_single(&mut self.fuel, place, account),
            Slot::Toll => self.tolls.default = account,
            Slot::Escrow(place) => set_single(&mut self.escrow, place, account),
            Slot::DepositAccount => self.customer_payments.deposit_account = account,
        }
    }

    /// Every slot that holds an account, with the account's id, in the order of slots.
    #[must_use]
    pub fn slots(&self) -> Vec<(Slot, &str)> {
        let mut slots = Vec::new();
        for general in [
            General::AccountsReceivable,
            General::Revenue,
            General::AccountsPayable,
            General::Expense,
            General::Liability,
        ] {
            slots.push(Slot::General(general));
        }
        slots.extend([Slot::Toll, Slot::DepositAccount]);
        let of_one: [(&Single, OfOne); 5] = [
            (&self.load, Slot::Load),
            (&self.trip, Slot::Trip),
            (&self.deductions, Slot::Deduction),
            (&self.fuel, Slot::Fuel),
            (&self.escrow, Slot::Escrow),
        ];
        for (section, of) in of_one {
            slots.push(of(Place::Default));
            for (item, _) in section.items.iter() {
                slots.push(of(Place::item(item)));
            }
        }
        let of_two: [(&TwoSided, OfTwo); 2] =
            [(&self.accessorials, Slot::Accessorial), (&self.e_checks, Slot::ECheck)];
        for (section, of) in of_two {
            for column in [Column::Revenue, Column::Expense] {
                slots.push(of(Place::Default, column));
                for (item, _) in section.items.iter() {
                    slots.push(of(Place::item(item), column));
                }
            }
        }
        order::sort(&mut slots, Slot::cmp);
        slots
            .into_iter()
            .filter_map(|slot| self.get(&slot).map(|account| (slot, account)))
            .collect()
    }
}

fn held(defaults: &Defaults, general: General) -> Option<&str> {
    match general {
        General::AccountsReceivable => defaults.accounts_receivable.as_deref(),
        General::Revenue => defaults.revenue.as_deref(),
        General::AccountsPayable => defaults.accounts_payable.as_deref(),
        General::Expense => defaults.expense.as_deref(),
        General::Liability => defaults.liability.as_deref(),
    }
}

fn held_mut(defaults: &mut Defaults, general: General) -> &mut Option<String> {
    match general {
        General::AccountsReceivable => &mut defaults.accounts_receivable,
        General::Revenue => &mut defaults.revenue,
        General::AccountsPayable => &mut defaults.accounts_payable,
        General::Expense => &mut defaults.expense,
        General::Liability => &mut defaults.liability,
    }
}

fn single<'a>(section: &'a Single, place: &Place) -> Option<&'a str> {
    match place {
        Place::Default => section.default.as_deref(),
        Place::Item(item) => section.items.get(item)?.as_deref(),
    }
}

fn two_sided<'a>(section: &'a TwoSided, place: &Place, column: Column) -> Option<&'a str> {
    let sides = match place {
        Place::Default => &section.default,
        Place::Item(item) => section.items.get(item)?,
    };
    match column {
        Column::Revenue => sides.revenue.as_deref(),
        Column::Expense => sides.expense.as_deref(),
    }
}

fn set_single(section: &mut Single, place: &Place, account: Option<String>) {
    match (place, account) {
        (Place::Default, account) => section.default = account,
        (Place::Item(item), None) => {
            section.items.remove(item);
        }
        (Place::Item(item), account) => *section.items.value(item) = account,
    }
}

fn set_two_sided(section: &mut TwoSided, place: &Place, column: Column, account: Option<String>) {
    let sides = match place {
        Place::Default => &mut section.default,
        Place::Item(item) => section.items.value(item),
    };
    match column {
        Column::Revenue => sides.revenue = account,
        Column::Expense => sides.expense = account,
    }
    if let Place::Item(item) = place
        && section.items.get(item) == Some(&Sides::default())
    {
        section.items.remove(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_that_was_filled_and_emptied_leaves_the_mapping_as_it_was() {
        let mut mapping = Mapping::default();
        let before = mapping.clone();
        for path in
            ["load.items.a", "accessorials.items.b.revenue", "tolls.default", "defaults.liability"]
        {
            let slot: Slot = path.parse().unwrap();
            mapping.set(&slot, Some("a-1".to_owned()));
            assert_eq!(mapping.get(&slot), Some("a-1"));
            assert_eq!(mapping.slots(), [(slot.clone(), "a-1")]);
            mapping.set(&slot, None);
        }
        assert_eq!(mapping, before);
    }

    #[test]
    fn one_column_of_an_accessorial_is_emptied_without_the_other() {
        let mut mapping = Mapping::default();
        let revenue: Slot = "accessorials.items.detention.revenue".parse().unwrap();
        let expense: Slot = "accessorials.items.detention.expense".parse().unwrap();
        mapping.set(&revenue, Some("a-40310".to_owned()));
        mapping.set(&expense, Some("a-51410".to_owned()));
        mapping.set(&revenue, None);
        assert_eq!((mapping.get(&revenue), mapping.get(&expense)), (None, Some("a-51410")));
    }
}
