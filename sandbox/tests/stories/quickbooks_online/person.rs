//! What a person does at the screen meanwhile, and that state outlives a restart.

use serde_json::{Value, json};
use waypost_sandbox::Config;

use crate::kit::quickbooks::{FLEET, Office, code, roomy};

async fn act(office: &Office, sent: Value) -> Value {
    office.control(&format!("quickbooks/{FLEET}/person"), sent).await
}

#[tokio::test]
async fn a_person_pays_edits_and_deletes_without_a_token() {
    let office = Office::open().await;
    office.invoice("FLT-2000110").await;
    office.bill("T-1").await;
    let pay = format!("quickbooks/{FLEET}/payments");
    let sent = json!({"kind": "invoice", "document": "FLT-2000110", "amount": "875.00",
                      "account": "35", "date": "2026-10-01"});
    let paid = office.control(&pay, sent).await;
    assert_eq!(paid["TotalAmt"], json!(875.0));
    office.control(&pay, json!({"kind": "invoice", "document": "FLT-2000110"})).await;
    let found = "select * from Invoice where DocNumber = 'FLT-2000110'";
    assert_eq!(office.rows("Invoice", found).await[0]["Balance"], json!(0));
    office.control(&pay, json!({"kind": "bill", "document": "T-1"})).await;
    let bill = &office.rows("Bill", "select * from Bill").await[0];
    assert_eq!(bill["Balance"], json!(0));
    let edit = json!({"entity": "Payment", "operation": "update", "id": paid["Id"],
                      "object": {"TotalAmt": 800.0, "Line": []}});
    let edited = act(&office, edit).await;
    assert_eq!((&edited["UnappliedAmt"], &edited["SyncToken"]), (&json!(800.0), &json!("1")));
    let gone = json!({"entity": "Payment", "operation": "delete", "id": paid["Id"]});
    assert_eq!(act(&office, gone).await, Value::Null);
    assert_eq!(office.rows("Invoice", found).await[0]["Balance"], json!(875.0));
    office.books().await;
}

#[tokio::test]
async fn closed_books_are_open_to_a_person() {
    let office = Office::open().await;
    office.invoice("A").await;
    office.settings(json!({"bookCloseDate": "2026-12-31"})).await;
    let edit = json!({"entity": "Invoice", "operation": "update", "id": "101",
                      "object": {"PrivateNote": "agreed by phone"}});
    assert_eq!(act(&office, edit).await["PrivateNote"], "agreed by phone");
    let sparse = json!({"Id": "101", "SyncToken": "1", "sparse": true, "PrivateNote": "mine"});
    assert_eq!(code(&office.post("invoice", &sparse).await.1), "6210");
}

#[tokio::test]
async fn a_restart_keeps_books_tokens_and_remembered_requests() {
    let folder = std::env::temp_dir().join(format!("sandbox-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("quickbooks.json");
    let config = || Config { state_file: Some(file.clone()), ..roomy() };
    let office = Office::with(config(), FLEET).await;
    let path = "invoice?requestid=key";
    let sent = crate::kit::quickbooks::invoice("A", 10.0);
    let (_, first) = office.post(path, &sent).await;
    let tokens = office.tokens.clone();
    let secret = tokens["refresh_token"].as_str().unwrap().to_owned();
    office.sandbox.stop().await;
    assert!(!std::fs::read_to_string(&file).unwrap().contains(&secret), "hashes only");
    let mut office = Office::with(config(), FLEET).await;
    office.tokens = tokens;
    assert_eq!(office.post(path, &sent).await.1, first);
    assert_eq!(office.net("40000").await, "-10.00");
    office.control("reset", json!({"keep_sign_ins": true})).await;
    assert_eq!(office.books().await["transactions"], json!([]));
    assert_eq!(office.get("preferences").await.0, 200);
    office.sandbox.stop().await;
    std::fs::remove_dir_all(&folder).unwrap();
}
