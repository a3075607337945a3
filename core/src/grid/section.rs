//! The mapping grid by category: the category's default first, then the items, retired ones last.

use super::cell::{Cell, cell};
use crate::order;
use crate::resolve::{Chain, Compiled, Item, items};
use crate::validate::{is_carried, validate};
use crate::wire::{Category, ChargedTo, Finding};

/// One category of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The category.
    pub category: Category,
    /// In the trade's words: "Accessorials".
    pub title: &'static str,
    /// The category's default, then its items.
    pub rows: Vec<Row>,
}

/// One row: the category's default or an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The item's id; `None` for the category's default and for tolls.
    pub item: Option<String>,
    /// What people call it; an item that the catalogue does not have goes by its id.
    pub name: String,
    /// The tenant no longer has the item; what is mapped serves old documents (R6).
    pub retired: bool,
    /// One cell, or revenue and expense for accessorials and e-checks.
    pub cells: Vec<Cell>,
}

const CATEGORIES: [(Category, &str, &str, &[Chain]); 8] = [
    (Category::Load, "Load", "Default load", &[Chain::Load]),
    (Category::Trip, "Trip", "Default trip", &[Chain::Trip]),
    (
        Category::Accessorial,
        "Accessorials",
        "Default accessorial",
        &[Chain::AccessorialRevenue, Chain::AccessorialExpense],
    ),
    (Category::ECheck, "E-checks", "Default e-check", &[Chain::ECheckFee, Chain::ECheckAmount]),
    (Category::Deduction, "Deductions", "Default deduction", &[Chain::Deduction]),
    (Category::Fuel, "Fuel", "Default fuel", &[Chain::Fuel]),
    (Category::Toll, "Tolls", "Tolls", &[Chain::Toll]),
    (Category::Escrow, "Escrow", "Default escrow", &[Chain::Escrow]),
];

pub(crate) fn sections(rules: &Compiled) -> Vec<Section> {
    let findings = validate(rules);
    CATEGORIES
        .iter()
        .map(|(category, title, default, chains)| Section {
            category: *category,
            title,
            rows: rows(rules, *category, default, chains, &findings),
        })
        .collect()
}

fn rows(
    rules: &Compiled,
    category: Category,
    default: &str,
    chains: &[Chain],
    findings: &[Finding],
) -> Vec<Row> {
    let mut rows = vec![row(rules, None, default, chains, findings)];
    let mut known: Vec<Item<'_>> = Vec::new();
    if let Some(catalog) = &rules.catalog {
        for item in items(catalog, category) {
            known.push(item);
        }
    }
    for retired in [false, true] {
        for item in &known {
            if item.retired == retired {
                rows.push(row(rules, Some(item), item.name, chains, findings));
            }
        }
    }
    for id in strays(rules, chains, &known) {
        let retired = rules.catalog.is_some();
        let stray =
            Item { id, name: id, retired, rates: None, charged_to: ChargedTo::ALL, has_fee: true };
        rows.push(row(rules, Some(&stray), id, chains, findings));
    }
    rows
}

fn row(
    rules: &Compiled,
    item: Option<&Item<'_>>,
    name: &str,
    chains: &[Chain],
    findings: &[Finding],
) -> Row {
    let id = item.map(|item| item.id);
    let mut cells = Vec::with_capacity(chains.len());
    for chain in chains {
        let carried = item.is_none_or(|item| is_carried(*chain, item));
        cells.push(cell(rules, *chain, id, carried, findings));
    }
    Row {
        item: id.map(str::to_owned),
        name: name.to_owned(),
        retired: item.is_some_and(|item| item.retired),
        cells,
    }
}

/// Items that the mapping names and the catalogue does not have.
fn strays<'a>(rules: &'a Compiled, chains: &[Chain], known: &[Item<'_>]) -> Vec<&'a str> {
    let mut ids: Vec<&str> = Vec::with_capacity(known.len());
    for item in known {
        ids.push(item.id);
    }
    order::sort(&mut ids, Ord::cmp);
    let mut strays = Vec::new();
    for slot in rules.holders.keys() {
        if let Some(item) = slot.item()
            && chains.iter().any(|chain| chain.has(slot))
            && ids.binary_search(&item).is_err()
        {
            strays.push(item);
        }
    }
    // Slots stand in the order of items, two columns of one beside each other.
    strays.dedup();
    strays
}
