//! The command line of the rules, in process: the same function that the program calls.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use waypost_server::cli;

pub(crate) fn keystone(file: &str) -> String {
    format!("{}/../core/vectors/keystone/{file}", env!("CARGO_MANIFEST_DIR"))
}

/// A folder for one test's files, named after it; removed when the test ends well.
pub(crate) struct Desk(PathBuf);

impl Desk {
    pub(crate) fn new(name: &str) -> Desk {
        let folder =
            std::env::temp_dir().join(format!("waypost-cli-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Desk(folder)
    }

    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

pub(crate) struct Ran {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn run(args: &[&str], input: &str) -> Ran {
    let args = std::iter::once("waypost").chain(args.iter().copied()).map(OsString::from);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = cli::run(args, &mut input.as_bytes(), &mut out, &mut err);
    Ran { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

fn keystone_with(command: &str, mapping: &str, documents: &[&str], input: &str) -> Ran {
    let (chart, catalog) = (keystone("chart.json"), keystone("catalog.json"));
    let mut args = vec![command, "--chart", &chart, "--mapping", mapping, "--catalog", &catalog];
    args.extend(documents);
    run(&args, input)
}

fn document(id: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(keystone(&format!("documents/{id}.json"))).unwrap())
        .unwrap()
}

fn expense_alone(desk: &Desk) -> String {
    let mut mapping: Value =
        serde_json::from_str(&fs::read_to_string(keystone("mapping.json")).unwrap()).unwrap();
    mapping["transaction_types"] = json!(["expense"]);
    desk.file("expense_alone.json", &mapping.to_string())
}

const DOCUMENTS: [&str; 4] = ["REF-1002345", "T-1002345-1", "PS-24-0931", "T-1002388-1"];

#[test]
fn the_sample_goes_where_its_bookkeeper_expects_it() {
    let files = DOCUMENTS.map(|id| keystone(&format!("documents/{id}.json")));
    let ran = keystone_with(
        "preview",
        &keystone("mapping.json"),
        &files.each_ref().map(String::as_str),
        "",
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let expected: Value =
        serde_json::from_str(&fs::read_to_string(keystone("expected_accounts.json")).unwrap())
            .unwrap();
    let previews: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let order: Vec<&str> =
        previews.iter().map(|preview| preview["document"].as_str().unwrap()).collect();
    assert_eq!(order, DOCUMENTS);
    for preview in previews {
        let id = preview["document"].as_str().unwrap();
        let lines = preview["lines"].as_array().unwrap();
        assert_eq!(lines.len(), expected[id].as_object().unwrap().len(), "{id}");
        for line in lines {
            assert_eq!(
                line["account"],
                expected[id][line["id"].as_str().unwrap()],
                "{id} {}",
                line["id"]
            );
        }
    }
}

#[test]
fn the_table_names_accounts_paths_and_sums() {
    let file = keystone("documents/T-1002388-1.json");
    let ran =
        keystone_with("preview", &keystone("mapping.json"), &["--format", "table", &file], "");
    assert_eq!(ran.code, 0);
    for words in [
        "T-1002388-1  bill  Great Lakes Transport Inc  2026-09-16  USD  postable",
        "1,950.00  51300 Carrier Linehaul",
        "Default e-check revenue account unset; Default revenue hit",
        "2,480.00  2,480.00",
    ] {
        assert!(ran.out.contains(words), "{words:?} in\n{}", ran.out);
    }
}

#[test]
fn the_fee_trap_is_refused_with_expense_alone_and_names_the_e_check_types() {
    let desk = Desk::new("fee-trap");
    let ran = keystone_with("validate", &expense_alone(&desk), &[], "");
    assert_eq!(ran.code, 2);
    let findings: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(findings[0]["code"], "fee_revenue_unmapped");
    assert!(
        findings[0]["message"]
            .as_str()
            .unwrap()
            .contains("The fee of e-check Lumper has no income account")
    );
    let file = keystone("documents/T-1002388-1.json");
    let held = keystone_with("preview", &expense_alone(&desk), &[&file], "");
    let preview: Value = serde_json::from_str(&held.out).unwrap();
    assert_eq!(
        (held.code, &preview["postable"], &preview["entries"]),
        (2, &json!(false), &json!([]))
    );
}

#[test]
fn the_samples_mapping_has_nothing_to_find() {
    let ran = keystone_with("validate", &keystone("mapping.json"), &[], "");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "[]\n", ""));
}

#[test]
fn standard_input_takes_json_lines_and_any_layout_in_one_stream() {
    let pretty = serde_json::to_string_pretty(&document("REF-1002345")).unwrap();
    let input = format!("{}\n\n{pretty}\n{}", document("T-1002345-1"), document("PS-24-0931"));
    let ran = keystone_with("preview", &keystone("mapping.json"), &["-"], &input);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 3));
}

#[test]
fn what_came_before_an_unusable_document_is_printed_and_the_field_is_named() {
    let mut broken = document("T-1002345-1");
    broken["lines"][3]["amount"] = json!("50.0");
    let input = format!("{}\n{broken}\n{}\n", document("REF-1002345"), document("PS-24-0931"));
    let ran = keystone_with("preview", &keystone("mapping.json"), &["-"], &input);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 1));
    assert!(
        ran.err.starts_with("standard input:2: lines[3].amount: \"50.0\" is not an amount"),
        "{}",
        ran.err
    );
}

