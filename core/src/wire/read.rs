//! Text to value and back, with refusals that name the field.
//!
//! Not a parser: serde_json reads, serde_path_to_error knows where; this turns what they say into
//! words for the person who mends the file.

use super::Unusable;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

/// Reads one JSON value of the public formats; anything after it is refused.
///
/// # Errors
/// [`Unusable`] with path, line and column of what could not be read.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unusable> {
    read_slice(text.as_bytes())
}

/// As [`read`], from bytes that need not be UTF-8 (which is then what is refused).
///
/// # Errors
/// [`Unusable`] with path, line and column of what could not be read.
pub fn read_slice<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unusable> {
    // Spreadsheets and Windows tools put a byte order mark in front.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Keeping track of the path doubles the time of reading, so only a refusal pays for it; in the
    // browser, where size counts and texts are few, there is one reader.
    if cfg!(not(target_arch = "wasm32"))
        && let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(value) = serde_json::from_str(text)
    {
        return Ok(value);
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        refusal(&path, error.inner())
    })?;
    deserializer.end().map_err(|error| refusal(".", &error))?;
    Ok(value)
}

/// Writes a value of the public formats as compact JSON, fields in the order of the format.
#[must_use]
pub fn write<T: Serialize>(value: &T) -> String {
    // Every type of `wire` has text keys and no fallible parts, so writing to memory cannot fail.
    serde_json::to_string(value).unwrap_or_default()
}

/// As [`write`], as one more line of JSON lines.
pub fn append<T: Serialize>(lines: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(&mut *lines, value).unwrap_or_default();
    lines.push(b'\n');
}

fn refusal(path: &str, error: &serde_json::Error) -> Unusable {
    let path = if path == "." { "" } else { path };
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or(&said).replace("invalid ", "unreadable ");
    let (code, path, message) = match error.classify() {
        Category::Data => data_refusal(path, &said),
        Category::Eof if error.line() <= 1 && error.column() == 0 => {
            ("malformed_json", path.to_owned(), "the text is empty; give one JSON value".to_owned())
        }
        Category::Eof => {
            ("malformed_json", path.to_owned(), "the JSON ends too early; complete it".to_owned())
        }
        Category::Syntax | Category::Io => (
            "malformed_json",
            path.to_owned(),
            format!("is not JSON ({said}); correct the text here"),
        ),
    };
    Unusable { code, path, line: Some(error.line().max(1)), column: Some(error.column()), message }
}

fn data_refusal(path: &str, said: &str) -> (&'static str, String, String) {
    if let Some(field) =
        said.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'))
    {
        return ("missing_field", joined(path, field), "is missing; add it".to_owned());
    }
    if let Some(field) =
        said.strip_prefix("duplicate field `").and_then(|rest| rest.strip_suffix('`'))
    {
        let message = "stands twice in one object; keep one".to_owned();
        // The path tracker has already stepped into the doubled key, or not, depending on the type.
        let path = if path == field || path.ends_with(&format!(".{field}")) {
            path.to_owned()
        } else {
            joined(path, field)
        };
        return ("unusable_value", path, message);
    }
    let wrong =
        said.strip_prefix("unreadable type: ").or_else(|| said.strip_prefix("unreadable value: "));
    if let Some((met, expected)) = wrong.and_then(|rest| rest.split_once(", expected ")) {
        return (
            "unusable_value",
            path.to_owned(),
            format!("is {}; write {}", plain(met), plain(expected)),
        );
    }
    ("unusable_value", path.to_owned(), said.to_owned())
}

/// serde's words for shapes, as people say them.
fn plain(shape: &str) -> String {
    let shape = shape.strip_prefix("floating ").unwrap_or(shape);
    match shape.split_once(' ') {
        Some(("struct", _)) => return "an object".to_owned(),
        Some(("integer" | "point", number)) => {
            return format!("the number {}", number.replace('`', ""));
        }
        Some(("string", text)) => return format!("the text {text}"),
        Some(("boolean", value)) => return value.replace('`', ""),
        _ => {}
    }
    match shape {
        "a string" => "text",
        "map" | "a map" => "an object",
        "sequence" | "a sequence" => "a list",
        "a boolean" => "true or false",
        "option" => "text or null",
        other => other,
    }
    .to_owned()
}

fn joined(path: &str, field: &str) -> String {
    if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") }
}
