//! Core has no floats: read from the sources, since derived code names them by itself.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

fn each_source(folder: &Path, each: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_source(&path, each);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            each(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn no_source_of_core_uses_a_float() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut read = 0;
    each_source(&sources, &mut |path, text| {
        read += 1;
        for (at, line) in text.lines().enumerate() {
            // serde asks a reader and a writer to name what they refuse.
            let refuses = path.ends_with("wire/deserialize.rs") && line.contains("i8 i16 i128")
                || path.ends_with("wire/writer.rs") && line.contains("refuse! {");
            let code = line.split("//").next().unwrap_or(line);
            let float = ["f32", "f64"].iter().any(|name| code.contains(name));
            assert!(!float || refuses, "{}:{}: {line}", path.display(), at + 1);
        }
    });
    assert!(read > 30, "{read} sources");
}
