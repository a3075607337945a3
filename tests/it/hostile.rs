//! T18: input that is meant to hurt. It is refused fast, and everybody else is answered meanwhile.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;
use waypost_server::http::Limits;
use waypost_tests::{Books, Client, Setup, TestApp, raw, sample};

/// A refusal takes less than this.
const FAST: Duration = Duration::from_millis(50);

/// The shortest of five tries: the machine may be busy with something else, the server may not.
async fn fastest<F: Future<Output = Duration>>(mut once: impl FnMut() -> F) -> Duration {
    let mut shortest = Duration::MAX;
    for _ in 0..5 {
        shortest = shortest.min(once().await);
    }
    shortest
}

fn head(method: &str, path: &str, key: &str, more: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nhost: waypost\r\nauthorization: Bearer {key}\r\n\
         content-type: application/json\r\n{more}\r\n"
    )
}

async fn keystone() -> (TestApp, Client, String) {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    let body = json!({"name": "TMS", "scopes": ["documents", "catalog"]});
    let issued = ada.post("/api/v1/keys", &body).await.expect(201).json();
    let key = issued["secret"].as_str().expect("a secret").to_owned();
    (app, ada, key)
}

async fn nothing_was_stored(ada: &Client) {
    assert_eq!(ada.get("/api/v1/documents").await.expect(200).json()["items"], json!([]));
}

#[tokio::test]
async fn a_body_of_100_mb_is_refused_by_its_declared_length() {
    let (app, ada, key) = keystone().await;
    for path in ["/api/v1/documents", "/api/v1/subsidiaries/S-KF/catalog", "/api/v1/session"] {
        let method = if path.ends_with("catalog") { "PUT" } else { "POST" };
        let request = head(method, path, &key, "content-length: 104857600\r\n");
        let heard = raw::say(app.address(), request.as_bytes()).await;
        assert_eq!(heard.status(), 413, "{path}: {}", heard.text);
        let took =
            fastest(|| async { raw::say(app.address(), request.as_bytes()).await.took }).await;
        assert!(took < FAST, "{path} took {took:?}");
    }
    nothing_was_stored(&ada).await;
}

#[tokio::test]
async fn a_body_that_does_not_say_how_long_it_is_is_cut_off_at_the_limit() {
    let (app, ada, key) = keystone().await;
    let mut request =
        head("POST", "/api/v1/documents", &key, "transfer-encoding: chunked\r\n").into_bytes();
    let piece = vec![b' '; 1024 * 1024];
    for _ in 0..12 {
        request.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
        request.extend_from_slice(&piece);
        request.extend_from_slice(b"\r\n");
    }
    // It never ends: without a limit the server would wait for more.
    let heard = raw::say(app.address(), &request).await;
    assert!(heard.status() == 413 || heard.status() == 0, "{}", heard.text);
    nothing_was_stored(&ada).await;
}

#[tokio::test]
async fn slow_senders_are_cut_off_and_others_are_answered_meanwhile() {
    let short = Duration::from_millis(300);
    let limits = Limits { head: short, body: short, ..Limits::default() };
    let app = TestApp::start_with(Setup { limits, ..Setup::default() }, None).await;
    let ada = app.admin().await;
    let body = json!({"name": "TMS", "scopes": ["documents"]});
    let issued = ada.post("/api/v1/keys", &body).await.expect(201).json();
    let key = issued["secret"].as_str().expect("a secret");

    let half_a_head = b"GET /api/v1/session HTTP/1.1\r\nhost: way".to_vec();
    let half_a_body =
        format!("{}[{{", head("POST", "/api/v1/documents", key, "content-length: 100\r\n"));
    let mut slow = tokio::task::JoinSet::new();
    for turn in 0..100 {
        let address = app.address();
        let bytes =
            if turn % 2 == 0 { half_a_head.clone() } else { half_a_body.clone().into_bytes() };
        slow.spawn(async move { raw::say(address, &bytes).await });
    }
    let began = Instant::now();
    ada.get("/api/v1/session").await.expect(200);
    assert!(began.elapsed() < Duration::from_secs(5), "others had to wait {:?}", began.elapsed());
    while let Some(heard) = slow.join_next().await {
        let heard = heard.expect("an end");
        assert!([0, 408].contains(&heard.status()), "{}", heard.text);
    }
}

