//! A subsidiary's catalogue comes whole. Items that disappear are kept as retired, because a mapping
//! holds accounts for them and old documents carry them (R6); new ones are listed, because nobody
//! has mapped them yet.

use waypost_core::api::CatalogState;
use waypost_core::wire::{AccessorialItem, Catalog, CatalogItem, ECheckItem, TripItem};

/// What every kind of item has.
trait Item: Clone + PartialEq {
    fn id(&self) -> &str;
    fn is_retired(&self) -> bool;
    fn retire(&mut self);
}

macro_rules! items {
    ($($item:ty),*) => {$(
        impl Item for $item {
            fn id(&self) -> &str {
                &self.id
            }

            fn is_retired(&self) -> bool {
                self.retired
            }

            fn retire(&mut self) {
                self.retired = true;
            }
        }
    )*};
}

items!(CatalogItem, TripItem, AccessorialItem, ECheckItem);

/// What the catalogue is after `sent` came, and whether that is a change. `before` is none for the
/// first one, of which nothing counts as added: all of it is new.
pub fn merge(before: Option<&CatalogState>, sent: Catalog) -> Merged {
    let empty = Catalog::default();
    let known = before.map_or(&empty, |state| &state.catalog);
    let mut names = Names::default();
    let catalog = Catalog {
        load: names.merge("load", &known.load, sent.load),
        trip: names.merge("trip", &known.trip, sent.trip),
        accessorials: names.merge("accessorials", &known.accessorials, sent.accessorials),
        e_checks: names.merge("e_checks", &known.e_checks, sent.e_checks),
        deductions: names.merge("deductions", &known.deductions, sent.deductions),
        fuel: names.merge("fuel", &known.fuel, sent.fuel),
        escrow: names.merge("escrow", &known.escrow, sent.escrow),
        extra: sent.extra,
    };
    match before {
        Some(before) if before.catalog == catalog => Merged::Same(before.clone()),
        Some(before) => Merged::Changed(CatalogState {
            version: before.version + 1,
            catalog,
            retired: names.retired,
            added: names.added,
        }),
        None => Merged::Changed(CatalogState {
            version: 1,
            catalog,
            retired: names.retired,
            added: Vec::new(),
        }),
    }
}

/// What sending a catalogue did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merged {
    /// The same again: nothing is stored.
    Same(CatalogState),
    /// A new version.
    Changed(CatalogState),
}

/// Items by `category.item`.
#[derive(Default)]
struct Names {
    retired: Vec<String>,
    added: Vec<String>,
}

impl Names {
    fn merge<T: Item>(&mut self, category: &str, known: &[T], sent: Vec<T>) -> Vec<T> {
        let was_in_use = |id: &str| known.iter().any(|item| item.id() == id && !item.is_retired());
        for item in sent.iter().filter(|item| !item.is_retired() && !was_in_use(item.id())) {
            self.added.push(format!("{category}.{}", item.id()));
        }
        let mut merged = sent;
        let gone: Vec<T> = known
            .iter()
            .filter(|item| merged.iter().all(|kept| kept.id() != item.id()))
            .cloned()
            .collect();
        for mut item in gone {
            item.retire();
            merged.push(item);
        }
        let retired = merged.iter().filter(|item| item.is_retired());
        self.retired.extend(retired.map(|item| format!("{category}.{}", item.id())));
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use waypost_core::wire;

    fn catalog(json: &str) -> Catalog {
        wire::read(json).unwrap()
    }

    fn changed(merged: Merged) -> CatalogState {
        match merged {
            Merged::Changed(state) => state,
            Merged::Same(state) => panic!("version {} did not change", state.version),
        }
    }

    #[test]
    fn an_item_that_disappears_is_kept_as_retired_and_comes_back_as_added() {
        let first = changed(merge(
            None,
            catalog(
                r#"{"trip":[{"id":"loaded","name":"Loaded"},{"id":"per_diem","name":"Per Diem"}]}"#,
            ),
        ));
        assert_eq!((first.version, first.added.len()), (1, 0));

        let without =
            catalog(r#"{"trip":[{"id":"loaded","name":"Loaded"},{"id":"empty","name":"Empty"}]}"#);
        let second = changed(merge(Some(&first), without.clone()));
        assert_eq!(second.version, 2);
        assert_eq!(second.retired, ["trip.per_diem"]);
        assert_eq!(second.added, ["trip.empty"]);
        assert_eq!(second.catalog.trip.len(), 3);

        assert_eq!(merge(Some(&second), without), Merged::Same(second.clone()));

        let back = catalog(
            r#"{"trip":[{"id":"per_diem","name":"Per Diem"},{"id":"loaded","name":"Loaded"},{"id":"empty","name":"Empty"}]}"#,
        );
        let third = changed(merge(Some(&second), back));
        assert_eq!(third.added, ["trip.per_diem"]);
        assert!(third.retired.is_empty());
    }
}
