//! Prints the TypeScript types of the public formats, for the JavaScript package.
//!
//! Not a second description of the formats: it reads the schemas that the OpenAPI document is made
//! of, and those are derived from the types of `wire`. Invariant: a schema that it cannot say
//! precisely stops it; there is no `any` to fall back on.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use waypost_core::wire::{Catalog, Chart, Diff, Document, Mapping, Preview, Suggestion};

type Schemas = Vec<(String, RefOr<Schema>)>;

fn main() -> Result<(), String> {
    let mut schemas = Schemas::new();
    add::<Document>(&mut schemas);
    add::<Mapping>(&mut schemas);
    add::<Chart>(&mut schemas);
    add::<Catalog>(&mut schemas);
    add::<Preview>(&mut schemas);
    add::<Diff>(&mut schemas);
    add::<Suggestion>(&mut schemas);
    let named: BTreeMap<String, RefOr<Schema>> = schemas.into_iter().collect();
    for (name, schema) in named {
        let schema = serde_json::to_value(schema).map_err(|error| error.to_string())?;
        println!("{}", declaration(&name, &schema).map_err(|what| format!("{name}: {what}"))?);
    }
    Ok(())
}

fn add<T: ToSchema + PartialSchema>(schemas: &mut Schemas) {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
}

fn declaration(name: &str, schema: &Value) -> Result<String, String> {
    let said = comment("", schema);
    if let Some(fields) = schema["properties"].as_object() {
        let fields = members(fields, &schema["required"])?;
        return Ok(format!("{said}export interface {name} {{\n{fields}}}\n"));
    }
    Ok(format!("{said}export type {name} = {};\n", expression(schema)?))
}

fn members(fields: &Map<String, Value>, required: &Value) -> Result<String, String> {
    let required = required.as_array().map_or(&[][..], Vec::as_slice);
    fields
        .iter()
        .map(|(name, schema)| {
            let mark = if required.contains(&Value::from(name.as_str())) { "" } else { "?" };
            let shape = expression(schema).map_err(|what| format!("{name}: {what}"))?;
            Ok(format!("{}  {name}{mark}: {shape};\n", comment("  ", schema)))
        })
        .collect()
}

fn expression(schema: &Value) -> Result<String, String> {
    if let Some(path) = schema["$ref"].as_str() {
        return path.rsplit('/').next().map(str::to_owned).ok_or_else(|| path.to_owned());
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        return union(choices.iter().map(expression));
    }
    if let Some(values) = schema["enum"].as_array() {
        return union(values.iter().map(|value| Ok(value.to_string())));
    }
    match &schema["type"] {
        Value::Array(types) => union(types.iter().map(|one| simple(one, schema))),
        one => simple(one, schema),
    }
}

fn simple(one: &Value, schema: &Value) -> Result<String, String> {
    match one.as_str() {
        Some("string") => Ok("string".to_owned()),
        Some("integer") => Ok("number".to_owned()),
        Some("boolean") => Ok("boolean".to_owned()),
        Some("null") => Ok("null".to_owned()),
        Some("array") => Ok(format!("{}[]", grouped(&expression(&schema["items"])?))),
        Some("object") if schema["additionalProperties"].is_object() => {
            Ok(format!("{{ [item: string]: {} }}", expression(&schema["additionalProperties"])?))
        }
        _ => Err(format!("cannot say {schema}")),
    }
}

fn union(choices: impl Iterator<Item = Result<String, String>>) -> Result<String, String> {
    let choices: Result<Vec<String>, String> = choices.collect();
    Ok(choices?.join(" | "))
}

fn grouped(shape: &str) -> String {
    if shape.contains(" | ") { format!("({shape})") } else { shape.to_owned() }
}

fn comment(indent: &str, schema: &Value) -> String {
    // What may be null is described beside the reference that it wraps.
    let wrapped = schema["oneOf"].as_array().and_then(|choices| choices.last());
    let said = schema["description"].as_str();
    let said = said.or_else(|| wrapped?["description"].as_str()).unwrap_or_default();
    if said.is_empty() {
        return String::new();
    }
    format!("{indent}/** {} */\n", said.split_whitespace().collect::<Vec<_>>().join(" "))
}
