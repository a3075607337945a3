//! R28: a person says who a party is, and what waited for it goes on. The sandbox's books say who was
//! billed.

use reqwest::Method;
use serde_json::{Value, json};
use waypost_core::api::{OpenParty, Page, SeveralDone};
use waypost_core::sync::party::Choice;
use waypost_tests::desk::COMPANY;
use waypost_tests::{Office, sample};

fn bill(number: &str) -> Value {
    let mut bill = sample::bills()[2].clone();
    bill["id"] = json!(number);
    bill["number"] = json!(number);
    bill["party"] = json!({"id": "V-NST", "name": "Northern Star Trucking", "kind": "carrier"});
    bill
}

async fn open_parties(office: &Office) -> Vec<OpenParty> {
    let page: Page<OpenParty> = office.ada.get("/api/v1/parties").await.expect(200).read();
    page.items
}

async fn vendor_of(office: &Office, number: &str) -> String {
    let ledger = office.ledger().await;
    let documents = ledger["documents"].as_array().expect("documents").clone();
    let one = documents.iter().find(|one| one["externalDocumentNumber"] == number);
    one.expect("the bill")["party"].as_str().expect("a vendor").to_owned()
}

/// Two bills wait: the books have two vendors of that name.
async fn ambiguous(office: &Office) -> (Vec<String>, OpenParty) {
    let ids = vec![office.push(&bill("NST-1")).await, office.push(&bill("NST-2")).await];
    office.settle().await;
    for id in &ids {
        assert_eq!(office.stands(id).await, "needs_you party_ambiguous");
    }
    let mut open = open_parties(office).await;
    assert_eq!(open.len(), 1);
    (ids, open.remove(0))
}

#[tokio::test]
async fn r28_case_58_one_choice_lets_all_that_waited_for_it_go() {
    let office = Office::open().await;
    let (ids, open) = ambiguous(&office).await;
    assert_eq!((open.name.as_str(), open.side.as_str()), ("Northern Star Trucking", "vendor"));
    assert_eq!((open.documents, open.gone, open.choices.len()), (2, false, 2));
    let chosen = open.choices.iter().find(|one| one.title.starts_with("V00003")).expect("V00003");
    let path = format!("/api/v1/parties/{}", open.id);
    let wrong = json!({"remote_id": "00000000-0000-4000-8000-000000000001"});
    office.ada.post(&path, &wrong).await.refused(422, "remote_unknown");
    office.ada.post(&path, &json!({})).await.refused(422, "unusable_value");
    let body = json!({"remote_id": chosen.id});
    let done: SeveralDone = office.ada.post(&path, &body).await.expect(200).read();
    assert_eq!(done.done, 2);
    office.settle().await;
    for (id, number) in ids.iter().zip(["NST-1", "NST-2"]) {
        assert_eq!(office.stands(id).await, "posted");
        assert_eq!(vendor_of(&office, number).await, "V00003");
    }
    assert_eq!(open_parties(&office).await, []);
    office.ada.post(&path, &body).await.refused(404, "not_found");
}

#[tokio::test]
async fn r28_case_58_a_person_may_have_a_new_one_made() {
    let office = Office::open().await;
    let (ids, open) = ambiguous(&office).await;
    let path = format!("/api/v1/parties/{}", open.id);
    office.ada.post(&path, &json!({"create": true})).await.expect(200);
    office.settle().await;
    let mut vendors = Vec::new();
    for (id, number) in ids.iter().zip(["NST-1", "NST-2"]) {
        assert_eq!(office.stands(id).await, "posted");
        vendors.push(vendor_of(&office, number).await);
    }
    vendors.dedup();
    assert_eq!(vendors.len(), 1, "one was made for both");
    assert!(!["V00002", "V00003"].contains(&vendors[0].as_str()), "{vendors:?}");
}

#[tokio::test]
async fn r28_case_59_a_vendor_that_is_gone_is_linked_again_by_a_person() {
    let office = Office::open().await;
    let mut lakes = bill("RRT-1");
    lakes["party"] = json!({"id": "V-RRT", "name": "Great Lakes Transport Inc", "kind": "carrier"});
    // It is linked, and the books refuse the bill for another reason.
    let account = format!("accounts/{COMPANY}/51300");
    office.control(Method::POST, &account, &json!({"blocked": true})).await;
    let waiting = office.push(&lakes).await;
    office.settle().await;
    assert_eq!(office.stands(&waiting).await, "needs_you account_inactive");
    assert_eq!(
        office.detail(&waiting).await.cause.expect("a cause").subject.as_deref(),
        Some("51300")
    );
    let keeper = office.bookkeeper();
    let id = keeper.id_of("vendors", "displayName", "Great Lakes Transport Inc").await;
    keeper.ask(Method::DELETE, &format!("vendors({id})"), &Value::Null).await;
    office.control(Method::POST, &account, &json!({"blocked": false})).await;
    office.act(&waiting, "retry", &json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&waiting).await, "needs_you party_gone");
    let cause = office.detail(&waiting).await.cause.expect("a cause");
    assert_eq!(cause.subject.as_deref(), Some("Great Lakes Transport Inc"));
    let open = open_parties(&office).await.remove(0);
    assert!(open.gone && open.choices.is_empty(), "{open:?}");

    let choices = format!("/api/v1/parties/{}/choices?q=v00003", open.id);
    let found: Page<Choice> = office.ada.get(&choices).await.expect(200).read();
    assert_eq!(found.items.len(), 1, "{found:?}");
    let body = json!({"remote_id": found.items[0].id});
    office.ada.post(&format!("/api/v1/parties/{}", open.id), &body).await.expect(200);
    office.settle().await;
    assert_eq!(office.stands(&waiting).await, "posted");
    let vendor = vendor_of(&office, "RRT-1").await;
    assert!(found.items[0].title.starts_with(&vendor), "{vendor}");
}
