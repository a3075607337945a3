//! Mappings, charts, catalogues and documents by chance, from seeds: the same everywhere.
//!
//! A world is a mapping, a chart and a catalogue; it has a hundred documents. Everything goes in as
//! text and comes out as text, so reading, rules and writing are all compared.

use serde_json::{Value, json};
use waypost_core::wire::{self, Catalog, Class, Document, Mapping, System};
use waypost_core::{Rules, Slot};

/// Documents of one world.
pub(crate) const WORLD: u64 = 100;

/// SplitMix64: no randomness, only variety, from any seed at once.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from(bits >> 40).unwrap() % limit
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

const SECTIONS: &[&str] = &["load", "trip", "deductions", "fuel", "escrow"];
const TWO_SIDED: &[&str] = &["accessorials", "e_checks"];
const DEFAULTS: &[&str] =
    &["accounts_receivable", "revenue", "accounts_payable", "expense", "liability"];
const CATEGORIES: &[(&str, &str)] = &[
    ("load", "load"),
    ("accessorial", "accessorials"),
    ("trip", "trip"),
    ("e_check", "e_checks"),
    ("deduction", "deductions"),
    ("fuel", "fuel"),
    ("escrow", "escrow"),
    ("toll", ""),
    ("tax", ""),
];
const PARTIES: &[&str] = &["customer", "driver", "owner_operator", "carrier", "vendor"];
const AMOUNTS: &[&str] =
    &["0.00", "-0.00", "0.01", "-0.01", "999999999999.99", "-999999999999.99", "500000000000.00"];
const FACTORS: &[&str] =
    &["0", "1", "-1", "999999.999999", "0.000001", "412.5", "0.005", "1000000"];
const WORDS: &[&str] = &["", "Reefer", "Überführung", "\"quoted\"", "tab\there", "日本", "🚚"];

/// The rules of one world, and what validation says of them.
pub(crate) struct World {
    rules: Rules,
    /// The mapping's findings, as text.
    pub(crate) findings: String,
    catalog: Value,
}

impl World {
    /// The world of this number, made from Keystone's mapping, chart and catalogue.
    pub(crate) fn new(number: u64, keystone: &dyn Fn(&str) -> Value) -> World {
        let mut chance = Chance(number);
        let catalog = keystone("catalog.json");
        let chart = chart(keystone("chart.json"), &mut chance);
        let mapping = mapping(&keystone("mapping.json"), &chart, &catalog, &mut chance);
        let chart = wire::read(&chart.to_string()).unwrap();
        let known: Option<Catalog> =
            (!chance.one_in(4)).then(|| wire::read(&catalog.to_string()).unwrap());
        let rules = Rules::new(&mapping, &chart, known.as_ref());
        World { findings: wire::write(&rules.validate()), rules, catalog }
    }

    /// The text of the document of this number.
    pub(crate) fn document(&self, number: u64) -> String {
        let mut chance = Chance(!number);
        document(&self.catalog, &mut chance).to_string()
    }

    /// The preview of the document of this number, or why there is none, as text.
    pub(crate) fn answer(&self, number: u64) -> String {
        let answer = wire::read::<Document>(&self.document(number))
            .and_then(|document| self.rules.preview(&document));
        match answer {
            Ok(preview) => wire::write(&preview),
            Err(refusal) => refusal.to_string(),
        }
    }
}

/// Any slot that Keystone's items give.
fn slot(catalog: &Value, chance: &mut Chance) -> String {
    let two_sided = chance.one_in(3);
    let section = *chance.pick(if two_sided { TWO_SIDED } else { SECTIONS });
    let place = match chance.below(6) {
        0 => return format!("defaults.{}", chance.pick(DEFAULTS)),
        1 => return (*chance.pick(&["tolls.default", "customer_payments.deposit_account"])).into(),
        2 | 3 => "default".to_owned(),
        _ => format!("items.{}", item(catalog, section, chance)),
    };
    let column = if two_sided { *chance.pick(&[".revenue", ".expense"]) } else { "" };
    format!("{section}.{place}{column}")
}

/// An item of the section, or one that nobody knows.
fn item(catalog: &Value, section: &str, chance: &mut Chance) -> String {
    let items = catalog[section].as_array().map_or(&[][..], Vec::as_slice);
    if items.is_empty() || chance.one_in(30) {
        return "gone".to_owned();
    }
    chance.pick(items)["id"].as_str().unwrap().to_owned()
}

