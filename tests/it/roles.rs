//! What each role may do (R52), on every route of the table.

use serde_json::json;
use waypost_core::api::{KeyScope, Role};
use waypost_tests::openapi::Api;
use waypost_tests::{Client, TestApp, sample};

/// Roles and key scopes that a route lets in, as the rulebook has it.
fn allowed(operation: &str) -> Option<(&'static [Role], Option<KeyScope>)> {
    const ALL: &[Role] = &[Role::Viewer, Role::Mapper, Role::Biller, Role::Admin];
    const MAPPERS: &[Role] = &[Role::Mapper, Role::Admin];
    const BILLERS: &[Role] = &[Role::Biller, Role::Admin];
    const ADMINS: &[Role] = &[Role::Admin];
    Some(match operation {
        "health" | "openapi" | "errorPage" | "showSetup" | "setUp" | "signIn" | "intuitWebhook" => {
            return None;
        }
        "showSession" | "signOut" | "listSubsidiaries" | "showSubsidiary" | "showConnection"
        | "showChart" | "showMapping" | "showTurnover" | "listChartChanges" | "listVersions"
        | "listDeeds" | "listParties" | "preview" | "showActivity" | "listActivity"
        | "listRuns" | "showRun" | "listDays" | "listenEvents" | "showReconciliation" => {
            (ALL, None)
        }
        "showCatalog" => (ALL, Some(KeyScope::Catalog)),
        "listDocuments" | "showDocument" | "listPayments" | "listDrift" => {
            (ALL, Some(KeyScope::Documents))
        }
        "putCatalog" => (MAPPERS, Some(KeyScope::Catalog)),
        "checkConnection" | "readChart" | "seeChartChanges" | "saveDraft" | "dropDraft"
        | "markDone" | "submitMapping" => (MAPPERS, None),
        "pushDocuments" | "withdrawDocument" | "pushPayments" => {
            (BILLERS, Some(KeyScope::Documents))
        }
        "retryDocument" | "skipDocument" | "handledOutside" | "listCandidates" | "linkDocument"
        | "writeOff" | "retrySeveral" | "skipSeveral" | "listChoices" | "decideParty"
        | "reopenDocument" | "retryPayment" | "factoringReport" | "askReconciliation" => {
            (BILLERS, None)
        }
        "addSubsidiary" | "beginSignIn" | "useApplication" | "listCompanies" | "chooseCompany"
        | "putSettings" | "listKeys" | "issueKey" | "revokeKey" | "finishSignIn"
        | "listWebhooks" | "addWebhook" | "changeWebhook" | "removeWebhook" | "replayWebhook"
        | "listDeliveries" | "finishIntuitSignIn" | "signOutOfBooks" => (ADMINS, None),
        other => panic!("{other} is a new route: say here who may call it"),
    })
}

async fn is_let_in(client: &Client, operation: &waypost_tests::openapi::Operation) -> bool {
    let path = operation.path_with("S-KF");
    let body = operation.takes_body().then(|| b"{}".to_vec());
    let reply = client.if_match(1).send(operation.method.clone(), &path, body).await;
    match reply.status.as_u16() {
        401 => false,
        403 => {
            assert_eq!(reply.json()["code"], "not_allowed", "{} {}", reply.asked, reply.body);
            false
        }
        _ => true,
    }
}

const ROLES: [Role; 4] = [Role::Viewer, Role::Mapper, Role::Biller, Role::Admin];
const SCOPES: [KeyScope; 2] = [KeyScope::Documents, KeyScope::Catalog];

/// Somebody of each role, and a program with a key for each scope.
async fn everybody(app: &TestApp) -> (Vec<(Role, Client)>, Vec<(KeyScope, Client)>) {
    let mut people = Vec::new();
    for role in ROLES {
        people.push((role, app.person(role).await));
    }
    let mut programs = Vec::new();
    for scope in SCOPES {
        programs.push((scope, app.program(&[scope]).await));
    }
    (people, programs)
}

#[tokio::test]
async fn every_route_lets_in_the_roles_and_keys_of_the_rulebook_and_nobody_else() {
    let app = TestApp::start().await;
    sample::add_subsidiary(&app.admin().await).await;
    let mut operations = Api::of(&app.visitor()).await.operations;
    // Signing out ends what the others need.
    operations.sort_by_key(|operation| operation.id == "signOut");
    let (people, programs) = everybody(&app).await;
    for operation in &operations {
        let Some((roles, scope)) = allowed(&operation.id) else { continue };
        assert!(!is_let_in(&app.visitor(), operation).await, "{} lets anybody in", operation.id);
        for (role, person) in &people {
            let met = is_let_in(person, operation).await;
            assert_eq!(met, roles.contains(role), "{} and {role:?}", operation.id);
        }
        for (key, program) in &programs {
            let met = is_let_in(program, operation).await;
            assert_eq!(met, scope == Some(*key), "{} and a key for {key:?}", operation.id);
        }
    }
}

#[tokio::test]
async fn the_refusal_says_which_role_it_takes() {
    let app = TestApp::start().await;
    let viewer = app.person(Role::Viewer).await;
    let reply = viewer.post("/api/v1/subsidiaries", &json!({"id": "S-1", "name": "One"})).await;
    let detail = reply.refused(403, "not_allowed").detail();
    assert!(detail.contains("viewer") && detail.contains("administrator"), "{detail}");
}
