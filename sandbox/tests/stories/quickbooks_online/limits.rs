//! Limits: of a company, of an app, of batches, and of requests at once.

use reqwest::Method;
use serde_json::json;
use waypost_sandbox::{Config, LimitFigures, QuickBooksFigures};

use crate::kit::{
    body,
    quickbooks::{FLEET, LOGISTICS, Office, code, error, roomy},
};

fn with(change: impl FnOnce(&mut QuickBooksFigures)) -> Config {
    let mut config = roomy();
    change(&mut config.quickbooks);
    config
}

#[test]
fn the_vendors_figures_are_the_default() {
    let figures = Config::default().quickbooks;
    assert_eq!((figures.company.requests, figures.company.window_seconds), (500, 60));
    assert_eq!(
        (figures.app.requests, figures.app.window_seconds, figures.app.at_once),
        (10, 1, 10)
    );
    assert_eq!((figures.batches.requests, figures.batches.window_seconds), (40, 60));
}

#[tokio::test]
async fn a_company_answers_so_many_requests_a_minute_whoever_asks() {
    let config = with(|figures| {
        figures.company = LimitFigures { requests: 5, ..QuickBooksFigures::default().company };
    });
    let mut office = Office::with(config, FLEET).await;
    office.control("clock", json!({"stopped": true})).await;
    for _ in 0..5 {
        assert_eq!(office.get("preferences").await.0, 200);
    }
    let reply = office.request(Method::GET, "preferences").send().await.unwrap();
    assert_eq!(reply.status(), 429);
    assert!(reply.headers().get("retry-after").is_none());
    let reply = body(reply).await;
    assert_eq!((code(&reply), &reply["Fault"]["type"]), ("3001", &json!("SERVICE")));
    assert_eq!(error(&reply)["Detail"], "The request limit was reached.  Try again later");
    assert_eq!(
        error(&reply)["Message"],
        "message=ThrottleExceeded; errorCode=003001; statusCode=429"
    );
    let own = office.tokens.clone();
    office.realm = LOGISTICS;
    office.tokens = office.connect(crate::kit::quickbooks::DANA, LOGISTICS).await;
    assert_eq!(office.get("preferences").await.0, 200, "another company goes on");
    office.realm = FLEET;
    office.tokens = own;
    office.control("clock", json!({"advance_seconds": 60})).await;
    assert_eq!(office.get("preferences").await.0, 200);
}

#[tokio::test]
async fn batches_have_a_limit_of_their_own() {
    let config = with(|figures| {
        figures.batches = LimitFigures { requests: 2, ..QuickBooksFigures::default().batches };
    });
    let office = Office::with(config, FLEET).await;
    office.control("clock", json!({"stopped": true})).await;
    let empty = json!({"BatchItemRequest": [{"bId": "1", "Query": "select * from Vendor"}]});
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(office.post("batch", &empty).await.0);
    }
    assert_eq!(statuses, [200, 200, 429]);
    assert_eq!(office.get("preferences").await.0, 200);
}

#[tokio::test]
async fn what_is_too_much_at_once_does_not_wait() {
    let config = with(|figures| {
        figures.app = LimitFigures { requests: 100, window_seconds: 1, at_once: 1, queued: 0 };
    });
    let office = Office::with(config, FLEET).await;
    let slow = json!({"path": "/preferences", "kind": "delay", "ms": 1500, "times": 2,
                      "when": "before_commit"});
    office.control("faults", slow).await;
    let (one, two) = tokio::join!(office.get("preferences"), office.get("preferences"));
    let mut statuses = [one.0, two.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 429]);
}
