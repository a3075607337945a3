//! A stored tax mapping: kept, listed as inactive, never used (R7).

use super::found;
use crate::resolve::Compiled;
use crate::wire::{Code, Finding};
use serde_json::Value;

pub(super) fn check(rules: &Compiled, findings: &mut Vec<Finding>) {
    if rules.mapping.extra.get("tax").is_some_and(holds_something) {
        let message = "Accounts stored for tax are inactive: tax is no longer a category. They are kept and never \
                       used; nothing needs to be done.";
        findings.push(found(Code::DeprecatedCategory, None, message.to_owned()));
    }
}

fn holds_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(values) => values.iter().any(holds_something),
        Value::Object(values) => values.values().any(holds_something),
        _ => true,
    }
}
