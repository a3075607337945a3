//! Documents by chance: the sample's four with some of their lines, for parties that the books know and
//! for parties that have to be made.

use serde_json::{Value, json};
use waypost_generate::Chance;

use crate::sample;

/// Parties beside those of the sample: the first is in the books already.
const CUSTOMERS: [(&str, &str); 3] = [
    ("C-205", "Harbor Paper Company"),
    ("C-301", "Prairie Seed Cooperative"),
    ("C-302", "Three Rivers Foundry"),
];
const CARRIERS: [(&str, &str); 3] = [
    ("V-LFS", "Lakeside Fuel Supply"),
    ("V-PWC", "Prairie Wind Carriers"),
    ("V-CFT", "Cedar Falls Transport"),
];

/// The document of that number.
pub(super) fn document(number: &str, chance: &mut Chance) -> Value {
    let mut templates = vec![sample::load(), sample::load()];
    templates.extend(sample::bills());
    let mut document = chance.pick(&templates).clone();
    document["id"] = json!(number);
    document["number"] = json!(number);
    let lines = document["lines"].as_array().expect("lines").clone();
    let mut kept: Vec<Value> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if at == 0 || chance.below(4) > 0 {
            kept.push(line.clone());
        }
    }
    let kept = if total(&kept) > 0 { kept } else { lines };
    let total = total(&kept);
    document["total"] = json!(format!("{}.{:02}", total / 100, total % 100));
    document["lines"] = json!(kept);
    party(&mut document, chance);
    document
}

fn party(document: &mut Value, chance: &mut Chance) {
    let others = match (document["kind"].as_str(), document["party"]["kind"].as_str()) {
        (Some("invoice"), _) => &CUSTOMERS,
        (_, Some("carrier")) => &CARRIERS,
        _ => return,
    };
    if chance.below(2) > 0 {
        let (id, name) = chance.pick(others);
        document["party"]["id"] = json!(id);
        document["party"]["name"] = json!(name);
    }
}

fn total(lines: &[Value]) -> i64 {
    lines.iter().map(|line| cents(line["amount"].as_str().expect("an amount"))).sum()
}

/// `-12.50` as -1250.
pub(super) fn cents(amount: &str) -> i64 {
    amount.replace('.', "").parse().expect("an amount with two decimals")
}