fn mapping(keystone: &Value, chart: &Value, catalog: &Value, chance: &mut Chance) -> Mapping {
    let mut mapping: Mapping = wire::read(&keystone.to_string()).unwrap();
    if chance.one_in(10) {
        mapping = Mapping { transaction_types: mapping.transaction_types, ..Mapping::default() };
    }
    mapping.customer_payments.export = chance.one_in(2);
    if chance.one_in(3) {
        mapping.transaction_types.remove(chance.below(2));
    }
    let accounts = chart["accounts"].as_array().unwrap();
    for _ in 0..chance.below(16) {
        let account = match chance.below(8) {
            0 | 1 => None,
            2 => Some("a-nowhere".to_owned()),
            _ => chance.pick(accounts)["id"].as_str().map(str::to_owned),
        };
        let slot: Slot = slot(catalog, chance).parse().unwrap();
        mapping.set(&slot, account);
    }
    mapping
}

/// Keystone's chart in any system, with accounts blocked, retyped, headed, bound to a currency,
/// renamed, renumbered or lost.
fn chart(mut chart: Value, chance: &mut Chance) -> Value {
    chart["system"] = json!(chance.pick(System::ALL));
    let accounts = chart["accounts"].as_array_mut().unwrap();
    for _ in 0..chance.below(12) {
        let at = chance.below(accounts.len());
        let account = &mut accounts[at];
        match chance.below(10) {
            0 => account["active"] = json!(false),
            1 => account["posting"] = json!(false),
            2 => account["direct_posting"] = json!(false),
            3 => account["currency"] = json!(chance.pick(&["CAD", "USD"])),
            4 => account["number"] = Value::Null,
            5 => account["name"] = json!(chance.pick(WORDS)),
            6 => account["clearing"] = json!(chance.one_in(2)),
            7 => drop(accounts.remove(at)),
            _ => account["class"] = json!(chance.pick(Class::ALL)),
        }
    }
    chart
}

fn document(catalog: &Value, chance: &mut Chance) -> Value {
    let invoice = chance.one_in(2);
    let lines: Vec<Value> =
        (0..chance.below(10)).map(|at| line(at, invoice, catalog, chance)).collect();
    let mut document = json!({
        "id": "D-1", "kind": if invoice { "invoice" } else { "bill" },
        "origin": if invoice { "load" } else { "trip" },
        "currency": chance.pick(&["USD", "USD", "CAD"]), "date": "2026-09-16",
        "subsidiary": "S-KF", "lines": lines,
        "party": {"id": "P-1", "name": chance.pick(WORDS), "kind": chance.pick(PARTIES)},
    });
    if chance.one_in(12) {
        document["total"] = json!(amount(chance));
    }
    document
}

fn line(at: usize, invoice: bool, catalog: &Value, chance: &mut Chance) -> Value {
    // Mostly what belongs there; one line in fifty is of any category.
    let fitting = if invoice { &CATEGORIES[0..2] } else { &CATEGORIES[1..8] };
    let any = chance.one_in(50);
    let (category, section) = *chance.pick(if any { CATEGORIES } else { fitting });
    let at = if chance.one_in(99) { 0 } else { at };
    let mut line = json!({
        "id": at.to_string(), "category": category, "description": chance.pick(WORDS),
    });
    if !section.is_empty() {
        line["item"] = json!(item(catalog, section, chance));
    }
    if category == "e_check" {
        line["part"] = json!(chance.pick(&["amount", "fee"]));
        if chance.one_in(3) {
            line["of"] = json!(chance.below(at + 1).to_string());
            return line;
        }
    }
    let reckoned = chance.one_in(4);
    if reckoned {
        line["quantity"] = json!(factor(chance));
        line["rate"] = json!(factor(chance));
    }
    if !reckoned || chance.one_in(20) {
        line["amount"] = json!(amount(chance));
    }
    line
}

fn amount(chance: &mut Chance) -> String {
    if chance.one_in(20) {
        return (*chance.pick(AMOUNTS)).to_owned();
    }
    let sign = if chance.one_in(3) { "-" } else { "" };
    format!("{sign}{}.{:02}", chance.below(4000), chance.below(100))
}

fn factor(chance: &mut Chance) -> String {
    if chance.one_in(3) {
        return (*chance.pick(FACTORS)).to_owned();
    }
    format!("{}.{:03}", chance.below(900), chance.below(1000))
}
