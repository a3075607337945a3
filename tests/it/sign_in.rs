//! Signing in to the books: a person on Microsoft's page, an administrator's application, and what
//! each refusal says.

use serde_json::Value;
use waypost_core::api::{ApplicationCredentials, BeginSignIn, ConnectionState, State};
use waypost_core::wire::System;
use waypost_sandbox::Config;
use waypost_server::store::credential;
use waypost_server::sync::{Options, Trouble};
use waypost_tests::Gate;
use waypost_tests::desk::{COMPANY, Desk, registration};
use waypost_tests::direct::Direct;
use waypost_tests::sample::{self, SUBSIDIARY};

/// What stands for the browser session.
const SESSION: &str = "hash of ada's session";

fn begin() -> BeginSignIn {
    BeginSignIn { system: System::BusinessCentral, environment: "production".to_owned() }
}

/// Fills in Microsoft's page: (state, code) as the browser brings them back.
pub(crate) async fn fill_in(address: &str, name: &str, password: &str) -> (String, String) {
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a browser");
    let page = http.get(address).send().await.expect("the page");
    let here = page.url().clone();
    let page = page.text().await.expect("the page");
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut action = here.clone();
    for tag in page.split('<') {
        if tag.starts_with("form")
            && let Some(to) = attribute(tag, "action")
        {
            action = here.join(&to).expect("an address");
        }
        if tag.starts_with("input")
            && let Some(field) = attribute(tag, "name")
        {
            fields.push((field, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for (field, value) in &mut fields {
        match field.as_str() {
            "password" | "passwd" => password.clone_into(value),
            "login" | "username" | "user_name" | "loginfmt" => name.clone_into(value),
            _ => {}
        }
    }
    let back = http.post(action).form(&fields).send().await.expect("an answer");
    let status = back.status();
    let to = back.headers().get("location").map(|to| to.to_str().expect("text").to_owned());
    let Some(to) = to else { panic!("{status}: {}", back.text().await.expect("a page")) };
    let to = url::Url::parse(&to).expect("an address");
    let parameter = |name: &str| {
        to.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    };
    (parameter("state").expect("state"), parameter("code").expect("code"))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", "\""))
}

async fn sign_in(desk: &Desk) {
    let address = desk
        .sync
        .begin_sign_in(&desk.scope, SUBSIDIARY, &begin(), SESSION)
        .await
        .expect("an address");
    let (state, code) =
        fill_in(&address.url, "dana@keystone-freight.example", "sandbox-dana").await;
    let subsidiary = desk
        .sync
        .finish_sign_in(SESSION, &desk.scope, &state, (&code, None))
        .await
        .expect("a sign-in");
    assert_eq!(subsidiary, SUBSIDIARY);
}

#[tokio::test]
async fn a_person_signs_in_chooses_a_company_and_documents_are_posted() {
    let desk = Desk::bare(Config::default()).await;
    sign_in(&desk).await;
    assert_eq!(desk.connection().await.state, ConnectionState::ChooseCompany);
    desk.choose(COMPANY).await.expect("a company");
    assert_eq!(desk.connection().await.state, ConnectionState::Mapping);
    desk.submit(&sample::mapping()).await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
}

#[tokio::test]
async fn a_sign_in_is_finished_once_and_only_by_the_browser_that_began_it() {
    let desk = Desk::bare(Config::default()).await;
    let address = desk
        .sync
        .begin_sign_in(&desk.scope, SUBSIDIARY, &begin(), SESSION)
        .await
        .expect("an address");
    let (state, code) =
        fill_in(&address.url, "dana@keystone-freight.example", "sandbox-dana").await;
    let finish = |session: &'static str, state: String| {
        let (sync, scope, code) = (desk.sync.clone(), desk.scope.clone(), code.clone());
        async move { sync.finish_sign_in(session, &scope, &state, (&code, None)).await }
    };
    let refused = |outcome: Result<String, Trouble>| outcome.expect_err("a refusal").code;
    assert_eq!(refused(finish("another browser", state.clone()).await), "sign_in_unknown");
    assert_eq!(refused(finish(SESSION, "forged".to_owned()).await), "sign_in_unknown");
    finish(SESSION, state.clone()).await.expect("the browser that began it");
    assert_eq!(refused(finish(SESSION, state).await), "sign_in_unknown");
}

#[tokio::test]
async fn a_sign_in_that_takes_longer_than_ten_minutes_has_expired() {
    let desk = Desk::bare(Config::default()).await;
    let address = desk
        .sync
        .begin_sign_in(&desk.scope, SUBSIDIARY, &begin(), SESSION)
        .await
        .expect("an address");
    let (state, code) =
        fill_in(&address.url, "dana@keystone-freight.example", "sandbox-dana").await;
    desk.clock.advance(jiff::SignedDuration::from_mins(11));
    let refusal = desk.sync.finish_sign_in(SESSION, &desk.scope, &state, (&code, None)).await;
    assert_eq!(refusal.expect_err("expired").code, "sign_in_expired");
}

#[tokio::test]
async fn each_wrong_entry_of_an_application_is_named_and_nothing_is_kept() {
    let desk = Desk::bare(Config::default()).await;
    let check = async |change: &dyn Fn(&mut ApplicationCredentials), code: &str| {
        let mut given = registration();
        change(&mut given);
        let trouble = desk.connect_as(&given).await.expect_err(code);
        assert_eq!(trouble.code, code, "{}", trouble.message);
        assert!(!trouble.message.contains("sandbox-app-secret"), "{}", trouble.message);
    };
    check(&|given| given.client_secret = "wrong".to_owned(), "wrong_secret").await;
    check(&|given| given.environment = "Sandbox-7".to_owned(), "environment_unknown").await;
    check(&|given| given.environment = "../x".to_owned(), "environment_unknown").await;
    check(&|given| given.directory = "nowhere.example".to_owned(), "directory_unknown").await;
    let unknown = "00000000-0000-4000-8000-000000000001";
    check(&|given| given.client_id = unknown.to_owned(), "application_unknown").await;
    let mut db = desk.store.read().await.expect("a connection");
    let kept = waypost_server::store::connection::of_subsidiary(&mut db, &desk.scope, SUBSIDIARY);
    assert_eq!(kept.await.expect("a database"), None);
}

#[tokio::test]
async fn a_company_without_permission_is_named_and_not_chosen() {
    let mut seed = waypost_sandbox::Seed::keystone().expect("the seed");
    seed.apps[0].companies.remove("KEYSTONE-BRK");
    let desk = Desk::bare(Config { seed: Some(seed), ..Config::default() }).await;
    desk.connect().await.expect("a connection");
    let trouble = desk.choose("KEYSTONE-BRK").await.expect_err("no permission");
    assert_eq!(trouble.code, "permission_missing", "{}", trouble.message);
    assert!(trouble.message.contains("permission set"), "{}", trouble.message);
    assert_eq!(desk.connection().await.company, None);
    desk.choose(COMPANY).await.expect("the other company");
}

#[tokio::test]
async fn access_is_tested_by_reading_alone() {
    let desk = Desk::open().await;
    desk.ask("DELETE", "requests", &Value::Null).await;
    let tests = desk.sync.check_access(&desk.scope, SUBSIDIARY).await.expect("tests");
    for test in &tests {
        let expected = if test.name == "post" { None } else { Some(true) };
        assert_eq!(test.passed, expected, "{}: {}", test.name, test.message);
    }
    let requests = desk.ask("GET", "requests", &Value::Null).await;
    let requests = requests.as_array().expect("requests");
    assert!(requests.iter().all(|one| one["method"] == "GET"), "{requests:?}");
}

#[tokio::test]
async fn a_token_that_expired_is_renewed_and_nobody_notices() {
    let desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    desk.fault(serde_json::json!({"method": "POST", "path": "salesInvoices",
        "kind": "expire_tokens"}))
        .await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
    assert_eq!(desk.held("REF-1002345").await, (1, 0));
}

#[tokio::test]
async fn a_revoked_sign_in_pauses_the_work_until_somebody_signs_in_again() {
    let desk = Desk::bare(Config::default()).await;
    sign_in(&desk).await;
    desk.choose(COMPANY).await.expect("a company");
    desk.submit(&sample::mapping()).await;
    let id = desk.push(&sample::load()).await;
    for kind in ["revoke_refresh", "expire_tokens"] {
        desk.fault(serde_json::json!({"path": "companies(", "kind": kind})).await;
    }
    desk.settle().await;
    assert_eq!(desk.connection().await.state, ConnectionState::SignInAgain);
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Waiting, Some("sign_in_again".to_owned())));
    desk.mend().await;
    sign_in(&desk).await;
    assert_eq!(desk.connection().await.state, ConnectionState::Active, "the mapping stays");
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
}

