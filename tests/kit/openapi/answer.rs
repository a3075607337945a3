//! Whether an answer is one that the description promises: status, content type, and the body to
//! the last field.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::{Api, Operation};
use crate::Reply;

/// What answers are held against, by schema: compiling one takes longer than an answer.
pub(super) type Validators = Mutex<HashMap<String, Arc<Validator>>>;

pub(super) fn mismatch(api: &Api, operation: &Operation, reply: &Reply) -> Option<String> {
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
    let validator = validator(api, &content["schema"]);
    let errors: Vec<String> = validator
        .iter_errors(&body)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    (!errors.is_empty()).then(|| format!("{status} does not fit: {}\n{body}", errors.join("; ")))
}

fn validator(api: &Api, schema: &Value) -> Arc<Validator> {
    let mut known = api.validators.lock().expect("the schemas");
    let compiled = known.entry(schema.to_string()).or_insert_with(|| {
        let mut schema = schema.clone();
        schema["components"] = api.document["components"].clone();
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        Arc::new(jsonschema::validator_for(&schema).expect("a schema that can be used"))
    });
    Arc::clone(compiled)
}
