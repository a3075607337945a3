//! Worlds to ask about: a chart in one system, a mapping, a catalogue, and documents.

use super::chance::Chance;
use serde_json::{Value, json};
use std::fmt;
use waypost_core::{Rules, wire};
use waypost_oracle::Books;

pub(crate) const SYSTEMS: [&str; 4] =
    ["business_central", "quickbooks_online", "quickbooks_desktop", "netsuite"];
pub(crate) const TYPES: [&[&str]; 4] = [&["revenue", "expense"], &["revenue"], &["expense"], &[]];
/// What a slot may hold: nothing, an account that may stand there, one that may with a warning, and one
/// for each reason why an account may not.
pub(crate) const STATES: &[&str] = &[
    "unset",
    "right",
    "unclassified",
    "wrong",
    "blocked",
    "gone",
    "heading",
    "indirect",
    "receivable",
    "payable",
];
pub(crate) const CLASSES: &[&str] = &[
    "bank",
    "accounts_receivable",
    "other_current_asset",
    "fixed_asset",
    "other_asset",
    "accounts_payable",
    "credit_card",
    "other_current_liability",
    "long_term_liability",
    "equity",
    "income",
    "other_income",
    "cost_of_goods_sold",
    "expense",
    "other_expense",
    "unclassified",
    "non_posting",
];
pub(crate) const SLOTS: &[&str] = &[
    "defaults.accounts_receivable",
    "defaults.revenue",
    "defaults.accounts_payable",
    "defaults.expense",
    "defaults.liability",
    "load.default",
    "load.items.x",
    "trip.default",
    "trip.items.x",
    "accessorials.default.revenue",
    "accessorials.default.expense",
    "accessorials.items.x.revenue",
    "accessorials.items.x.expense",
    "e_checks.default.revenue",
    "e_checks.default.expense",
    "e_checks.items.x.revenue",
    "e_checks.items.x.expense",
    "deductions.default",
    "deductions.items.x",
    "fuel.default",
    "fuel.items.x",
    "tolls.default",
    "escrow.default",
    "escrow.items.x",
    "customer_payments.deposit_account",
];
const BILL: &[&str] = &[
    "trip",
    "accessorial",
    "e_check amount",
    "e_check fee",
    "deduction",
    "fuel",
    "toll",
    "escrow",
];

pub(crate) struct World {
    pub(crate) mapping: Value,
    pub(crate) chart: Value,
    pub(crate) catalog: Value,
}

impl fmt::Display for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\nmapping {}\nchart {}\ncatalog {}\n", self.mapping, self.chart, self.catalog)
    }
}

impl World {
    /// Both types selected, every required slot right, the others unset.
    pub(crate) fn sound(system: &str) -> World {
        let mut world = World {
            mapping: json!({"transaction_types": ["revenue", "expense"]}),
            chart: json!({"system": system, "accounts": []}),
            catalog: catalog(),
        };
        for (id, class) in [
            ("a-right-revenue", "income"),
            ("a-right-expense", "expense"),
            ("a-right-liability", "other_current_liability"),
            ("a-right-deposit", "other_current_asset"),
            ("a-wrong", "equity"),
            ("a-unclassified", "unclassified"),
            ("a-receivable", "accounts_receivable"),
            ("a-payable", "accounts_payable"),
        ] {
            world.account(id, class, if id == "a-right-deposit" { "clearing" } else { "" });
        }
        for (id, flag) in
            [("a-blocked", "active"), ("a-heading", "posting"), ("a-indirect", "direct_posting")]
        {
            world.account(id, "cost_of_goods_sold", flag);
        }
        for slot in &SLOTS[..5] {
            world.set_state(slot, "right");
        }
        world
    }

    /// Every chain with these states at its own slot, its category's and the general default.
    pub(crate) fn of_levels(system: &str, types: &[&str], levels: [&str; 3]) -> World {
        let mut world = World::sound(system);
        world.mapping["transaction_types"] = json!(types);
        for slot in SLOTS.iter().filter(|slot| !slot.starts_with("customer_payments")) {
            let at = if slot.contains(".items.") { 0 } else { 1 };
            let at = if slot.starts_with("defaults.") { 2 } else { at };
            if !slot.starts_with("defaults.accounts") {
                world.set_state(slot, levels[at]);
            }
        }
        world
    }

    pub(crate) fn of_chance(chance: &mut Chance) -> World {
        let mut world = World::sound(chance.pick(&SYSTEMS));
        world.mapping["transaction_types"] =
            json!(if chance.one_in(2) { TYPES[0] } else { chance.pick(&TYPES) });
        for slot in SLOTS {
            match chance.below(8) {
                0..4 => world.set_state(slot, "right"),
                4 => world.set_state(slot, "unset"),
                5 => world.set_state(slot, chance.pick(STATES)),
                6 => {
                    let id = format!("a-{slot}");
                    let flag = ["", "", "clearing", "active", "posting", "direct_posting"];
                    world.account(&id, chance.pick(CLASSES), chance.pick(&flag));
                    world.set(slot, Some(&id));
                }
                _ => {}
            }
        }
        world.mapping["customer_payments"]["export"] = json!(chance.one_in(2));
        if chance.one_in(5) {
            world.catalog = Value::Null;
        }
        if chance.one_in(9) {
            world.mapping["tax"] = json!({"default": "a-right-revenue"});
        }
        world
    }