#[tokio::test]
async fn json_that_is_deep_broken_or_not_text_is_refused_fast() {
    let (app, ada, key) = keystone().await;
    let deep = "[".repeat(1_000_000);
    let deep_field = format!("{{\"id\":{}1{}}}", "[".repeat(5_000), "]".repeat(5_000));
    for (body, status) in [
        (deep.into_bytes(), 422),
        (deep_field.into_bytes(), 422),
        (b"\xff\xfe\x00\x00".to_vec(), 400),
        (b"[{\"id\": \"\xc3\x28\"}]".to_vec(), 400),
        (b"{\"id\": \"\\ud800\"}".to_vec(), 400),
        (b"".to_vec(), 400),
        (b"[1e999999]".to_vec(), 422),
    ] {
        let shown = String::from_utf8_lossy(&body[..body.len().min(30)]).into_owned();
        let program = app.visitor().with_key(&key);
        let reply = program.send(Method::POST, "/api/v1/documents", Some(body.clone())).await;
        let reply = reply.expect(status);
        assert!(reply.body.len() < 2_000, "{shown}: the refusal repeats the input");
        let took = fastest(|| {
            let (program, body) = (program.clone(), body.clone());
            async move {
                let began = Instant::now();
                program.send(Method::POST, "/api/v1/documents", Some(body)).await;
                began.elapsed()
            }
        })
        .await;
        assert!(took < FAST * 2, "{shown} took {took:?}");
    }
    nothing_was_stored(&ada).await;
}

#[tokio::test]
async fn heads_that_no_browser_sends_are_refused() {
    let (app, ada, _) = keystone().await;
    let long = format!("GET / HTTP/1.1\r\nhost: waypost\r\nx: {}\r\n\r\n", "a".repeat(200_000));
    let many: String = (0..500).map(|number| format!("x-{number}: y\r\n")).collect();
    let many = format!("GET /api/v1/session HTTP/1.1\r\nhost: waypost\r\n{many}\r\n");
    for request in [
        long.as_str(),
        many.as_str(),
        "GET /api/v1/session HTTP/1.1\r\nhost: waypost\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n",
        "GET /\u{0} HTTP/1.1\r\nhost: waypost\r\n\r\n",
        "SMTP HELO\r\n\r\n",
    ] {
        let heard = raw::say(app.address(), request.as_bytes()).await;
        let refused = [0, 400, 401, 431].contains(&heard.status());
        assert!(refused, "{:?} answered {}", &request[..40.min(request.len())], heard.text);
    }
    ada.get("/api/v1/session").await.expect(200);
}

#[tokio::test]
async fn addresses_that_are_not_text_or_climb_find_nothing() {
    let (_app, ada, _) = keystone().await;
    for path in [
        "/api/v1/subsidiaries/%FF",
        "/api/v1/subsidiaries/%00",
        "/api/v1/documents/..%2F..%2Fkeys",
        "/api/v1/subsidiaries/'%20OR%201=1--",
        "/docs/errors/..%2F..%2Fserver%2FCargo",
    ] {
        let reply = ada.get(path).await.expect(404);
        assert_eq!(reply.headers["content-type"], "application/problem+json", "{path}");
    }
    let wild = "/api/v1/documents?q=%27%20OR%201%3D1--&subsidiary=%27";
    assert_eq!(ada.get(wild).await.expect(200).json()["items"], json!([]));
}

#[tokio::test]
async fn a_forged_return_from_the_sign_in_page_changes_nothing() {
    let books = Books::open().await;
    let app = TestApp::with_books(&books).await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    let begin = json!({"system": "business_central", "environment": "production"});
    let path = "/api/v1/subsidiaries/S-KF/connection/sign-in";
    let address = ada.post(path, &begin).await.expect(200).json();
    let address = url::Url::parse(address["url"].as_str().expect("an address")).expect("a URL");
    let state =
        address.query_pairs().find(|(name, _)| name == "state").expect("a state").1.into_owned();
    let before = ada.get("/api/v1/subsidiaries/S-KF/connection").await.json();

    let callback = |query: &str| format!("/oauth/business-central/callback?{query}");
    let forged = [
        callback("state=guessed&code=stolen"),
        callback(&format!("state={state}&error=access_denied")),
        callback("error=<script>alert(1)</script>"),
    ];
    for path in &forged {
        app.visitor().get(path).await.refused(401, "sign_in_required");
        let reply = ada.get(path).await.expect(303);
        let to = reply.headers["location"].to_str().expect("an address");
        assert!(to.starts_with('/') && !to.starts_with("//"), "{to}");
        assert!(to.contains("?trouble=") && !to.contains('<'), "{to}");
    }
    ada.get(&callback("code=alone")).await.refused(400, "unusable_callback");
    // The state of one browser is of no use in another, even to the same company.
    let other = app.person(waypost_core::api::Role::Admin).await;
    let reply = other.get(&callback(&format!("state={state}&code=stolen"))).await.expect(303);
    assert!(reply.headers["location"].to_str().unwrap().contains("trouble=sign_in_unknown"));
    assert_eq!(ada.get("/api/v1/subsidiaries/S-KF/connection").await.json(), before);
}
