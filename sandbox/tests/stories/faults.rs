//! The sandbox misbehaves as it is told, and its books say what really happened.

use reqwest::Method;
use serde_json::{Value, json};
use waypost_sandbox::{Config, LimitFigures, Sandbox};

use crate::kit::{Desk, body, code, id, load, text};

async fn drafts(desk: &Desk) -> usize {
    desk.books().await["documents"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_lost_reply_leaves_a_document_and_a_lost_request_leaves_none() {
    let desk = Desk::open().await;
    let fault = |kind: &str| json!({"method": "POST", "path": "/salesInvoices", "kind": kind});
    desk.control("faults", fault("drop_before")).await;
    let lost = desk.request(Method::POST, "salesInvoices").json(&load("A")).send().await;
    assert!(lost.is_err());
    assert_eq!(drafts(&desk).await, 0);
    desk.control("faults", json!([fault("commit_then_drop"), fault("half_reply")])).await;
    let lost = desk.request(Method::POST, "salesInvoices").json(&load("B")).send().await;
    assert!(lost.is_err());
    assert_eq!(drafts(&desk).await, 1);
}

#[tokio::test]
async fn half_a_reply_is_no_reply() {
    let desk = Desk::open().await;
    let fault = json!({"path": "salesInvoices", "body": "HALF", "kind": "half_reply"});
    desk.control("faults", fault).await;
    desk.draft_load("WHOLE").await;
    let reply = desk.request(Method::POST, "salesInvoices").json(&load("HALF")).send().await;
    assert!(reply.unwrap().text().await.is_err());
    assert_eq!(drafts(&desk).await, 2);
}

#[tokio::test]
async fn faults_skip_and_count_and_say_what_they_struck() {
    let desk = Desk::open().await;
    let busy = json!({"method": "GET", "path": "accounts", "skip": 1, "times": 2, "kind": "status",
                      "status": 429, "retry_after_seconds": 7});
    desk.control("faults", busy).await;
    let mut statuses = Vec::new();
    for _ in 0..4 {
        let reply = desk.request(Method::GET, "accounts").send().await.unwrap();
        if reply.status() == 429 {
            assert_eq!(reply.headers()["retry-after"], "7");
        }
        statuses.push(reply.status().as_u16());
    }
    assert_eq!(statuses, [200, 429, 429, 200]);
    let log = desk.client.get(format!("{}/requests", desk.sandbox.control())).send().await;
    let log = body(log.unwrap()).await;
    let struck: Vec<&Value> =
        log.as_array().unwrap().iter().filter(|it| it["faults"] == json!(["status"])).collect();
    assert_eq!(struck.len(), 2);
    assert!(!log.to_string().contains("sandbox-app-secret"));
}

#[tokio::test]
async fn an_error_after_the_work_is_not_the_truth() {
    let desk = Desk::open().await;
    let draft = desk.draft_load("A").await;
    let fault = json!({"path": "microsoft.nav.post", "kind": "error_after_commit", "status": 504});
    desk.control("faults", fault).await;
    assert_eq!(desk.act("salesInvoices", &id(&draft), "post").await.0, 504);
    assert_eq!(desk.net("11000").await, "2851.12");
}

#[tokio::test]
async fn a_caller_who_hangs_up_does_not_stop_the_books() {
    let desk = Desk::open().await;
    let fault = json!({"method": "POST", "path": "salesInvoices", "kind": "delay", "ms": 300,
                       "when": "before_commit"});
    desk.control("faults", fault).await;
    let impatient = desk
        .request(Method::POST, "salesInvoices")
        .timeout(std::time::Duration::from_millis(100))
        .json(&load("LATE"))
        .send()
        .await;
    assert!(impatient.unwrap_err().is_timeout());
    let waiting = async {
        while drafts(&desk).await == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), waiting).await.unwrap();
}

#[tokio::test]
async fn one_operation_of_a_batch_is_struck_alone() {
    let desk = Desk::open().await;
    let fault = json!({"path": "salesInvoices", "body": "TWO", "kind": "status", "status": 503});
    desk.control("faults", fault).await;
    let company = waypost_sandbox::company_id(crate::kit::FREIGHT);
    let url = format!("companies({company})/salesInvoices");
    let one = |number: &str| json!({"method": "POST", "url": url, "body": load(number)});
    let sent = json!({"requests": [one("ONE"), one("TWO")]});
    let batch = format!("{}/$batch", desk.root());
    let (status, replies) = desk.post(&batch, &sent).await;
    assert_eq!(status, 200);
    assert_eq!(replies["responses"][0]["status"], 201);
    assert_eq!(replies["responses"][1]["status"], 503);
    assert_eq!(drafts(&desk).await, 1);
}

#[tokio::test]
async fn tokens_end_when_told() {
    let desk = Desk::open().await;
    desk.control("faults", json!({"path": "accounts", "kind": "expire_tokens"})).await;
    let reply = desk.request(Method::GET, "accounts").send().await.unwrap();
    assert_eq!(reply.status(), 401);
}

#[tokio::test]
async fn too_many_requests_are_refused_until_the_window_has_passed() {
    let limits = LimitFigures { requests: 3, window_seconds: 300, at_once: 5, queued: 95 };
    let desk =
        Desk::with(Config { limits, retry_after_seconds: Some(11), ..Config::default() }).await;
    for _ in 0..3 {
        desk.get("customers").await;
    }
    let reply = desk.request(Method::GET, "customers").send().await.unwrap();
    assert_eq!(reply.status(), 429);
    assert_eq!(reply.headers()["retry-after"], "11");
    let error = body(reply).await;
    assert_eq!(code(&error), "Application_TooManyRequests");
    assert_eq!(text(&error), "Too many requests reached. Actual (4). Maximum (3).");
    desk.control("clock", json!({"advance_seconds": 301})).await;
    desk.get("customers").await;
}

#[tokio::test]
async fn another_application_takes_its_part_of_the_window() {
    let limits = LimitFigures { requests: 10, window_seconds: 300, at_once: 5, queued: 95 };
    let desk = Desk::with(Config { limits, ..Config::default() }).await;
    desk.control("limits", json!({"taken_percent": 80})).await;
    for _ in 0..2 {
        desk.get("customers").await;
    }
    let reply = desk.request(Method::GET, "customers").send().await.unwrap();
    assert_eq!(text(&body(reply).await), "Too many requests reached. Actual (3). Maximum (2).");
    desk.control("limits", json!({"taken_percent": 0})).await;
    desk.get("customers").await;
}

#[tokio::test]
async fn the_parts_of_a_batch_count_where_a_test_says_so() {
    let limits = LimitFigures { requests: 3, window_seconds: 300, at_once: 5, queued: 95 };
    for (batch_parts_count, expected) in [(false, 200), (true, 429)] {
        let desk = Desk::with(Config { limits, batch_parts_count, ..Config::default() }).await;
        let company = waypost_sandbox::company_id(crate::kit::FREIGHT);
        let one = json!({"method": "GET", "url": format!("companies({company})/customers")});
        let sent = json!({"requests": vec![one; 4]});
        let (status, _) = desk.post(&format!("{}/$batch", desk.root()), &sent).await;
        assert_eq!(status, expected);
    }
}

#[tokio::test]
async fn a_share_of_requests_is_struck_and_tallied() {
    let desk = Desk::open().await;
    let fault = json!({"path": "customers", "kind": "status", "status": 503, "share_percent": 30,
                       "seed": 5});
    desk.control("faults", fault).await;
    let mut struck = 0;
    for _ in 0..100 {
        let reply = desk.request(Method::GET, "customers").send().await.unwrap();
        struck += u64::from(reply.status() == 503);
    }
    assert!((15..45).contains(&struck), "{struck}");
    let tally = desk.client.get(format!("{}/tally", desk.sandbox.control())).send().await;
    let tally = body(tally.unwrap()).await;
    assert_eq!(tally["statuses"]["503"], struck);
    assert_eq!(tally["faults"]["status"], struck);
}

#[tokio::test]
async fn a_line_without_a_network_hears_what_a_connection_would() {
    let desk = Desk::open().await;
    let url = desk.request(Method::GET, "customers").build().unwrap();
    let line = desk.sandbox.line();
    let ask = || {
        let uri = url.url().as_str().parse().unwrap();
        line.call(url.method().clone(), uri, url.headers().clone(), Vec::new())
    };
    let heard = ask().await.unwrap();
    let mut found: Value = serde_json::from_slice(&heard.body).unwrap();
    let mut expected = desk.get("customers").await;
    // The address differs in the host by which it was asked.
    for one in [&mut found, &mut expected] {
        one.as_object_mut().unwrap().remove("@odata.context");
    }
    assert_eq!((heard.status, found), (200, expected));
    for kind in ["half_reply", "commit_then_drop", "drop_before"] {
        desk.control("faults", json!({"path": "customers", "kind": kind})).await;
        assert!(ask().await.is_none(), "{kind}");
    }
}

#[tokio::test]
async fn more_at_once_than_the_queue_holds_is_refused() {
    let limits = LimitFigures { requests: 6000, window_seconds: 300, at_once: 1, queued: 1 };
    let desk = Desk::with(Config { limits, ..Config::default() }).await;
    let slow = json!({"path": "customers", "kind": "delay", "ms": 400, "when": "before_commit",
                      "times": 3});
    desk.control("faults", slow).await;
    let get = || async { desk.request(Method::GET, "customers").send().await.unwrap().status() };
    let (one, two, three) = tokio::join!(get(), get(), get());
    let refused = [one, two, three].into_iter().filter(|status| *status == 429).count();
    assert_eq!(refused, 1);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let desk = Desk::with(Config { max_body_bytes: 10_000, ..Config::default() }).await;
    let huge = json!({"displayName": "x".repeat(20_000)});
    let (status, error) = desk.post("customers", &huge).await;
    assert_eq!(status, 413);
    assert!(error["error"]["message"].is_string());
}

#[tokio::test]
async fn the_books_outlive_a_restart_when_there_is_a_state_file() {
    let name = format!("waypost-sandbox-{}.json", std::process::id());
    let file = std::env::temp_dir().join(name);
    let config = || Config { state_file: Some(file.clone()), ..Config::default() };
    let desk = Desk::with(config()).await;
    let draft = desk.draft_load("KEPT").await;
    desk.act("salesInvoices", &id(&draft), "post").await;
    let before = desk.books().await;
    let Desk { sandbox, client, token } = desk;
    sandbox.stop().await;
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(!kept.contains(&token), "tokens are kept as hashes");
    let desk = Desk { sandbox: Sandbox::start(config()).await.unwrap(), client, token };
    assert_eq!(desk.books().await, before);
    assert_eq!(desk.get("customers").await["value"][0]["balanceDue"], json!(2851.12));
    desk.control("reset", json!({})).await;
    assert_eq!(drafts(&desk).await, 0);
    std::fs::remove_file(file).unwrap();
}
