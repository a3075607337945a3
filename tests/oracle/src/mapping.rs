//! A mapping as a whole (R10 to R13, R17, R7).

use crate::Books;
use crate::account::codes;
use crate::catalogue::section;
use crate::findings::Found;
use crate::tables::{chain, lives_with};
use serde_json::Value;

/// category, part, document of every chain that catalogue items walk.
const WALKED: &str = "load - invoice, accessorial - invoice, accessorial - bill, trip - bill, \
    e_check amount bill, e_check fee bill, deduction - bill, fuel - bill, escrow - bill";

/// The systems that export customer payments.
const EXPORTS: &str = "netsuite quickbooks_online";

/// Everything to say about a mapping, as sorted rows of text (`severity code slot account -`).
#[must_use]
pub fn validate(books: Books<'_>) -> Vec<String> {
    let mut found = Found::default();
    let types = ["revenue", "expense"].map(|one| books.selects(one));
    if types == [false, false] {
        found.on_all("no_transaction_type");
    }
    let needed = ["accounts_receivable", "revenue", "accounts_payable", "expense"];
    for slot in needed.map(|one| format!("defaults.{one}")) {
        if books.selects(lives_with(&slot)) {
            found.required(books, &slot);
        }
    }
    for slot in slots(books.mapping) {
        if let Some(account) = books.held(&slot).filter(|_| books.selects(lives_with(&slot))) {
            found.at_slot(&slot, account, &codes(books, &slot, account));
        }
    }
    coverage(books, &mut found);
    payments(books, &mut found);
    if books.mapping.get("tax").is_some_and(|tax| !tax.is_null()) {
        found.on_all("deprecated_category");
    }
    found.rows()
}

/// The names of all slots that the mapping has, but for defaults and deposit account.
fn slots(mapping: &Value) -> Vec<String> {
    let mut names = vec!["defaults.liability".to_owned()];
    for section in ["load", "trip", "accessorials", "e_checks", "deductions", "fuel", "escrow"] {
        let two = ["accessorials", "e_checks"].contains(&section);
        let ends: &[&str] = if two { &[".revenue", ".expense"] } else { &[""] };
        let items = mapping[section]["items"].as_object().into_iter().flatten();
        let places = items.map(|(item, _)| format!("{section}.items.{item}"));
        for place in places.chain([format!("{section}.default")]) {
            names.extend(ends.iter().map(|end| format!("{place}{end}")));
        }
    }
    names.push("tolls.default".to_owned());
    names
}

/// R11: items that some document could carry and that have no account anywhere.
fn coverage(books: Books<'_>, found: &mut Found) {
    for walked in WALKED.split(", ") {
        let words: Vec<&str> = walked.split_whitespace().collect();
        let (category, part, kind) = (words[0], words[1], words[2]);
        let needs = if kind == "invoice" { "revenue" } else { "expense" };
        if !books.selects(needs) {
            continue;
        }
        let items = books.catalog[section(category).expect("a section")].as_array();
        for item in items.into_iter().flatten().filter(|item| carried(item, category, part, kind)) {
            let id = item["id"].as_str().expect("an id");
            let (_, slots) = chain(category, part, kind, id).expect("a chain");
            let somewhere = slots.iter().any(|slot| {
                let lives = !slot.starts_with("defaults.") || books.selects(lives_with(slot));
                lives && books.held(slot).is_some()
            });
            if !somewhere {
                match (category, part) {
                    ("e_check", "fee") => {
                        found.lacks("fee_revenue_unmapped", "e_checks.default.revenue")
                    }
                    ("escrow", _) => found.lacks("escrow_unmapped", "escrow.default"),
                    _ => found.lacks("item_unresolvable", &slots[0]),
                }
            }
        }
    }
}

/// Whether some document of this kind could carry the item on such a line.
fn carried(item: &Value, category: &str, part: &str, kind: &str) -> bool {
    match (category, part) {
        // R6: the tenant no longer has it; only old documents carry it.
        _ if item["retired"] == true => false,
        ("accessorial", _) => {
            let who: &[&str] =
                if kind == "invoice" { &["customer"] } else { &["driver", "carrier"] };
            item["charged_to"]
                .as_array()
                .is_none_or(|list| list.iter().any(|one| who.iter().any(|who| one == who)))
        }
        (_, "fee") => !item["fee"].is_null(),
        _ => true,
    }
}

/// R17: only where the system exports payments and the tenant wants it.
fn payments(books: Books<'_>, found: &mut Found) {
    let slot = "customer_payments.deposit_account";
    if books.mapping["customer_payments"]["export"] != true {
        return;
    }
    if !EXPORTS.split(' ').any(|system| system == books.system()) {
        return found.on_all("payment_export_unsupported");
    }
    match books.held(slot) {
        None => found.lacks("deposit_account_missing", slot),
        Some(account) => found.at_slot(slot, account, &codes(books, slot, account)),
    }
}
