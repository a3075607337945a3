//! T12: every row of the table of Business Central's refusals is provoked on the wire, and leads to
//! its own code, its own next step and its own page; the connection stays as the class says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use waypost_core::api::{ConnectionState, State};
use waypost_tests::desk::{Desk, load_numbered};

/// A row of the table, as the source writes it.
#[derive(Debug)]
struct Row {
    remote: String,
    text: String,
    code: String,
    class: String,
    remedy: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The table itself is private to its connector; its rows stand one on a line.
fn table() -> Vec<Row> {
    let file = root().join("server/src/connectors/business_central/errors.rs");
    let source = fs::read_to_string(file).expect("the table");
    let rows = source.lines().map(str::trim).filter(|line| line.starts_with("Row("));
    rows.map(|line| {
        let fields = line.trim_start_matches("Row(").splitn(2, ", ").collect::<Vec<_>>();
        let remote = match fields[0] {
            "DIALOG" => "Application_DialogException".to_owned(),
            "FIELD" => "Application_FieldValidationException".to_owned(),
            quoted => quoted.trim_matches('"').to_owned(),
        };
        let strings: Vec<&str> = fields[1].split('"').skip(1).step_by(2).collect();
        let class = fields[1].split("Class::").nth(1).and_then(|rest| rest.split(',').next());
        Row {
            remote,
            text: strings[0].to_owned(),
            code: strings[1].to_owned(),
            class: class.expect("a class").to_owned(),
            remedy: strings[2].to_owned(),
        }
    })
    .collect()
}

/// The status with which Business Central says such a thing.
fn status(row: &Row) -> u16 {
    match row.remote.as_str() {
        "Request_EntityChanged" => 409,
        "Authorization_" => 403,
        "Internal_RecordNotFound" | "Internal_CompanyNotFound" | "NoEnvironment" => 404,
        _ => 400,
    }
}

#[tokio::test]
async fn each_refusal_of_the_table_has_its_own_code_next_step_and_page() {
    let rows = table();
    assert!(rows.len() > 25, "{} rows", rows.len());
    let mut codes = BTreeSet::new();
    for row in rows.iter().filter(|row| row.class != "Auth") {
        let desk = Desk::open().await;
        let words = format!("It says {} here.", row.text);
        desk.fault(json!({"method": "POST", "path": "/salesInvoices", "kind": "status",
            "status": status(row), "code": row.remote, "text": words}))
            .await;
        let id = desk.push(&load_numbered("REF-1")).await;
        desk.work().await;
        let shown = desk.row(&id).await;
        assert_eq!(shown.reason.as_deref(), Some(row.code.as_str()), "{row:?}: {shown:?}");
        let message = shown.message.expect("words");
        assert!(message.contains(words.trim_end_matches('.')), "{row:?}: {message}");
        assert!(message.contains(&row.remedy), "{row:?}: {message}");
        let expected = if row.class == "Transient" { State::Waiting } else { State::NeedsYou };
        assert_eq!(shown.state, expected, "{row:?}");
        assert_eq!(desk.connection().await.state, ConnectionState::Active, "{row:?}");
        assert_eq!(desk.held("REF-1").await, (0, 0), "{row:?}");
        let page = root().join("docs/errors").join(format!("{}.md", row.code));
        assert!(page.exists(), "{row:?} has no page");
        codes.insert(row.code.clone());
    }
    assert!(codes.len() > 20, "{codes:?}");
}

/// What the status alone says, whatever the body: the code, and whether the lane as a whole waits.
const BY_STATUS: [(u16, &str, bool); 7] = [
    (408, "remote_failed", true),
    (413, "too_large", false),
    (429, "rate_limited", true),
    (500, "remote_failed", true),
    (502, "remote_failed", true),
    (503, "remote_unavailable", true),
    (418, "unknown_reply", false),
];

#[tokio::test]
async fn a_status_alone_decides_whether_the_whole_lane_waits() {
    for (status, code, lane_waits) in BY_STATUS {
        let desk = Desk::open().await;
        // A question, so that its outcome is not unknown as well.
        desk.fault(json!({"path": "$batch", "kind": "status", "status": status,
            "code": "Odd", "text": "Odd.", "times": 1}))
            .await;
        let id = desk.push(&load_numbered("REF-1")).await;
        desk.work().await;
        let row = desk.row(&id).await;
        if lane_waits {
            assert_eq!((row.state, row.reason), (State::Waiting, None), "{status}");
        } else {
            assert_eq!(row.reason.as_deref(), Some(code), "{status}");
        }
        assert!(root().join("docs/errors").join(format!("{code}.md")).exists(), "{code}");
        if row.state == State::NeedsYou {
            desk.retry(&id).await;
        }
        desk.settle().await;
        assert_eq!(desk.state(&id).await, (State::Posted, None), "{status}");
        assert_eq!(desk.held("REF-1").await, (1, 0), "{status}");
    }
}

#[tokio::test]
async fn a_sign_in_that_ended_waits_for_a_person_and_uses_up_no_try() {
    let desk = Desk::open().await;
    let id = desk.push(&load_numbered("REF-1")).await;
    desk.fault(json!({"path": "/companies(", "kind": "status", "status": 401, "times": 100})).await;
    desk.settle().await;
    desk.work().await;
    assert_eq!(desk.connection().await.state, ConnectionState::SignInAgain);
    assert_eq!(desk.state(&id).await, (State::Waiting, Some("sign_in_again".to_owned())));
    desk.mend().await;
    desk.connect().await.expect("a sign-in");
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
    assert_eq!(desk.held("REF-1").await, (1, 0));
}
