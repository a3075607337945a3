//! One line of a document: its amount, its walk, and what there is to say about it.

use crate::Books;
use crate::account::refuses;
use crate::catalogue::{find, gone};
use crate::digits::{fee, product};
use crate::findings::Found;
use crate::tables::chain;
use crate::walk::walk;
use serde_json::{Value, json};

fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value[field].as_str()
}

/// The amount: stated, computed from quantity and rate (R21), or an e-check's fee (R24).
pub(crate) fn amount(books: Books<'_>, document: &Value, line: &Value) -> String {
    if let Some(stated) = text(line, "amount") {
        return stated.to_owned();
    }
    if let (Some(quantity), Some(rate)) = (text(line, "quantity"), text(line, "rate")) {
        return product(quantity, rate);
    }
    let lines = document["lines"].as_array().expect("lines");
    let of = lines.iter().find(|one| one["id"] == line["of"]).expect("the e-check of a fee");
    let item = find(books.catalog, "e_check", text(line, "item").expect("an item"));
    let rule = &item.expect("a type")["fee"];
    let paid_out = amount(books, document, of);
    fee(text(rule, "percent"), text(rule, "min"), text(rule, "max"), &paid_out)
}

/// The line as the preview shows it.
pub(crate) fn shown(books: Books<'_>, document: &Value, line: &Value, found: &mut Found) -> Value {
    let id = text(line, "id").expect("an id");
    let category = text(line, "category").expect("a category");
    let item = text(line, "item").unwrap_or_default();
    let part = text(line, "part").unwrap_or_default();
    let amount = amount(books, document, line);
    let zero = amount.chars().all(|sign| !('1'..='9').contains(&sign));
    let kind = text(document, "kind").expect("a kind");
    if let (Some(quantity), Some(rate), Some(stated)) =
        (text(line, "quantity"), text(line, "rate"), text(line, "amount"))
        && product(quantity, rate) != stated
    {
        found.on_line("amount_mismatch", id);
    }
    let Some((side, slots)) = chain(category, part, kind, item) else {
        if !zero {
            found.on_line("line_unresolved", id);
            found.on_line("category_not_allowed", id);
        }
        return json!({"id": id, "amount": amount, "account": null, "level": "unresolved", "path": []});
    };
    let walk = walk(books, &slots);
    if let Some((slot, account, codes)) = &walk.stop {
        // R4: a line of nothing raises no error; what only informs is still said.
        let said = codes.iter().copied().filter(|code| !zero || !refuses(&[code]));
        found.at_slot(slot, account, &said.collect::<Vec<_>>());
    }
    if walk.account.is_none() && !zero {
        found.on_line("line_unresolved", id);
    }
    if gone(books.catalog, category, item) {
        found.on_line("unknown_item", id);
    }
    if unusual_rate(books, document, category, item) {
        found.on_line("unusual_rate", id);
    }
    json!({"id": id, "amount": amount, "side": side, "account": walk.account, "level": walk.level,
        "path": walk.path})
}

/// Edge case 48: a driver's rate on a carrier's bill, or the reverse.
fn unusual_rate(books: Books<'_>, document: &Value, category: &str, item: &str) -> bool {
    if category != "trip" {
        return false;
    }
    let rates = find(books.catalog, category, item).and_then(|item| item["rates"].as_str());
    let party = document["party"]["kind"].as_str().expect("a kind of party");
    matches!(
        (rates, party),
        (Some("driver"), "carrier") | (Some("carrier"), "driver" | "owner_operator")
    )
}
