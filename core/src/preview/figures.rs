//! The amount of every line: as stated, else quantity × rate, else an e-check's fee (R20, R21, R24).
//!
//! Not a check of what is stated (that is [`super::totals`]). Invariant: all amounts of a document
//! together, signs aside, stay within twelve digits, so no sum of them can overflow.

use crate::ids::Ids;
use crate::money;
use crate::wire::{Amount, Catalog, Category, Document, Line, Part, Unusable, quoted};

const TOO_LARGE: &str = "comes to more than twelve digits before the point; split the document";

pub(crate) fn amounts(
    document: &Document,
    catalog: Option<&Catalog>,
) -> Result<Vec<Amount>, Unusable> {
    let e_checks = e_check_lines(document);
    let mut amounts = Vec::with_capacity(document.lines.len());
    for (at, line) in document.lines.iter().enumerate() {
        usable(line, at)?;
        let amount = match stated_or_computed(line, at)? {
            Some(amount) => amount,
            None => fee(document, line, at, &e_checks, catalog)?,
        };
        amounts.push(amount);
    }
    Ok(amounts)
}

/// The sum of the lines.
pub(super) fn total(amounts: &[Amount]) -> Result<Amount, Unusable> {
    let unsigned: i128 = amounts.iter().map(|amount| i128::from(amount.abs().cents())).sum();
    let signed: i128 = amounts.iter().map(|amount| i128::from(amount.cents())).sum();
    Amount::from_wide_cents(unsigned)
        .and_then(|_| Amount::from_wide_cents(signed))
        .ok_or_else(|| Unusable::value("lines", TOO_LARGE))
}

fn usable(line: &Line, at: usize) -> Result<(), Unusable> {
    if line.item.is_none() && !matches!(line.category, Category::Toll | Category::Tax) {
        let message = format!("is missing; name the catalogue item of this {} line", line.category);
        return Err(Unusable {
            code: "missing_field",
            ..Unusable::value(format!("lines[{at}].item"), message)
        });
    }
    if line.category == Category::ECheck && line.part.is_none() {
        let message = "is missing; write amount or fee";
        return Err(Unusable {
            code: "missing_field",
            ..Unusable::value(format!("lines[{at}].part"), message)
        });
    }
    Ok(())
}

fn stated_or_computed(line: &Line, at: usize) -> Result<Option<Amount>, Unusable> {
    match (line.amount, line.quantity, line.rate) {
        (Some(amount), ..) => Ok(Some(amount)),
        (None, Some(quantity), Some(rate)) => {
            money::product(quantity, rate).map(Some).ok_or_else(|| {
                Unusable::value(
                    format!("lines[{at}].rate"),
                    "times the quantity exceeds twelve digits",
                )
            })
        }
        (None, ..) => Ok(None),
    }
}

/// E-check amount lines by id, where a fee looks for one.
fn e_check_lines(document: &Document) -> Ids<'_> {
    if !document.lines.iter().any(|line| line.of.is_some() && line.amount.is_none()) {
        return Ids::NONE;
    }
    Ids::of(&document.lines, |line| {
        line.category == Category::ECheck && line.part == Some(Part::Amount)
    })
}

/// The fee of a line that states none (R24).
fn fee(
    document: &Document,
    line: &Line,
    at: usize,
    e_checks: &Ids<'_>,
    catalog: Option<&Catalog>,
) -> Result<Amount, Unusable> {
    let refuse = |field: &str, message: String| {
        Err(Unusable::value(format!("lines[{at}].{field}"), message))
    };
    if line.category != Category::ECheck || line.part != Some(Part::Fee) {
        return refuse("amount", "is missing; write it, or both quantity and rate".to_owned());
    }
    let Some(of) = line.of.as_deref() else {
        let message = "is missing; write it, or name the fee's e-check line in \"of\"";
        return refuse("amount", message.to_owned());
    };
    let Some(catalog) = catalog else {
        let message = "is missing and no catalogue is at hand to compute the fee; write it, or give the catalogue";
        return refuse("amount", message.to_owned());
    };
    let Some((of_at, e_check)) =
        e_checks.first(of).and_then(|of_at| document.lines.get(of_at).map(|line| (of_at, line)))
    else {
        return refuse(
            "of",
            format!(
                "names line {}, which is no e-check amount of this document; correct it",
                quoted(of)
            ),
        );
    };
    if e_check.item != line.item {
        return refuse(
            "of",
            format!("names line {}, which is an e-check of another type; correct it", quoted(of)),
        );
    }
    let item = line.item.as_deref().unwrap_or_default();
    let Some(rule) =
        catalog.e_checks.iter().find(|known| known.id == item).and_then(|known| known.fee.as_ref())
    else {
        return refuse(
            "amount",
            format!(
                "is missing and the catalogue gives no fee for e-check {}; write it",
                quoted(item)
            ),
        );
    };
    let Some(paid) = stated_or_computed(e_check, of_at)? else {
        return Err(Unusable::value(
            format!("lines[{of_at}].amount"),
            "is missing; write it, or both quantity and rate",
        ));
    };
    money::fee(rule, paid).ok_or_else(|| Unusable::value(format!("lines[{at}].amount"), TOO_LARGE))
}
