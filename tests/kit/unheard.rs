//! Ways in which a request ends without its sender knowing what became of it.

use serde_json::{Value, json};

/// Each of them as the sandbox takes it, still without what it strikes.
pub fn unheard_kinds() -> [Value; 7] {
    [
        json!({"kind": "commit_then_drop"}),
        json!({"kind": "drop_before"}),
        json!({"kind": "half_reply"}),
        json!({"kind": "error_after_commit", "status": 500}),
        json!({"kind": "error_after_commit", "status": 504}),
        json!({"kind": "delay", "ms": 45_000, "when": "before_commit"}),
        json!({"kind": "delay", "ms": 45_000, "when": "after_commit"}),
    ]
}
