//! R47 by hand: what the books hold that may be a document of ours, and linking one of them.

use serde_json::{Value, json};
use waypost_core::api::{Page, RemoteCandidate};
use waypost_tests::desk::load_numbered;
use waypost_tests::{Office, sample};

/// The bookkeeper's own invoice: one line on 40100.
async fn invoice(office: &Office, number: &str, day: &str, amount: &str) -> Value {
    let keeper = office.bookkeeper();
    let customer = keeper.id_of("customers", "displayName", "Blue Ridge Foods Inc").await;
    let account = keeper.id_of("accounts", "number", "40100").await;
    json!({
        "externalDocumentNumber": number, "customerId": customer, "invoiceDate": day,
        "postingDate": day, "salesInvoiceLines": [{
            "lineType": "Account", "accountId": account, "description": "Linehaul", "quantity": 1,
            "unitPrice": amount.parse::<f64>().expect("an amount"),
        }],
    })
}

/// Held, so that nothing is sent while the story looks.
async fn held(office: &Office, number: &str) -> String {
    office.set(&json!({"go_live": "2026-12-31"})).await;
    let id = office.push(&load_numbered(number)).await;
    office.settle().await;
    id
}

async fn candidates(office: &Office, id: &str) -> Vec<RemoteCandidate> {
    let path = format!("/api/v1/documents/{id}/candidates");
    let page: Page<RemoteCandidate> = office.ada.get(&path).await.expect(200).read();
    page.items
}

fn agreeing(one: &RemoteCandidate) -> [bool; 4] {
    [one.agrees.number, one.agrees.party, one.agrees.total, one.agrees.date]
}

#[tokio::test]
async fn r47_what_agrees_in_all_is_found_first_and_linked_without_a_second_document() {
    let office = Office::open().await;
    let id = held(&office, "REF-1").await;
    let same = invoice(&office, "REF-1", "2026-09-16", "3298.62").await;
    let same = office.bookkeeper().enter("salesInvoices", &same, true).await;
    let other = invoice(&office, "OWN-7", "2026-09-20", "3298.62").await;
    office.bookkeeper().enter("salesInvoices", &other, true).await;
    let found = candidates(&office, &id).await;
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].remote_id.as_str(), agreeing(&found[0])), (same.as_str(), [true; 4]));
    assert_eq!(agreeing(&found[1]), [false, true, true, false]);
    assert_eq!(found[1].refused, None, "it may be linked where its differences are accepted");

    let row = office.act(&id, "link", &json!({"remote_id": same})).await;
    assert_eq!(waypost_tests::office::standing(&row), "posted");
    assert_eq!(row.remote_number.as_deref(), Some(found[0].remote_number.as_str()));
    office.set(&json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    assert_eq!(office.held("REF-1").await.len(), 1);
    // The ledger is compared: the bookkeeper put all of it on one account.
    let differences = office.detail(&id).await.posted.expect("a posting").differences;
    assert!(differences.iter().any(|one| one.account == "40100"), "{differences:?}");
    assert!(differences.iter().all(|one| one.account != "total"), "{differences:?}");
}

#[tokio::test]
async fn r47_what_differs_is_linked_only_when_that_is_accepted_and_the_differences_stay() {
    let office = Office::open().await;
    let id = held(&office, "REF-1").await;
    let entered = invoice(&office, "OWN-7", "2026-09-20", "3300.00").await;
    let remote = office.bookkeeper().enter("salesInvoices", &entered, true).await;
    let path = format!("/api/v1/documents/{id}/link");
    let link = json!({"remote_id": remote});
    let refused = office.ada.post(&path, &link).await.refused(409, "remote_differs");
    assert!(refused.detail().contains("differs from this document"), "{}", refused.detail());
    assert_eq!(office.stands(&id).await, "skipped before_go_live");

    let link = json!({"remote_id": remote, "accept_differences": true});
    office.ada.post(&path, &link).await.expect(200);
    let posted = office.detail(&id).await.posted.expect("a posting");
    let told: Vec<(&str, &str, &str)> = posted
        .differences
        .iter()
        .map(|one| (one.account.as_str(), one.expected.as_str(), one.found.as_str()))
        .collect();
    for expected in [
        ("number", "REF-1", "OWN-7"),
        ("total", "3298.62", "3300.00"),
        ("date", "2026-09-16", "2026-09-20"),
    ] {
        assert!(told.contains(&expected), "{told:?}");
    }
    office.ada.post(&path, &link).await.refused(409, "remote_former");
}

#[tokio::test]
async fn r47_cancelled_documents_drafts_and_other_documents_of_ours_are_never_linked() {
    let office = Office::open().await;
    let first = office.push(&sample::load()).await;
    office.settle().await;
    let ours = office.detail(&first).await.posted.expect("a posting").remote_id;
    let id = held(&office, "REF-1").await;
    let draft = invoice(&office, "REF-1", "2026-09-16", "3298.62").await;
    let draft = office.bookkeeper().enter("salesInvoices", &draft, false).await;
    let void = invoice(&office, "REF-1", "2026-09-16", "3298.62").await;
    let void = office.bookkeeper().enter("salesInvoices", &void, true).await;
    office.settle_in_books("sales", &void, "cancel").await;
    let nobodys = "00000000-0000-4000-8000-000000000001".to_owned();
    for (remote, status, code) in [
        (&ours, 409, "remote_taken"),
        (&draft, 409, "remote_draft"),
        (&void, 409, "remote_void"),
        (&nobodys, 422, "remote_unknown"),
        (&"no id".to_owned(), 422, "remote_unknown"),
    ] {
        let link = json!({"remote_id": remote, "accept_differences": true});
        let path = format!("/api/v1/documents/{id}/link");
        office.ada.post(&path, &link).await.refused(status, code);
    }
    let found = candidates(&office, &id).await;
    assert!(found.len() >= 3 && found.iter().all(|one| one.refused.is_some()), "{found:?}");
    assert_eq!(office.stands(&id).await, "skipped before_go_live");
}
