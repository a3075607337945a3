//! A catalogue of so many items, shared out over the categories as truckers have them.

use waypost_core::wire::{
    AccessorialItem, Amount, Catalog, CatalogItem, ChargedTo, ECheckItem, Extra, FeeRule, Quantity,
    Rates, TripItem,
};

pub(crate) fn catalog(rows: usize) -> Catalog {
    let share = |percent: usize| rows * percent / 100;
    let (load, trip, e_checks) = (share(20), share(24), share(8));
    let (deductions, fuel, escrow) = (share(12), share(4), share(4));
    let accessorials = rows - load - trip - e_checks - deductions - fuel - escrow;
    Catalog {
        load: plain("customer_rate", load),
        trip: named("rate", trip)
            .map(|(at, id, name)| TripItem {
                id,
                name,
                rates: Some(if at % 2 == 0 { Rates::Driver } else { Rates::Carrier }),
                retired: false,
                extra: Extra::default(),
            })
            .collect(),
        accessorials: named("accessorial", accessorials)
            .map(|(_, id, name)| AccessorialItem {
                id,
                name,
                charged_to: ChargedTo::ALL.to_vec(),
                retired: false,
                extra: Extra::default(),
            })
            .collect(),
        e_checks: named("e_check", e_checks)
            .map(|(_, id, name)| ECheckItem {
                id,
                name,
                fee: Some(fee()),
                retired: false,
                extra: Extra::default(),
            })
            .collect(),
        deductions: plain("deduction", deductions),
        fuel: plain("fuel", fuel),
        escrow: plain("escrow", escrow),
        extra: Extra::default(),
    }
}

/// Three percent, at least 5.00.
fn fee() -> FeeRule {
    FeeRule {
        percent: "3".parse::<Quantity>().ok(),
        min: Amount::from_cents(500),
        ..FeeRule::default()
    }
}

fn plain(what: &str, count: usize) -> Vec<CatalogItem> {
    named(what, count)
        .map(|(_, id, name)| CatalogItem { id, name, retired: false, extra: Extra::default() })
        .collect()
}

fn named(what: &str, count: usize) -> impl Iterator<Item = (usize, String, String)> {
    (0..count).map(move |at| (at, format!("{what}_{at}"), format!("{what} {at}").replace('_', " ")))
}
