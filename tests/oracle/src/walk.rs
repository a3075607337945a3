//! The walk along a chain (R1, R2), step by step.

use crate::Books;
use crate::account::{codes, refuses};
use crate::tables::lives_with;
use serde_json::{Value, json};

/// Where a walk ended.
pub(crate) struct Walk {
    /// `specific`, `category_default`, `general_default` or `unresolved`.
    pub(crate) level: &'static str,
    pub(crate) account: Option<String>,
    /// The steps as the public format writes them.
    pub(crate) path: Vec<Value>,
    /// The slot where it stopped, with its account and every code that applies there.
    pub(crate) stop: Option<(String, String, Vec<&'static str>)>,
}

pub(crate) fn walk(books: Books<'_>, slots: &[String]) -> Walk {
    let mut walk = Walk { level: "unresolved", account: None, path: Vec::new(), stop: None };
    for slot in slots {
        let held = books.held(slot);
        let general = slot.starts_with("defaults.");
        let outcome = match held {
            _ if walk.stop.is_some() => "not_reached",
            None => "unset",
            Some(_) if general && !books.selects(lives_with(slot)) => "inactive",
            Some(account) => {
                let codes = codes(books, slot, account);
                let rejected = refuses(&codes);
                walk.stop = Some((slot.clone(), account.to_owned(), codes));
                if !rejected {
                    walk.account = Some(account.to_owned());
                    walk.level = level(slot);
                }
                if rejected { "rejected" } else { "hit" }
            }
        };
        let mut step = json!({"slot": slot, "outcome": outcome});
        if let Some(account) = held {
            step["account"] = json!(account);
        }
        walk.path.push(step);
    }
    walk
}

fn level(slot: &str) -> &'static str {
    let steps: Vec<&str> = slot.split('.').collect();
    match (steps[0], steps[1]) {
        ("defaults", _) => "general_default",
        (_, "items") => "specific",
        _ => "category_default",
    }
}