#[tokio::test]
async fn a_sign_in_lasts_over_days_of_rotated_tokens() {
    let desk = Desk::bare(Config::default()).await;
    sign_in(&desk).await;
    desk.choose(COMPANY).await.expect("a company");
    desk.submit(&sample::mapping()).await;
    for day in 0..4 {
        desk.clock.advance(jiff::SignedDuration::from_hours(24));
        let id = desk.push(&waypost_tests::desk::load_numbered(&format!("DAY-{day}"))).await;
        desk.settle().await;
        assert_eq!(desk.state(&id).await, (State::Posted, None));
    }
}

/// Grows with every pair of tokens that is kept.
async fn revision(desk: &Desk) -> i64 {
    let connection = desk.connection().await.id;
    let mut db = desk.store.read().await.expect("a connection");
    let kept = credential::get(&mut db, &desk.scope, &connection).await.expect("a database");
    kept.expect("a credential").revision
}

/// Microsoft lets both renew; what is stored first stays, and both use it.
#[tokio::test]
async fn case_72_of_two_processes_that_renew_a_sign_in_at_once_one_is_kept() {
    let desk = Desk::bare(Config::default()).await;
    sign_in(&desk).await;
    desk.choose(COMPANY).await.expect("a company");
    let line = Direct { books: desk.books.sandbox.line(), clock: desk.clock.clone() };
    let gate = Gate::before("/token", line);
    let options = Options { carrier: Some(gate.clone()), ..Options::default() };
    let other = desk.worker(desk.clock.clone(), options);
    let before = revision(&desk).await;
    desk.clock.advance(jiff::SignedDuration::from_hours(2));
    let first = async {
        gate.reached().await;
        let read = desk.sync.refresh_chart(&desk.scope, SUBSIDIARY).await;
        gate.open();
        read
    };
    let (late, first) = tokio::join!(other.refresh_chart(&desk.scope, SUBSIDIARY), first);
    first.expect("who stores first");
    late.expect("who uses what was stored");
    assert_eq!(revision(&desk).await, before + 1, "one of two pairs is kept");
    desk.clock.advance(jiff::SignedDuration::from_hours(2));
    desk.sync.refresh_chart(&desk.scope, SUBSIDIARY).await.expect("it renews again");
    assert_eq!(revision(&desk).await, before + 2);
}

/// Microsoft ends a sign-in that nothing used for 90 days, and says so nowhere.
#[tokio::test]
async fn a_sign_in_that_waits_for_its_mapping_for_months_still_works() {
    let desk = Desk::bare(Config::default()).await;
    sign_in(&desk).await;
    desk.choose(COMPANY).await.expect("a company");
    for _ in 0..4 {
        desk.clock.advance(jiff::SignedDuration::from_hours(40 * 24));
        desk.work().await;
    }
    desk.submit(&sample::mapping()).await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
}
