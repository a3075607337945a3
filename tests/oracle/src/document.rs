//! A whole document: lines, control account, entries, findings.

use crate::Books;
use crate::account::{codes, refuses};
use crate::digits::{cents, sum};
use crate::findings::Found;
use crate::line::shown;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The preview, with `entries` in order of account id and `findings` as sorted rows of text
/// (`severity code slot account line`). `side` is left out where a category does not belong on the document.
#[must_use]
pub fn preview(books: Books<'_>, document: &Value) -> Value {
    let mut found = Found::default();
    let given = document["lines"].as_array().expect("lines");
    let lines: Vec<Value> =
        given.iter().map(|line| shown(books, document, line, &mut found)).collect();
    let total = sum(lines.iter().filter_map(|line| line["amount"].as_str()));
    figures(document, &total, &mut found);
    let invoice = document["kind"] == "invoice";
    let (transaction_type, slot) = if invoice {
        ("revenue", "defaults.accounts_receivable")
    } else {
        ("expense", "defaults.accounts_payable")
    };
    let selected = books.selects(transaction_type);
    if selected {
        found.required(books, slot);
    } else {
        found.on_all("transaction_type_off");
    }
    let control =
        books.held(slot).filter(|account| selected && !refuses(&codes(books, slot, account)));
    let postable = !found.blocks();
    let entries = if postable { entries(&lines, control, &total, invoice) } else { json!([]) };
    json!({"document": document["id"], "postable": postable, "total": total,
        "control": {"slot": slot, "account": control, "amount": total},
        "lines": lines, "entries": entries, "findings": found.rows()})
}

/// Doubled lines, the stated total (R20), and documents that are not sent (R23).
fn figures(document: &Value, total: &str, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for line in document["lines"].as_array().expect("lines") {
        let id = line["id"].as_str().expect("an id");
        if !seen.insert(id) {
            found.on_line("duplicate_line_id", id);
        }
    }
    if document["total"].as_str().is_some_and(|stated| cents(stated) != cents(total)) {
        found.on_all("total_mismatch");
    }
    match cents(total) {
        0 => found.on_all("zero_total"),
        below if below < 0 => found.on_all("negative_total"),
        _ => {}
    }
}

/// Each line against the control account (R22): what an account nets to stands on one side.
fn entries(lines: &[Value], control: Option<&str>, total: &str, invoice: bool) -> Value {
    let mut debits: BTreeMap<&str, i128> = BTreeMap::new();
    let sign = if invoice { 1 } else { -1 };
    let posted = lines.iter().map(|line| {
        (line["account"].as_str(), -sign * cents(line["amount"].as_str().expect("an amount")))
    });
    for (account, debit) in posted.chain([(control, sign * cents(total))]) {
        if let Some(account) = account {
            *debits.entry(account).or_default() += debit;
        }
    }
    debits.retain(|_, debit| *debit != 0);
    let rows = debits.iter().map(|(account, debit)| {
        let figure = |cents: i128| format!("{}.{:02}", cents / 100, cents % 100);
        json!({"account": account, "debit": figure((*debit).max(0)), "credit": figure((-debit).max(0))})
    });
    rows.collect()
}
