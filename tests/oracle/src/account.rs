//! What is wrong with an account at a slot (R2, R12, R13).

use crate::Books;
use crate::tables::permits;
use serde_json::Value;

/// Every code that applies to `account` at `slot`.
pub(crate) fn codes(books: Books<'_>, slot: &str, account: &str) -> Vec<&'static str> {
    let control = ["defaults.accounts_receivable", "defaults.accounts_payable"];
    let reused = !control.contains(&slot)
        && control.iter().any(|control| books.held(control) == Some(account));
    let chart = books.chart["accounts"].as_array().expect("accounts");
    let Some(found) = chart.iter().find(|one| one["id"] == account) else {
        let mut codes = vec!["account_missing"];
        codes.extend(reused.then_some("control_account_reused"));
        return codes;
    };
    let says = |field: &str| found[field].as_bool();
    let central = books.system() == "business_central";
    let facts = [
        ("account_inactive", says("active") == Some(false)),
        ("not_posting_account", says("posting") == Some(false) || found["class"] == "non_posting"),
        (
            "no_direct_posting",
            says("direct_posting") == Some(false) && central && !control.contains(&slot),
        ),
        ("control_account_reused", reused),
    ];
    let mut codes: Vec<&str> = facts.iter().filter(|fact| fact.1).map(|fact| fact.0).collect();
    codes.extend(by_class(books, slot, found));
    codes
}

fn by_class(books: Books<'_>, slot: &str, account: &Value) -> Option<&'static str> {
    let class = account["class"].as_str().expect("a class");
    let deposit = slot == "customer_payments.deposit_account";
    let clears = class == "other_current_asset" && account["clearing"] == true;
    let word = if deposit && clears { "clearing" } else { class };
    match (permits(books.system(), slot, word), class) {
        ("allowed", _) => None,
        ("warning", "unclassified") => Some("unclassified_account"),
        ("warning", _) => Some("unusual_class"),
        _ if deposit => Some("deposit_account_class"),
        _ => Some("wrong_class"),
    }
}

/// Whether one of the codes keeps the account from standing there.
pub(crate) fn refuses(codes: &[&str]) -> bool {
    codes.iter().any(|code| !["unclassified_account", "unusual_class"].contains(code))
}
