//! Values that fit a schema, different ones each time and the same in each run.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

/// Deepest nesting of what is not required.
const DEPTH: usize = 8;
/// Texts that tend to find what is not thought of.
const TEXTS: [&str; 10] = [
    "Keystone Freight",
    "",
    "S-KF",
    "a'; DROP TABLE documents; --",
    "Ünïcödé ✓ 貨物",
    "\u{202e}gnp.exe",
    "null",
    "../../etc/passwd",
    "%00%ff",
    "<script>alert(1)</script>",
];

/// Makes values.
pub struct Generator<'a> {
    document: &'a Value,
    runner: TestRunner,
}

impl<'a> Generator<'a> {
    /// For the schemas of `document`.
    pub fn new(document: &'a Value) -> Generator<'a> {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        Generator { document, runner: TestRunner::new_with_rng(Default::default(), rng) }
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.draw(0..bound)
    }

    /// A value that fits `schema`.
    pub fn value(&mut self, schema: &Value) -> Value {
        self.at(schema, 0)
    }

    fn draw<S: Strategy>(&mut self, strategy: S) -> S::Value {
        strategy.new_tree(&mut self.runner).expect("a value").current()
    }

    fn at(&mut self, schema: &Value, depth: usize) -> Value {
        if let Some(name) = schema["$ref"].as_str() {
            let target = self.document.pointer(name.trim_start_matches('#'));
            return self.at(target.expect("a schema of that name"), depth);
        }
        for choice in ["oneOf", "anyOf"] {
            if let Some(all) = schema[choice].as_array() {
                let chosen = self.below(all.len());
                return self.at(&all[chosen], depth);
            }
        }
        if let Some(all) = schema["allOf"].as_array() {
            return self.merged(all, depth);
        }
        if let Some(all) = schema["enum"].as_array() {
            return all[self.below(all.len())].clone();
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds[self.below(kinds.len())].clone(),
            kind => kind.clone(),
        };
        match kind.as_str() {
            Some("object") => self.object(schema, depth),
            Some("array") => self.array(schema, depth),
            Some("string") => self.text(schema),
            Some("integer" | "number") => self.number(schema),
            Some("boolean") => json!(self.draw(proptest::bool::ANY)),
            _ => Value::Null,
        }
    }

    fn merged(&mut self, all: &[Value], depth: usize) -> Value {
        let mut merged = Map::new();
        for schema in all {
            match self.at(schema, depth) {
                Value::Object(object) => merged.extend(object),
                other => return other,
            }
        }
        Value::Object(merged)
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice).to_vec();
        let mut object = Map::new();
        for (name, of) in schema["properties"].as_object().into_iter().flatten() {
            let needed = required.iter().any(|field| field == name.as_str());
            if needed || (depth < DEPTH && self.draw(proptest::bool::weighted(0.6))) {
                object.insert(name.clone(), self.at(of, depth + 1));
            }
        }
        if schema["additionalProperties"].is_object() && depth < DEPTH {
            for name in ["detention", "customer_linehaul"].iter().take(self.below(3)) {
                let value = self.at(&schema["additionalProperties"], depth + 1);
                object.insert((*name).to_owned(), value);
            }
        }
        Value::Object(object)
    }

    fn array(&mut self, schema: &Value, depth: usize) -> Value {
        let most = if depth < DEPTH { 4 } else { 1 };
        let length = self.below(most);
        (0..length).map(|_| self.at(&schema["items"], depth + 1)).collect()
    }

    fn text(&mut self, schema: &Value) -> Value {
        let example = schema["examples"].as_array().and_then(|examples| examples.first());
        if let Some(example) = example
            && self.draw(proptest::bool::weighted(0.5))
        {
            return example.clone();
        }
        if let Some(pattern) = schema["pattern"].as_str() {
            let pattern = pattern.trim_start_matches('^').trim_end_matches('$');
            let strategy = proptest::string::string_regex(pattern).expect("a usable pattern");
            return json!(self.draw(strategy));
        }
        let chosen = self.below(TEXTS.len());
        json!(TEXTS[chosen])
    }

    fn number(&mut self, schema: &Value) -> Value {
        let least = schema["minimum"].as_i64().unwrap_or(0);
        let most = schema["maximum"].as_i64().unwrap_or(1_000);
        json!(self.draw(least..=most))
    }
}
