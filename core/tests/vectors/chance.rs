//! Mappings and documents by chance, from fixed seeds: the same everywhere.

use serde_json::{Value, json};
use waypost_core::wire::{self, Catalog, Chart, Document, Mapping};
use waypost_core::{Rules, Slot};

/// A multiplicative generator: no randomness, only variety.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 40).unwrap() % limit
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const SLOTS: &[&str] = &[
    "defaults.accounts_receivable",
    "defaults.revenue",
    "defaults.accounts_payable",
    "defaults.expense",
    "defaults.liability",
    "load.default",
    "load.items.customer_linehaul",
    "trip.default",
    "trip.items.loaded_miles",
    "accessorials.default.revenue",
    "accessorials.items.detention.expense",
    "e_checks.default.revenue",
    "e_checks.items.lumper.expense",
    "deductions.default",
    "fuel.items.diesel",
    "tolls.default",
    "escrow.default",
    "customer_payments.deposit_account",
];
const ITEMS: &[(&str, &str)] = &[
    ("load", "customer_linehaul"),
    ("load", "gone"),
    ("trip", "loaded_miles"),
    ("trip", "carrier_linehaul"),
    ("accessorial", "detention"),
    ("accessorial", "lumper"),
    ("e_check", "lumper"),
    ("e_check", "advance"),
    ("deduction", "trailer_rent"),
    ("fuel", "diesel"),
    ("escrow", "performance_bond"),
    ("tax", "vat"),
];
const SYSTEMS: &[&str] =
    &["business_central", "quickbooks_online", "quickbooks_desktop", "netsuite"];
const PARTIES: &[&str] = &["customer", "driver", "owner_operator", "carrier", "vendor"];

/// FNV-1a over every preview, refusal and list of findings.
pub(crate) fn digest(mapping: &Value, chart: &Value, catalog: &Value) -> String {
    let catalog: Catalog = wire::read(&catalog.to_string()).unwrap();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |text: String| {
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for seed in 0..300 {
        let mut chance = Chance(seed);
        let (mapping, chart) =
            (some_mapping(mapping, chart, &mut chance), some_chart(chart, &mut chance));
        let catalog = (chance.below(4) > 0).then_some(&catalog);
        let rules = Rules::new(&mapping, &chart, catalog);
        take(wire::write(&rules.validate()));
        for _ in 0..10 {
            let document: Document = wire::read(&some_document(&mut chance).to_string()).unwrap();
            take(
                rules
                    .preview(&document)
                    .map_or_else(|refusal| refusal.to_string(), |preview| wire::write(&preview)),
            );
        }
    }
    format!("{hash:016x}")
}

fn some_mapping(mapping: &Value, chart: &Value, chance: &mut Chance) -> Mapping {
    let mut mapping: Mapping = wire::read(&mapping.to_string()).unwrap();
    mapping.customer_payments.export = chance.below(2) == 0;
    if chance.below(3) == 0 {
        mapping.transaction_types.remove(chance.below(2));
    }
    for _ in 0..chance.below(8) {
        let slot: Slot = chance.pick(SLOTS).parse().unwrap();
        let account =
            chance.pick(chart["accounts"].as_array().unwrap())["id"].as_str().map(str::to_owned);
        mapping.set(&slot, if chance.below(3) == 0 { None } else { account });
    }
    mapping
}

fn some_chart(chart: &Value, chance: &mut Chance) -> Chart {
    let mut chart: Chart = wire::read(&chart.to_string()).unwrap();
    chart.system = chance.pick(SYSTEMS).parse().unwrap();
    for _ in 0..chance.below(4) {
        let at = chance.below(chart.accounts.len());
        match chance.below(4) {
            0 => chart.accounts[at].active = false,
            1 => chart.accounts[at].currency = Some("CAD".to_owned()),
            2 => chart.accounts[at].number = None,
            _ => drop(chart.accounts.remove(at)),
        }
    }
    chart
}

fn some_document(chance: &mut Chance) -> Value {
    let lines: Vec<Value> = (0..chance.below(9)).map(|at| some_line(at, chance)).collect();
    let invoice = chance.below(2) == 0;
    json!({
        "id": "D-1", "kind": if invoice { "invoice" } else { "bill" }, "origin": if invoice { "load" } else { "trip" },
        "currency": "USD", "date": "2026-09-16", "subsidiary": "S-KF", "lines": lines,
        "party": {"id": "P-1", "name": "Party", "kind": chance.pick(PARTIES)},
    })
}

fn some_line(at: usize, chance: &mut Chance) -> Value {
    let (category, item) = if chance.below(8) == 0 { ("toll", "") } else { *chance.pick(ITEMS) };
    let mut line = json!({"id": at.to_string(), "category": category});
    if !item.is_empty() {
        line["item"] = json!(item);
    }
    if category == "e_check" {
        line["part"] = json!(chance.pick(&["amount", "fee"]));
    }
    let cents = chance.below(300_000);
    let sign = if chance.below(3) == 0 { "-" } else { "" };
    if chance.below(4) == 0 {
        line["quantity"] = json!(format!("{}.5", chance.below(900)));
        line["rate"] = json!(format!("{sign}0.{:03}", chance.below(1000)));
    } else {
        line["amount"] = json!(format!("{sign}{}.{:02}", cents / 100, cents % 100));
    }
    line
}
