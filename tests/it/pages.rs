//! Addresses beside the API: the interface's, and those that nothing answers.

use reqwest::Method;
use waypost_tests::TestApp;

use crate::kill::until;

#[tokio::test]
async fn every_answer_tells_browsers_what_the_pages_never_do() {
    let app = TestApp::start().await;
    for path in ["/", "/api/v1/session", "/subsidiaries/S-KF/map", "/nothing.js", "/healthz"] {
        let headers = app.visitor().get(path).await.headers;
        let header = |name: &str| headers[name].to_str().unwrap_or_default().to_owned();
        let policy = header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "form-action 'self'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert!(headers.contains_key("permissions-policy") && headers.contains_key("x-request-id"));
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_under_the_api_and_never_a_page() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    for path in ["/api", "/api/v1/nowhere", "/oauth/elsewhere", "/docs/nowhere", "/api/v2/session"]
    {
        visitor.get(path).await.refused(404, "no_route");
    }
    visitor.get("/old-0123456789abcdef.js").await.refused(404, "no_route");
    visitor.send(Method::PATCH, "/api/v1/session", None).await.refused(405, "method_not_allowed");
    visitor.send(Method::POST, "/subsidiaries", None).await.refused(405, "method_not_allowed");
}

#[tokio::test]
async fn the_server_says_that_it_is_well_and_when_it_is_not() {
    let app = TestApp::start().await;
    assert_eq!(app.visitor().get("/healthz").await.expect(200).json()["status"], "ok");
    app.store.close().await;
    // An answer holds for a second.
    until("the bad news", async || app.visitor().get("/healthz").await.status != 200).await;
    app.visitor().get("/healthz").await.refused(503, "store_unavailable");
}
