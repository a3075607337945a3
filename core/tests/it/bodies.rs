//! Bodies of requests: what a browser writes with core's own writer is what serde_json writes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::test;
use serde::Serialize;
use serde::de::DeserializeOwned;
use waypost_core::api::{
    ApplicationCredentials, BeginSignIn, ChangedWebhook, ChooseCompany, FactoringReport,
    FirstAdministrator, Handled, Link, NewKey, NewSubsidiary, NewWebhook, Period, Reopen, Replay,
    Several, SignIn, Skip, WhoItIs, WriteOff,
};
use waypost_core::wire::{self, Mapping, Settings};

/// A body that is this text, field by field.
fn is_written<T: Serialize + DeserializeOwned>(text: &str) {
    let body: T = wire::read(text).unwrap();
    assert_eq!(wire::write(&body), text);
    assert_eq!(serde_json::to_string(&body).unwrap(), text);
}

#[test]
fn who_signs_in_and_what_a_key_may_do_is_written() {
    is_written::<FirstAdministrator>(
        r#"{"code":"1234","tenant":null,"name":"Zoë \"Z\" O'Neil","email":"zoe@example.com","password":"a\\b/\n\t\r\b\f\u0001\u001f🚚"}"#,
    );
    is_written::<SignIn>(r#"{"email":"zoe@example.com","password":""}"#);
    is_written::<NewKey>(r#"{"name":"TMS production","scopes":["documents","catalog"]}"#);
    is_written::<NewKey>(r#"{"name":"none","scopes":[]}"#);
}

#[test]
fn a_subsidiary_and_its_connection_are_written() {
    is_written::<NewSubsidiary>(r#"{"id":"S-KF","name":"Keystone Freight"}"#);
    is_written::<BeginSignIn>(r#"{"system":"business_central","environment":"production"}"#);
    is_written::<ApplicationCredentials>(
        r#"{"system":"business_central","environment":"e","directory":"d","client_id":"c","client_secret":"s"}"#,
    );
    is_written::<ChooseCompany>(r#"{"id":"company-1"}"#);
    is_written::<Settings>(
        r#"{"exclude_w2_statements":true,"negative_documents":"vendor_credit","go_live":"2026-09-01","closed_periods":"park","of_a_later_version":[1.50,{"a":null}]}"#,
    );
}

#[test]
fn a_mapping_is_written_with_what_a_later_version_added() {
    let keystone: Mapping =
        wire::read(include_str!("../../vectors/keystone/mapping.json")).unwrap();
    let text = wire::write(&keystone);
    is_written::<Mapping>(&text);
    let later = r#","later":{"rate":1.50,"on":true}}"#;
    is_written::<Mapping>(&[text.strip_suffix('}').unwrap(), later].concat());
}

#[test]
fn what_people_decide_about_documents_is_written() {
    is_written::<Skip>(r#"{"reason":"entered by hand"}"#);
    is_written::<Handled>(r#"{"remote_number":"INV-9","note":""}"#);
    is_written::<WriteOff>(r#"{"reason":"short paid"}"#);
    is_written::<Link>(r#"{"remote_id":"r-1","accept_differences":true}"#);
    is_written::<Several>(r#"{"documents":["d-1","d-2"],"cause":null,"reason":"a test"}"#);
    is_written::<WhoItIs>(r#"{"remote_id":"v-1","create":false}"#);
    is_written::<Reopen>(r#"{"reason":"the check bounced"}"#);
    is_written::<Period>(r#"{"from":"2026-09-01","to":"2026-09-30"}"#);
}

#[test]
fn a_factors_report_and_webhooks_are_written() {
    is_written::<FactoringReport>(
        r#"{"csv":"Load,Date\r\nL-1,2026-09-01\r\n","columns":null,"accept":false}"#,
    );
    is_written::<FactoringReport>(
        r#"{"csv":"","columns":{"load":"Load","gross":"Gross","fee":null,"net":null,"date":"Date","reference":null},"accept":true}"#,
    );
    is_written::<NewWebhook>(r#"{"url":"https://tms.example.com/in","description":""}"#);
    is_written::<ChangedWebhook>(
        r#"{"url":"https://tms.example.com/in","description":"TMS","enabled":true}"#,
    );
    is_written::<Replay>(r#"{"since":"2026-11-30T08:00:00Z"}"#);
}
