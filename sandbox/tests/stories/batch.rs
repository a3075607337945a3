//! Many operations in one request.

use reqwest::Method;
use serde_json::{Value, json};
use waypost_sandbox::company_id;

use crate::kit::{Desk, FREIGHT, body, code, id, load};

async fn run(desk: &Desk, requests: Value, snapshot: bool) -> (u16, Value) {
    let url = format!("{}/$batch", desk.root());
    let mut request = desk.request(Method::POST, &url).json(&json!({"requests": requests}));
    if snapshot {
        request = request.header("Isolation", "snapshot");
    }
    let reply = request.send().await.unwrap();
    (reply.status().as_u16(), body(reply).await)
}

fn create(number: &str, at: usize) -> Value {
    json!({"method": "POST", "id": at.to_string(), "body": load(number),
           "url": format!("companies({})/salesInvoices", company_id(FREIGHT)),
           "headers": {"Content-Type": "application/json"}})
}

fn broken(at: usize) -> Value {
    let mut request = create("BAD", at);
    request["body"]["salesInvoiceLines"][0]["lineObjectNumber"] = json!("11000");
    request
}

#[tokio::test]
async fn operations_count_for_themselves_without_a_snapshot() {
    let desk = Desk::open().await;
    let requests = json!([create("A", 1), broken(2), create("B", 3)]);
    let (status, replies) = run(&desk, requests, false).await;
    assert_eq!(status, 200);
    let replies = replies["responses"].as_array().unwrap();
    let statuses: Vec<_> = replies.iter().map(|it| it["status"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [201, 400, 201]);
    assert_eq!(replies[0]["headers"]["odata-version"], "4.0");
    assert_eq!(replies[1]["id"], "2");
    assert_eq!(code(&replies[1]["body"]), "Application_FieldValidationException");
    assert_eq!(desk.get("salesInvoices").await["value"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_snapshot_is_all_or_nothing_though_its_first_answers_say_created() {
    let desk = Desk::open().await;
    let requests = json!([create("A", 1), broken(2), create("B", 3)]);
    let (status, replies) = run(&desk, requests, true).await;
    assert_eq!(status, 200);
    assert_eq!(replies["responses"][0]["status"], 201);
    assert_eq!(replies["responses"][1]["status"], 400);
    assert_eq!(desk.get("salesInvoices").await["value"], json!([]));
}

#[tokio::test]
async fn lookups_and_posts_travel_together() {
    let desk = Desk::open().await;
    let draft = desk.draft_load("REF-1").await;
    let requests = json!([
        {"method": "GET", "url": format!("salesInvoices?$filter=externalDocumentNumber eq 'REF-1'\
                                          &$select=id&company={FREIGHT}")},
        {"method": "POST", "url": format!("companies({})/salesInvoices({})/Microsoft.NAV.post",
                                          company_id(FREIGHT), id(&draft))},
    ]);
    let (_, replies) = run(&desk, requests, false).await;
    assert_eq!(replies["responses"][0]["body"]["value"][0]["id"], draft["id"]);
    assert_eq!(replies["responses"][1]["status"], 204);
    assert_eq!(desk.net("11000").await, "2851.12");
}

#[tokio::test]
async fn a_batch_of_more_than_a_hundred_is_refused_whole() {
    let desk = Desk::open().await;
    let many: Vec<Value> = (0..101).map(|at| create(&format!("REF-{at}"), at)).collect();
    let (status, error) = run(&desk, json!(many), false).await;
    assert_eq!((status, code(&error)), (500, "Internal_ServerError"));
    assert_eq!(desk.get("salesInvoices").await["value"], json!([]));
}