#[test]
fn every_kind_of_unusable_file_is_named_in_words() {
    let desk = Desk::new("unusable");
    for (text, words) in [
        ("", ":1: holds no document"),
        ("[]", ":1: is a list; write an object"),
        ("{\n\"id\": 5}", ":2: id: is the number 5; write text"),
        ("{\"id\":\"a\",\"id\":\"b\"}", ":1: id: stands twice in one object"),
        (
            "{\"kind\":\"quote\"",
            ":1: kind: \"quote\" is not a kind of document; write one of invoice, bill",
        ),
        ("{\"id\":", ":1: id: the JSON ends too early"),
    ] {
        let file = desk.file("document.json", text);
        let ran = keystone_with("preview", &keystone("mapping.json"), &[&file], "");
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{text}");
        assert!(ran.err.starts_with(&format!("{file}{words}")), "{text}: {}", ran.err);
    }
    let ran = keystone_with("preview", &keystone("mapping.json"), &["nowhere.json"], "");
    assert!(ran.code == 1 && ran.err.starts_with("nowhere.json: cannot be read"), "{}", ran.err);
}

#[test]
fn a_mistyped_command_is_not_an_objection() {
    let ran = run(&["preview", "--chart"], "");
    assert!(ran.code == 1 && ran.err.contains("--chart"), "{}", ran.err);
    assert_eq!(run(&["--help"], "").code, 0);
}

/// A reader of the output that goes away at once, as `head` does.
struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn totals(mapping: &str, documents: &str) -> (Ran, Value) {
    let ran = keystone_with("preview", mapping, &["--format", "totals", "-"], documents);
    let totals = serde_json::from_str(&ran.out).unwrap_or(Value::Null);
    (ran, totals)
}

/// R22: the totals are the previews' entries added up, whatever layout the documents come in.
#[test]
fn r22_totals_are_the_entries_of_all_previews_and_balance() {
    let documents: Vec<String> = DOCUMENTS.iter().map(|id| document(id).to_string()).collect();
    let previews =
        keystone_with("preview", &keystone("mapping.json"), &["-"], &documents.join("\n"));
    let mut expected: BTreeMap<String, [i64; 2]> = BTreeMap::new();
    let cents = |amount: &Value| amount.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    for preview in previews.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        for entry in preview["entries"].as_array().unwrap() {
            let sums = expected.entry(entry["account"].as_str().unwrap().to_owned()).or_default();
            sums[0] += cents(&entry["debit"]);
            sums[1] += cents(&entry["credit"]);
        }
    }
    let pretty = DOCUMENTS.map(|id| serde_json::to_string_pretty(&document(id)).unwrap());
    for layout in [documents.join("\n"), documents.join(""), pretty.join("\n")] {
        let (ran, totals) = totals(&keystone("mapping.json"), &layout);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert_eq!(totals["documents"], 4);
        assert_eq!((&totals["postable"], &totals["blocked"]), (&json!(4), &json!(0)));
        let usd = &totals["currencies"][0];
        assert_eq!((&usd["currency"], &usd["debit"]), (&json!("USD"), &usd["credit"]));
        let got: BTreeMap<String, [i64; 2]> = usd["accounts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| {
                let sums = [cents(&entry["debit"]), cents(&entry["credit"])];
                (entry["account"].as_str().unwrap().to_owned(), sums)
            })
            .collect();
        assert_eq!(got, expected);
    }
}

