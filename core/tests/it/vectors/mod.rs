//! The golden cases of `core/vectors`, natively and in WASM: the same answers to the byte.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod asked;
mod chance;
mod given;
mod payments;

use crate::test;
use given::given;
use include_dir::{Dir, include_dir};
use serde_json::Value;
use waypost_core::wire::{self, Document, Preview};
use waypost_core::{Rules, validate};

static VECTORS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/vectors");

fn text(path: &str) -> &'static str {
    let file = VECTORS.get_file(path).unwrap_or_else(|| panic!("{path}"));
    file.contents_utf8().unwrap()
}

pub(crate) fn keystone(file: &str) -> Value {
    serde_json::from_str(text(&format!("keystone/{file}"))).unwrap()
}

fn keystone_rules() -> Rules {
    let mapping = wire::read(text("keystone/mapping.json")).unwrap();
    let chart = wire::read(text("keystone/chart.json")).unwrap();
    let catalog = wire::read(text("keystone/catalog.json")).unwrap();
    Rules::new(&mapping, &chart, Some(&catalog))
}

pub(crate) fn keystone_documents() -> Vec<Document> {
    let files = VECTORS.get_dir("keystone/documents").unwrap().files();
    files.map(|file| wire::read(file.contents_utf8().unwrap()).unwrap()).collect()
}

/// Whether `actual` has everything that `expected` has: objects may have more fields.
fn contains(actual: &Value, expected: &Value) -> bool {
    match (actual, expected) {
        (Value::Object(actual), Value::Object(expected)) => {
            let null = Value::Null;
            expected
                .iter()
                .all(|(field, value)| contains(actual.get(field).unwrap_or(&null), value))
        }
        (Value::Array(actual), Value::Array(expected)) => {
            actual.len() == expected.len()
                && actual.iter().zip(expected).all(|(one, other)| contains(one, other))
        }
        (actual, expected) => actual == expected,
    }
}

fn check(name: &str, case: &Value) {
    let given = given(case);
    let expect = case["expect"].as_object().unwrap();
    let mut said = Vec::new();
    let answer = |answer: Value, field: &str| {
        let expected = &expect[field];
        assert!(contains(&answer, expected), "{name}\nexpected {expected:#}\nfound {answer:#}");
        answer
    };
    let rules = Rules::new(&given.mapping, &given.chart, given.catalog.as_ref());
    let result = given
        .document
        .as_ref()
        .map(|text| wire::read(text).and_then(|document| rules.preview(&document)));
    match result {
        None if expect.contains_key("findings") => {
            let findings = validate(&given.mapping, &given.chart, given.catalog.as_ref());
            answer(serde_json::to_value(&findings).unwrap(), "findings");
            said.extend(findings.into_iter().map(|finding| finding.message));
        }
        None => {
            let (field, answered) = asked::answer(&given, expect);
            said.extend(asked::messages(&answered));
            answer(answered, field);
        }
        Some(Ok(preview)) => {
            answer(serde_json::to_value(&preview).unwrap(), "preview");
            balanced(name, &preview);
            said.extend(preview.findings.into_iter().map(|finding| finding.message));
        }
        Some(Err(refusal)) => {
            answer(serde_json::to_value(&refusal).unwrap(), "unusable");
            said.push(refusal.message);
        }
    }
    for words in expect.get("says").and_then(Value::as_array).into_iter().flatten() {
        let words = words.as_str().unwrap();
        assert!(
            said.iter().any(|message| message.contains(words)),
            "{name}: {words:?} in {said:#?}"
        );
    }
}

fn balanced(name: &str, preview: &Preview) {
    let debits: i64 = preview.entries.iter().map(|entry| entry.debit.cents()).sum();
    let credits: i64 = preview.entries.iter().map(|entry| entry.credit.cents()).sum();
    assert_eq!(debits, credits, "{name}");
}

#[test]
fn every_case_holds() {
    let mut count = 0;
    for file in VECTORS.get_dir("cases").unwrap().files() {
        let name = file.path().display().to_string();
        let case = serde_json::from_str(file.contents_utf8().unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        check(&name, &case);
        count += 1;
    }
    assert!(count > 100, "{count} cases");
}

#[test]
fn keystone_posts_every_line_where_its_bookkeeper_expects_it() {
    let rules = keystone_rules();
    let expected = keystone("expected_accounts.json");
    let documents = keystone_documents();
    assert_eq!(documents.len(), expected.as_object().unwrap().len());
    for document in documents {
        let preview = rules.preview(&document).unwrap();
        assert!(preview.postable, "{}: {:?}", document.id, preview.findings);
        for line in preview.lines {
            assert_eq!(
                line.account.as_deref(),
                expected[&document.id][&line.id].as_str(),
                "{} {}",
                document.id,
                line.id
            );
        }
    }
}

#[test]
fn keystone_previews_are_the_same_to_the_byte() {
    let rules = keystone_rules();
    for document in keystone_documents() {
        let written = wire::write(&rules.preview(&document).unwrap());
        let golden = text(&format!("keystone/previews/{}.json", document.id));
        assert_eq!(written, golden.trim_end());
    }
}

#[test]
fn keystone_has_nothing_to_find() {
    assert_eq!(keystone_rules().validate(), []);
}

/// R9, edge case 21: thousands of documents in worlds by chance give one digest (FNV-1a), natively and in
/// WASM. When a rule changes on purpose, the message shows the new digest.
#[test]
fn chance_gives_the_same_bytes_everywhere() {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |text: String| {
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for number in 0..30 {
        let world = chance::World::new(number, &keystone);
        take(world.findings.clone());
        for document in number * chance::WORLD..(number + 1) * chance::WORLD {
            take(world.answer(document));
        }
    }
    assert_eq!(format!("{hash:016x}"), text("keystone/digest.txt").trim());
}
