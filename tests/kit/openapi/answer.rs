//! Whether an answer is one that the description promises: status, content type, and the body to
//! the last field.

use serde_json::{Value, json};

use super::Operation;
use crate::Reply;

pub(super) fn mismatch(document: &Value, operation: &Operation, reply: &Reply) -> Option<String> {
    let status = reply.status.as_u16().to_string();
    let Some(promised) = operation.described["responses"].get(&status) else {
        return Some(format!("{} is not promised: {}", status, reply.body));
    };
    let Some(contents) = promised.get("content").and_then(Value::as_object) else {
        let empty = reply.body.is_empty();
        return (!empty).then(|| format!("{status} promises no body, and has {}", reply.body));
    };
    let kind = reply.headers.get("content-type").map_or("", |kind| kind.to_str().unwrap_or(""));
    let kind = kind.split(';').next().unwrap_or_default();
    let Some(content) = contents.get(kind) else {
        return Some(format!("{status} is not promised as {kind:?}: {}", reply.body));
    };
    if matches!(kind, "text/plain" | "text/event-stream") {
        return None;
    }
    let Ok(body) = serde_json::from_str::<Value>(&reply.body) else {
        return Some(format!("{status} is not JSON: {}", reply.body));
    };
    let mut schema = content["schema"].clone();
    schema["components"] = document["components"].clone();
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema that can be used");
    let errors: Vec<String> = validator
        .iter_errors(&body)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    (!errors.is_empty()).then(|| format!("{status} does not fit: {}\n{body}", errors.join("; ")))
}