/// R4: a blocked document is counted and adds nothing; R22: currencies are not added to each other.
#[test]
fn r04_totals_count_what_is_blocked_and_keep_currencies_apart() {
    let desk = Desk::new("totals");
    let mut canadian = document("REF-1002345");
    canadian["currency"] = json!("CAD");
    let input = format!("{}\n{canadian}\n{}\n", document("REF-1002345"), document("T-1002388-1"));
    let (ran, both) = totals(&keystone("mapping.json"), &input);
    assert_eq!((ran.code, both["currencies"].as_array().unwrap().len()), (0, 2));
    assert_eq!(both["currencies"][0]["debit"], "3298.62");
    let (ran, some) = totals(&expense_alone(&desk), &input);
    assert_eq!(ran.code, 2);
    assert_eq!((&some["postable"], &some["blocked"]), (&json!(0), &json!(3)));
    assert_eq!(some["currencies"], json!([]));
}

/// Enough documents for every core, and one that cannot be used far behind: what stood before it is
/// printed in input order, and its line is counted right.
#[test]
fn many_documents_are_answered_in_order_up_to_the_one_that_cannot_be_used() {
    let mut one = document("T-1002388-1");
    let mut input = String::new();
    for number in 0..9_000 {
        one["id"] = json!(format!("T-{number}"));
        input.push_str(&format!("{one}\n"));
    }
    one["lines"][0]["amount"] = json!("1,950.00");
    let input = format!("{input}\n{one}\n{}\n", document("T-1002345-1"));
    assert!(input.len() > 4 << 20, "{} bytes are one block", input.len());
    let ran = keystone_with("preview", &keystone("mapping.json"), &["-"], &input);
    assert!(ran.err.starts_with("standard input:9002: lines[0].amount:"), "{}", ran.err);
    assert_eq!((ran.code, ran.out.lines().count()), (1, 9_000));
    for (number, preview) in ran.out.lines().enumerate() {
        assert!(preview.starts_with(&format!("{{\"document\":\"T-{number}\"")), "{preview}");
    }
}

#[test]
fn a_broken_pipe_ends_quietly() {
    let file = keystone("documents/REF-1002345.json");
    let args = [
        "waypost",
        "preview",
        "--chart",
        &keystone("chart.json"),
        "--mapping",
        &keystone("mapping.json"),
        &file,
    ]
    .map(OsString::from);
    let mut err = Vec::new();
    let code = cli::run(args, &mut io::empty(), &mut Gone, &mut err);
    assert_eq!((code, err.as_slice()), (0, &[][..]));
}

/// One document again and again, made while it is read: nothing of the stream is ever whole.
struct Stream {
    document: Vec<u8>,
    at: usize,
    left: usize,
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.document.len() && self.left > 0 {
            (self.at, self.left) = (0, self.left - 1);
        }
        let taken = (&self.document[self.at..]).read(buffer)?;
        self.at += taken;
        Ok(taken)
    }
}

/// Counts lines and forgets them.
struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.iter().filter(|byte| **byte == b'\n').count();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_long_stream_is_answered_document_by_document() {
    let line = format!("{}\n", document("T-1002345-1")).into_bytes();
    let mut stream = Stream { at: line.len(), document: line, left: 2_000 };
    let args = [
        "waypost",
        "preview",
        "--chart",
        &keystone("chart.json"),
        "--mapping",
        &keystone("mapping.json"),
        "-",
    ]
    .map(OsString::from);
    let (mut out, mut err) = (Counted(0), Vec::new());
    assert_eq!((cli::run(args, &mut stream, &mut out, &mut err), out.0), (0, 2_000));
}
