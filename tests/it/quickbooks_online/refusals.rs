//! T12 for QuickBooks Online: every row of the table of its refusals is provoked on the wire, and leads
//! to its own code, its own next step and its own page; the connection stays as the class says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use serde_json::json;
use waypost_core::api::{ConnectionState, State};
use waypost_tests::desk::{Online, load_numbered};

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
    let file = root().join("server/src/connectors/quickbooks_online/errors.rs");
    let source = fs::read_to_string(file).expect("the table");
    let ours = "Report this with the attempt's request and reply.";
    let rows = source.lines().map(str::trim).filter(|line| line.starts_with("Row(\""));
    rows.map(|line| {
        let strings: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        let class = line.split("Class::").nth(1).and_then(|rest| rest.split(',').next());
        Row {
            remote: strings[0].to_owned(),
            text: strings[1].to_owned(),
            code: strings[2].to_owned(),
            class: class.expect("a class").to_owned(),
            remedy: strings.get(3).copied().unwrap_or(ours).to_owned(),
        }
    })
    .collect()
}

fn page(code: &str) -> PathBuf {
    root().join("docs/errors").join(format!("{code}.md"))
}

#[tokio::test]
async fn each_refusal_of_the_table_has_its_own_code_next_step_and_page() {
    let rows = table();
    assert!(rows.len() > 100, "{} rows", rows.len());
    let online = Online::open().await;
    // Parties and items stand, so that the document alone is refused.
    online.push(&load_numbered("REF-0")).await;
    online.settle().await;
    let mut codes = BTreeSet::new();
    for (n, row) in rows.iter().enumerate() {
        assert!(page(&row.code).exists(), "{row:?} has no page");
        codes.insert(row.code.clone());
        if matches!(row.class.as_str(), "Auth" | "RateLimited") {
            continue;
        }
        let number = format!("REF-{}", n + 1);
        // Ten requests a second are allowed.
        online.clock.advance(SignedDuration::from_secs(2));
        let part = if row.text.is_empty() { "so" } else { &row.text };
        let words = format!("It says {part} here.");
        online
            .fault(json!({"method": "POST", "path": "/invoice", "body": number, "kind": "status",
                "status": 400, "code": row.remote, "text": words}))
            .await;
        let id = online.push(&load_numbered(&number)).await;
        online.work().await;
        let shown = online.row(&id).await;
        let message = shown.message.expect("words");
        if row.code == "remote_failed" || row.code == "already_sent" {
            // What failed inside may have been done: it is looked up.
            assert_eq!(shown.state, State::Checking, "{row:?}: {message}");
        } else {
            assert_eq!(shown.reason.as_deref(), Some(row.code.as_str()), "{row:?}: {message}");
            assert!(message.contains(words.trim_end_matches('.')), "{row:?}: {message}");
            assert!(message.contains(&row.remedy), "{row:?}: {message}");
            let expected = if row.class == "Transient" { State::Waiting } else { State::NeedsYou };
            assert_eq!(shown.state, expected, "{row:?}");
        }
        assert_eq!(online.connection().await.state, ConnectionState::Active, "{row:?}");
        assert_eq!(online.held(&number).await.len(), 0, "{row:?}");
        online.mend().await;
    }
    assert!(codes.len() > 25, "{codes:?}");
}

#[tokio::test]
async fn a_refusal_of_the_sign_in_pauses_the_lane_and_uses_up_no_try() {
    for row in table().iter().filter(|row| row.class == "Auth") {
        let online = Online::open().await;
        let id = online.push(&load_numbered("REF-1")).await;
        online
            .fault(json!({"path": "/query", "kind": "status", "status": 403, "times": 50,
                "code": row.remote, "text": "No."}))
            .await;
        online.settle().await;
        online.work().await;
        assert_eq!(online.connection().await.state, ConnectionState::SignInAgain, "{row:?}");
        assert_eq!(online.state(&id).await, (State::Waiting, Some("sign_in_again".to_owned())));
        online.mend().await;
        online.sign_in("dana").await.expect("a sign-in");
        online.settle().await;
        assert_eq!(online.state(&id).await, (State::Posted, None), "{row:?}");
    }
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
        let online = Online::open().await;
        online.push(&load_numbered("REF-0")).await;
        online.settle().await;
        // A look-up, so that its outcome is not unknown as well.
        online
            .fault(json!({"path": "/query", "kind": "status", "status": status, "code": "99999",
                "text": "Odd.", "skip": 1, "times": 1}))
            .await;
        let id = online.push(&load_numbered("REF-1")).await;
        online.work().await;
        let row = online.row(&id).await;
        if lane_waits {
            assert_eq!((row.state, row.reason), (State::Waiting, None), "{status}");
        } else {
            assert_eq!(row.reason.as_deref(), Some(code), "{status}");
        }
        assert!(page(code).exists(), "{code}");
        if row.state == State::NeedsYou {
            online.retry(&id).await;
        }
        online.settle().await;
        assert_eq!(online.state(&id).await, (State::Posted, None), "{status}");
        assert_eq!(online.held("REF-1").await.len(), 1, "{status}");
    }
}