    pub(crate) fn books(&self) -> Books<'_> {
        Books { mapping: &self.mapping, chart: &self.chart, catalog: &self.catalog }
    }

    pub(crate) fn compiled(&self) -> Rules {
        let catalog =
            (!self.catalog.is_null()).then(|| wire::read(&self.catalog.to_string()).unwrap());
        Rules::new(
            &wire::read(&self.mapping.to_string()).unwrap(),
            &wire::read(&self.chart.to_string()).unwrap(),
            catalog.as_ref(),
        )
    }

    /// A new account of this class, with one flag turned from what is usual.
    pub(crate) fn account(&mut self, id: &str, class: &str, flag: &str) {
        let mut account = json!({"id": id, "number": id, "name": id, "class": class});
        if !flag.is_empty() {
            account[flag] = json!(flag == "clearing");
        }
        self.chart["accounts"].as_array_mut().unwrap().push(account);
    }

    pub(crate) fn set(&mut self, slot: &str, account: Option<&str>) {
        let mut at = &mut self.mapping;
        for step in slot.split('.') {
            at = &mut at[step];
        }
        *at = json!(account);
    }

    fn set_state(&mut self, slot: &str, state: &str) {
        let account = match state {
            "unset" => None,
            "right" => Some(format!("a-{}", right(slot))),
            state => Some(format!("a-{state}")),
        };
        self.set(slot, account.as_deref());
    }
}

/// The account of the sound world that may stand in a slot.
fn right(slot: &str) -> &'static str {
    match slot {
        "defaults.accounts_receivable" => "receivable",
        "defaults.accounts_payable" => "payable",
        "customer_payments.deposit_account" => "right-deposit",
        _ if slot.starts_with("escrow") || slot == "defaults.liability" => "right-liability",
        _ if slot.starts_with("load") || slot.ends_with("revenue") => "right-revenue",
        _ => "right-expense",
    }
}

fn catalog() -> Value {
    let plain = json!([
        {"id": "x", "name": "X"}, {"id": "y", "name": "Y"}, {"id": "gone", "name": "Old", "retired": true},
    ]);
    json!({
        "load": plain, "deductions": plain, "fuel": plain, "escrow": plain,
        "trip": [{"id": "x", "name": "X", "rates": "driver"}, {"id": "y", "name": "Y", "rates": "carrier"}],
        "accessorials": [
            {"id": "x", "name": "X"}, {"id": "y", "name": "Y", "charged_to": ["customer"]},
            {"id": "z", "name": "Z", "charged_to": ["carrier"]},
        ],
        "e_checks": [
            {"id": "x", "name": "X", "fee": {"percent": "2.5", "min": "1.00", "max": "40.00"}},
            {"id": "y", "name": "Y", "fee": null},
            {"id": "z", "name": "Z", "fee": {"percent": "0.333333"}},
        ],
    })
}

/// An invoice and a bill with one line of every category that belongs there.
pub(crate) fn one_of_each(amount: &str) -> [Value; 2] {
    let lines = |names: &[&str]| {
        let line = |(at, name): (usize, &&str)| {
            let mut line = line(at, name, "x");
            line["amount"] = json!(amount);
            line
        };
        names.iter().enumerate().map(line).collect::<Vec<_>>()
    };
    [
        document("invoice", "customer", &lines(&["load", "accessorial"])),
        document("bill", "driver", &lines(BILL)),
    ]
}

fn document(kind: &str, party: &str, lines: &[Value]) -> Value {
    json!({"id": "D-1", "kind": kind, "origin": "load", "currency": "USD", "date": "2026-09-16",
        "subsidiary": "S", "party": {"id": "P", "name": "P", "kind": party}, "lines": lines})
}

/// `category` or `category part`, for an item; a toll has none.
fn line(at: usize, name: &str, item: &str) -> Value {
    let (category, part) = name.split_once(' ').unwrap_or((name, ""));
    let mut line = json!({"id": at.to_string(), "category": category});
    if category != "toll" {
        line["item"] = json!(item);
    }
    if !part.is_empty() {
        line["part"] = json!(part);
    }
    line
}

/// Up to eight lines, most of them where they belong, with amounts stated, computed or both.
pub(crate) fn some_document(chance: &mut Chance) -> Value {
    let invoice = chance.one_in(3);
    let lines: Vec<Value> = (0..chance.below(9)).map(|at| some_line(at, invoice, chance)).collect();
    let kind = if invoice { "invoice" } else { "bill" };
    let party = chance.pick(&["driver", "carrier", "owner_operator", "customer", "vendor"]);
    let mut document = document(kind, party, &lines);
    if chance.one_in(6) {
        document["total"] = json!("0.01");
    }
    document
}

fn some_line(at: usize, invoice: bool, chance: &mut Chance) -> Value {
    let here: &[&str] = if invoice { &["load", "accessorial"] } else { BILL };
    let strays: &[&str] = &["load", "trip", "fuel", "tax", "toll"];
    let from = if chance.one_in(12) { strays } else { here };
    let name = chance.pick(from);
    let mut line = line(at, name, chance.pick(&["x", "x", "x", "y", "z", "gone"]));
    let sign = if chance.one_in(4) { "-" } else { "" };
    let amount = format!("{sign}{}.{:02}", chance.below(2_000), chance.below(100));
    if chance.one_in(3) {
        line["quantity"] = json!(format!("{}.{}", chance.below(3_000), chance.below(10)));
        line["rate"] = json!(format!("{sign}{}.{:03}", chance.below(3), chance.below(1_000)));
    }
    if line.get("rate").is_none() || chance.one_in(3) {
        line["amount"] = json!(if chance.one_in(8) { "0.00".to_owned() } else { amount });
    }
    line
}
