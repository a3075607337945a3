//! The chart of accounts: read whole or not at all, with classes, and kept when reading fails.

use serde_json::json;
use waypost_core::wire::Class;
use waypost_sandbox::Config;
use waypost_tests::desk::{COMPANY, Desk};
use waypost_tests::sample::SUBSIDIARY;

#[tokio::test]
async fn every_account_is_there_with_its_class_and_what_it_may_carry() {
    let desk = Desk::open().await;
    let chart = desk.chart().await.chart.expect("a chart");
    let account = |number: &str| {
        chart
            .accounts
            .iter()
            .find(|one| one.number.as_deref() == Some(number))
            .unwrap_or_else(|| panic!("account {number}"))
    };
    for (number, class) in [
        ("10100", Class::Bank),
        ("11000", Class::AccountsReceivable),
        ("20000", Class::AccountsPayable),
        ("22100", Class::OtherCurrentLiability),
        ("40100", Class::Income),
        ("51300", Class::CostOfGoodsSold),
        ("65000", Class::Unclassified),
    ] {
        assert_eq!(account(number).class, class, "{number}");
    }
    assert!(!account("11000").direct_posting && !account("20000").direct_posting);
    assert!(!account("49999").posting && !account("58000").active);
    assert!(account("40100").posting && account("40100").active && account("40100").direct_posting);
}

/// A page is 20,000 accounts; a chart of 20,050 has two.
#[tokio::test]
async fn a_chart_of_several_pages_is_read_to_its_end() {
    let mut seed = waypost_sandbox::Seed::keystone().expect("the seed");
    let pattern = seed.companies[0].accounts[0].clone();
    for n in 0..20_050 {
        let mut account = pattern.clone();
        account.number = format!("9{n:06}");
        seed.companies[0].accounts.push(account);
    }
    let all = seed.companies[0].accounts.len();
    let desk = Desk::bare(Config { seed: Some(seed), ..Config::default() }).await;
    desk.connect().await.expect("a connection");
    desk.choose(COMPANY).await.expect("a company");
    assert_eq!(desk.chart().await.chart.expect("a chart").accounts.len(), all);
    let pages = desk.ask("GET", "requests", &serde_json::Value::Null).await;
    let pages = pages.as_array().expect("requests").iter();
    let pages = pages.filter(|one| one["path"].as_str().is_some_and(|it| it.ends_with("accounts")));
    assert_eq!(pages.count(), 2);

    // The second page fails: the chart stays as it was, dated, and says why.
    let before = desk.chart().await;
    desk.fault(json!({"path": "accounts", "skip": 1, "kind": "status", "status": 503})).await;
    let trouble = desk.sync.refresh_chart(&desk.scope, SUBSIDIARY).await.expect_err("a failure");
    assert_eq!(trouble.code, "remote_unavailable");
    let after = desk.chart().await;
    assert_eq!(after.chart, before.chart);
    assert_eq!(after.fetched_at, before.fetched_at);
    assert!(after.trouble.expect("a reason").contains("Business Central said"));
    desk.sync.refresh_chart(&desk.scope, SUBSIDIARY).await.expect("the next reading");
    assert_eq!(desk.chart().await.trouble, None);
}

#[tokio::test]
async fn a_chart_of_yesterday_is_read_again_by_itself() {
    let desk = Desk::open().await;
    let before = desk.chart().await.fetched_at;
    desk.clock.advance(jiff::SignedDuration::from_hours(11));
    desk.work().await;
    assert_eq!(desk.chart().await.fetched_at, before);
    desk.ask("POST", &format!("accounts/{COMPANY}/40300"), &json!({"blocked": true})).await;
    desk.clock.advance(jiff::SignedDuration::from_hours(1));
    desk.work().await;
    let chart = desk.chart().await.chart.expect("a chart");
    let account = chart.accounts.iter().find(|one| one.number.as_deref() == Some("40300"));
    assert!(!account.expect("the account").active);
}

#[tokio::test]
async fn case_39_documents_go_by_the_last_chart_while_it_cannot_be_read() {
    let desk = Desk::open().await;
    let before = desk.chart().await;
    desk.clock.advance(jiff::SignedDuration::from_hours(13));
    desk.fault(json!({"path": "/accounts", "kind": "status", "status": 503, "times": 100})).await;
    let id = desk.push(&waypost_tests::sample::load()).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (waypost_core::api::State::Posted, None));
    let after = desk.chart().await;
    assert_eq!((after.chart, after.fetched_at), (before.chart, before.fetched_at));
    assert!(after.trouble.is_some(), "it was tried");
}

#[tokio::test]
async fn a_document_held_for_a_blocked_account_goes_when_the_chart_shows_it_open_again() {
    let desk = Desk::open().await;
    let account = format!("accounts/{COMPANY}/40300");
    desk.ask("POST", &account, &json!({"blocked": true})).await;
    desk.sync.refresh_chart(&desk.scope, SUBSIDIARY).await.expect("a chart");
    let id = desk.push(&waypost_tests::sample::load()).await;
    desk.settle().await;
    let row = desk.row(&id).await;
    assert_eq!(row.reason.as_deref(), Some("account_inactive"));
    assert!(row.message.expect("words").contains("40300"));
    desk.ask("POST", &account, &json!({"blocked": false})).await;
    desk.sync.refresh_chart(&desk.scope, SUBSIDIARY).await.expect("a chart");
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (waypost_core::api::State::Posted, None));
}
