//! Requests that do not fit: each broken in one way.

use serde_json::{Value, json};

/// A body that does not fit, and in which way.
#[derive(Clone, Debug)]
pub struct Broken {
    /// In which way.
    pub how: String,
    /// The body's bytes.
    pub body: Vec<u8>,
}

/// Every way in which `fitting` is broken here.
pub fn breakings(fitting: &Value) -> Vec<Broken> {
    let text = fitting.to_string();
    let mut all = vec![
        broken("empty", b""),
        broken("not JSON", b"{]"),
        broken("breaks off", text.as_bytes().get(..text.len() - 1).unwrap_or_default()),
        broken("not UTF-8", b"{\"id\": \"\xff\xfe\"}"),
        broken("a NUL", b"{\"id\": \"\x00\"}"),
        broken("two values", format!("{text} {text}").as_bytes()),
        broken("very deep", "[".repeat(100_000).as_bytes()),
        broken(
            "a doubled key",
            b"{\"id\": \"1\", \"id\": \"2\", \"name\": \"a\", \"name\": \"b\"}",
        ),
        broken("a number", b"17"),
        broken("null", b"null"),
        broken("a list of nothing in particular", b"[[], {}, 1, null, \"\"]"),
    ];
    if let Some(object) = fitting.as_object() {
        for name in object.keys() {
            let mut without = object.clone();
            without.remove(name);
            all.push(json_broken(&format!("without {name}"), &Value::Object(without)));
            for wrong in
                [json!(null), json!(7), json!("no such value"), json!([[]]), json!({"x": 1})]
            {
                let mut with = object.clone();
                with.insert(name.clone(), wrong.clone());
                all.push(json_broken(&format!("{name} as {wrong}"), &Value::Object(with)));
            }
        }
    }
    all
}

fn broken(how: &str, body: &[u8]) -> Broken {
    Broken { how: how.to_owned(), body: body.to_vec() }
}

fn json_broken(how: &str, body: &Value) -> Broken {
    broken(how, body.to_string().as_bytes())
}
