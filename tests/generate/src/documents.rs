//! Invoices of loads and bills of trips whose figures add up.

use crate::Chance;
use crate::mapping::ids;
use waypost_core::resolve::Chain;
use waypost_core::wire::{
    Amount, Catalog, Category, Date, Document, Extra, Kind, Line, Origin, Part, Party, PartyKind,
    Quantity,
};

/// What may follow the first line of a bill.
const ON_BILLS: [Chain; 8] = [
    Chain::Trip,
    Chain::AccessorialExpense,
    Chain::ECheckAmount,
    Chain::ECheckFee,
    Chain::Deduction,
    Chain::Fuel,
    Chain::Toll,
    Chain::Escrow,
];

pub(crate) fn document(number: u64, catalog: &Catalog, chance: &mut Chance) -> Document {
    let invoice = chance.below(2) == 0;
    let (kind, first) =
        if invoice { (Kind::Invoice, Chain::Load) } else { (Kind::Bill, Chain::Trip) };
    let mut lines = vec![line(1, first, 50_000 + chance.below(400_000), catalog, chance)];
    for at in (2..).take(chance.below(7) as usize) {
        let chain = match (invoice, chance.below(3)) {
            (true, 0) => Chain::Load,
            (true, _) => Chain::AccessorialRevenue,
            (false, _) => *chance.pick(&ON_BILLS),
        };
        lines.push(line(at, chain, 100 + chance.below(30_000), catalog, chance));
    }
    let total: i64 = lines.iter().filter_map(|line| line.amount).map(Amount::cents).sum();
    let (id, party) = (format!("D-{number}"), chance.below(400));
    Document {
        number: Some(id.clone()),
        kind,
        origin: if invoice { Origin::Load } else { Origin::Trip },
        currency: "USD".to_owned(),
        date: date(chance),
        due: None,
        party: Party {
            id: format!("P-{party}"),
            name: format!("Party {party}"),
            kind: if invoice { PartyKind::Customer } else { PartyKind::Vendor },
            tax: None,
            extra: Extra::default(),
        },
        subsidiary: "S-1".to_owned(),
        reference: Some(format!("REF-{number}")),
        loads: vec![format!("L-{number}")],
        trips: Vec::new(),
        total: Amount::from_cents(total),
        lines,
        extra: Extra::default(),
        id,
    }
}

fn line(at: u32, chain: Chain, cents: u32, catalog: &Catalog, chance: &mut Chance) -> Line {
    let known: Vec<&str> = ids(chain, catalog).collect();
    let item = match chain {
        Chain::Toll => None,
        _ if chance.below(10) == 0 => Some(format!("former_{}", chance.below(40))),
        _ => Some((*chance.pick(&known)).to_owned()),
    };
    let amount = Amount::from_cents(i64::from(cents)).unwrap_or_default();
    let stated = chance.below(2) == 0;
    Line {
        id: at.to_string(),
        category: chain.category(),
        item,
        part: match (chain, chain.category()) {
            (Chain::ECheckFee, _) => Some(Part::Fee),
            (_, Category::ECheck) => Some(Part::Amount),
            _ => None,
        },
        of: None,
        description: Some(format!("As agreed, stop {at}")),
        quantity: stated.then_some(Quantity::ONE),
        rate: amount.to_string().parse().ok().filter(|_| stated),
        amount: Some(amount),
        extra: Extra::default(),
    }
}

#[expect(clippy::expect_used, reason = "every month has a 28th day")]
fn date(chance: &mut Chance) -> Date {
    let mut upto = |most| u8::try_from(1 + chance.below(most)).unwrap_or(1);
    Date::new(2026, upto(12), upto(28)).expect("a day of the calendar")
}
