//! `waypost decide` on the command line, in process: the sample's payments, the forms that a file may
//! have, and what the exit code says.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use waypost_server::cli;

fn keystone(file: &str) -> String {
    format!("{}/../core/vectors/keystone/{file}", env!("CARGO_MANIFEST_DIR"))
}

fn sample() -> Value {
    serde_json::from_str(&fs::read_to_string(keystone("payments.json")).unwrap()).unwrap()
}

/// A folder for one test's files; removed when the test ends well.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Desk {
        let folder =
            std::env::temp_dir().join(format!("waypost-decide-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Desk(folder)
    }

    fn file(&self, name: &str, text: &str) -> String {
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

/// Exit code, standard output, standard error.
fn decide(documents: &str, payments: &[&str], input: &str) -> (u8, String, String) {
    let settings = keystone("payment_settings.json");
    let mut args = vec!["waypost", "decide", "--settings", &settings, "--documents", documents];
    args.extend(payments);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = args.into_iter().map(OsString::from);
    let code = cli::run(args, &mut input.as_bytes(), &mut out, &mut err);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// One file holds both the documents and the payments; a part is held, so the exit code is 2.
#[test]
fn the_samples_payments_become_what_its_bookkeeper_expects() {
    let file = keystone("payments.json");
    let (code, out, err) = decide(&file, &[&file], "");
    assert_eq!((code, err.as_str()), (2, ""));
    let decisions: Vec<Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sample = sample();
    let payments = sample["payments"].as_array().unwrap();
    assert_eq!(decisions.len(), payments.len());
    for (decision, payment) in decisions.iter().zip(payments) {
        assert_eq!(decision["document"], payment["document"]);
        for (field, value) in payment["expect"].as_object().unwrap() {
            assert_eq!(&decision[field], value, "{payment:#} {decision:#}");
        }
    }
    assert_eq!(
        decisions[0]["message"],
        "Posts to QuickBooks Online, deposited to account a-14990."
    );
}

#[test]
fn a_long_form_a_list_and_json_lines_decide_the_same() {
    let desk = Desk::new("forms");
    let documents = keystone("payments.json");
    let short = json!({"id": "P-2", "direction": "customer", "origin": "manual",
        "document": "FLT-2000110", "amount": "1875.00"});
    let long = json!({"id": "P-2", "direction": "customer", "origin": "manual", "currency": "USD",
        "date": "2026-09-20", "amount": "1875.00", "method": "ach", "reference": "ACH 88213",
        "allocations": [{"document": "FLT-2000110", "amount": "1875.00"}], "remote_id": null});
    let (code, expect, _) = decide(&documents, &["-"], &short.to_string());
    assert_eq!(code, 0);
    assert!(expect.contains(r#""payment":"P-2","document":"FLT-2000110","decision":"export""#));
    for text in
        [long.to_string(), json!([long]).to_string(), json!({"payments": [long]}).to_string()]
    {
        let file = desk.file("payments.json", &text);
        assert_eq!(decide(&documents, &[&file], "").1, expect, "{text}");
    }
    let lines = sample()["documents"]
        .as_array()
        .unwrap()
        .iter()
        .fold(String::new(), |all, one| format!("{all}{one}\n"));
    let documents = desk.file("documents.jsonl", &lines);
    assert_eq!(
        decide(&documents, &["-"], &format!("{long}\n{long}\n")).1,
        format!("{expect}{expect}")
    );
}

/// Skipped, waiting and echoed payments ask nobody; held and drifted ones ask a person.
#[test]
fn the_exit_code_says_whether_a_person_is_needed() {
    let desk = Desk::new("codes");
    let invoice = |state: &str| {
        json!({"id": "L-1", "kind": "invoice", "origin": "load",
        "total": "100.00", "currency": "USD", "state": state})
    };
    for (state, fields, expect) in [
        ("posted", json!({"amount": "100.00"}), (0, "export")),
        ("posted", json!({"amount": "100.00", "origin": "remote"}), (0, "import")),
        ("waiting", json!({"amount": "100.00"}), (0, "wait")),
        ("posted", json!({"amount": "99.99"}), (0, "skip")),
        ("posted", json!({"amount": "100.00", "remote_id": "Q-1"}), (0, "echo")),
        ("posted", json!({"amount": "100.01"}), (2, "hold")),
        ("completed", json!({"amount": "99.99", "origin": "remote"}), (2, "drift")),
    ] {
        let documents = desk.file("documents.json", &invoice(state).to_string());
        let mut payment = json!({"direction": "customer", "origin": "manual", "document": "L-1"});
        payment.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let (code, out, err) = decide(&documents, &["-"], &payment.to_string());
        let decision: Value = serde_json::from_str(&out).unwrap();
        assert_eq!((code, decision["decision"].as_str().unwrap()), expect, "{out}{err}");
    }
}

#[test]
fn the_table_says_it_in_words() {
    let file = keystone("payments.json");
    let (code, out, _) = decide(&file, &["--format", "table", &file], "");
    assert_eq!((code, out.lines().count()), (2, 11));
    let row = "  no id         FLT-2000111             225.00  hold    paid_by_parts         \
               FLT-2000111 is paid in full by parts; record it in QuickBooks Online by hand.";
    assert!(out.lines().any(|line| line == row), "{out}");
}

#[test]
fn what_cannot_be_read_is_named_by_file_line_and_field() {
    let desk = Desk::new("unusable");
    let documents = keystone("payments.json");
    for (text, words) in [
        ("", ":1: holds no document or payment"),
        (
            "{\"direction\":\"customer\",\n\"origin\":\"cash\"}",
            ":2: origin: \"cash\" is not an origin",
        ),
        ("{\"payments\":[{\"direction\":\"in\"}]}", ":1: payments[0].direction: \"in\" is not"),
        ("[{\"direction\":5}]", ":1: [0].direction: is the number 5"),
        ("{\"payments\":7}", ":1: payments: is the number 7; write a list"),
        ("7", ":1: is the number 7; write an object"),
    ] {
        let file = desk.file("payments.json", text);
        let (code, out, err) = decide(&documents, &[&file], "");
        assert_eq!((code, out.as_str()), (1, ""), "{text}");
        assert!(err.starts_with(&format!("{file}{words}")), "{text}: {err}");
    }
    let settings = desk.file("documents.json", "{\"documents\":[{\"id\":\"L-1\"}]}");
    let (code, _, err) = decide(&settings, &["-"], "{}");
    assert!(code == 1 && err.contains("documents[0].kind: is missing"), "{err}");
}
