//! The draft of a document: its lines with the accounts and amounts of the preview, and nothing
//! that the preview did not show.

use waypost_core::number::fit;
use waypost_core::wire::{Catalog, Category, Line, Part, System};

use super::admit::Ready;
use crate::connectors::{Draft, DraftLine};

/// The draft for `party` (the books' id). Lines of 0.00 are not sent (R4).
pub(super) fn draft(
    ready: &Ready,
    party: &str,
    system: System,
    catalog: Option<&Catalog>,
) -> Draft {
    let document = &ready.document;
    let lines = document
        .lines
        .iter()
        .zip(&ready.preview.lines)
        .filter(|(_, previewed)| !previewed.amount.is_zero())
        .filter_map(|(line, previewed)| {
            Some(DraftLine {
                account: previewed.account.clone()?,
                item: None,
                description: description(line, catalog),
                quantity: line.quantity,
                rate: line.rate,
                amount: previewed.amount,
            })
        })
        .collect();
    Draft {
        kind: document.kind,
        number: fit(document.number(), system, document.kind).text,
        party: party.to_owned(),
        date: document.date,
        moved: ready.moved.clone(),
        due: document.due,
        currency: document.currency.clone(),
        control: ready.preview.control.account.clone(),
        total: ready.preview.total,
        lines,
    }
}

/// The item as people know it, then what the source says about this line.
pub(super) fn description(line: &Line, catalog: Option<&Catalog>) -> String {
    let item = line.item.as_deref().unwrap_or("Toll");
    let name = catalog.and_then(|catalog| name(catalog, line.category, item)).unwrap_or(item);
    let name = if line.part == Some(Part::Fee) { format!("{name} fee") } else { name.to_owned() };
    match line.description.as_deref() {
        Some(text) if !text.trim().is_empty() => format!("{name}: {}", text.trim()),
        _ => name,
    }
}

fn name<'a>(catalog: &'a Catalog, category: Category, id: &str) -> Option<&'a str> {
    macro_rules! of {
        ($items:expr) => {
            $items.iter().find(|item| item.id == id).map(|item| item.name.as_str())
        };
    }
    match category {
        Category::Load => of!(catalog.load),
        Category::Trip => of!(catalog.trip),
        Category::Accessorial => of!(catalog.accessorials),
        Category::ECheck => of!(catalog.e_checks),
        Category::Deduction => of!(catalog.deductions),
        Category::Fuel => of!(catalog.fuel),
        Category::Escrow => of!(catalog.escrow),
        Category::Toll | Category::Tax => None,
    }
}
