//! The items of one category, whatever kind of item the catalogue keeps there.

use crate::wire::{Catalog, CatalogItem, Category, ChargedTo, Rates};

/// An item with what decides about it.
pub(crate) struct Item<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) retired: bool,
    pub(crate) rates: Option<Rates>,
    /// Who an accessorial is charged to; empty for other categories.
    pub(crate) charged_to: &'a [ChargedTo],
    /// Whether an e-check of this type can carry a fee.
    pub(crate) has_fee: bool,
}

/// The items of a category in the catalogue's order; none for tolls and tax.
pub(crate) fn items(
    catalog: &Catalog,
    category: Category,
) -> Box<dyn Iterator<Item = Item<'_>> + '_> {
    match category {
        Category::Load => plain(&catalog.load),
        Category::Deduction => plain(&catalog.deductions),
        Category::Fuel => plain(&catalog.fuel),
        Category::Escrow => plain(&catalog.escrow),
        Category::Trip => Box::new(
            catalog
                .trip
                .iter()
                .map(|item| Item { rates: item.rates, ..bare(&item.id, &item.name, item.retired) }),
        ),
        Category::Accessorial => Box::new(catalog.accessorials.iter().map(|item| Item {
            charged_to: &item.charged_to,
            ..bare(&item.id, &item.name, item.retired)
        })),
        Category::ECheck => Box::new(catalog.e_checks.iter().map(|item| Item {
            has_fee: item.fee.is_some(),
            ..bare(&item.id, &item.name, item.retired)
        })),
        Category::Toll | Category::Tax => Box::new(std::iter::empty()),
    }
}

fn plain(items: &[CatalogItem]) -> Box<dyn Iterator<Item = Item<'_>> + '_> {
    Box::new(items.iter().map(|item| bare(&item.id, &item.name, item.retired)))
}

fn bare<'a>(id: &'a str, name: &'a str, retired: bool) -> Item<'a> {
    Item { id, name, retired, rates: None, charged_to: &[], has_fee: false }
}
