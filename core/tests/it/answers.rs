//! Answers: what a server says is read whole, by core's own reader and by serde_json; a field of a later
//! server is passed over, and one that is missing or stands twice is refused by name.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::test;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::fmt::Debug;
use waypost_core::api::{
    CatalogState, ConnectionSummary, DocumentRow, Draft, MappingState, Problem, Session,
    StateCounts, Subsidiary, Version,
};
use waypost_core::wire::{
    self, AccountChange, Candidate, Carried, Catalog, Changed, Evidence, Finding, Mapping,
    TouchedSlot, Turnover, Volume,
};

/// An answer that is this text, in which only these fields may be absent.
fn is_read<T>(text: &str, may_be_absent: &[&str])
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let answer: T = wire::read(text).unwrap();
    assert_eq!(wire::write(&answer), text);
    assert_eq!(serde_json::to_string(&answer).unwrap(), text);
    assert_eq!(serde_json::from_str::<T>(text).unwrap(), answer);
    let open = text.strip_suffix('}').unwrap();
    let later = format!(r#"{open},"later":1,"later":{{"a":[null]}}}}"#);
    assert_eq!(wire::read::<T>(&later).as_ref(), Ok(&answer));
    assert_eq!(serde_json::from_str::<T>(&later).unwrap(), answer);
    let whole: Map<String, Value> = serde_json::from_str(text).unwrap();
    for (name, value) in &whole {
        let twice = wire::read::<T>(&format!(r#"{open},"{name}":{value}}}"#)).unwrap_err();
        assert_eq!((twice.code, &twice.path), ("unusable_value", name));
        let mut part = whole.clone();
        part.remove(name);
        let part = wire::read::<T>(&Value::Object(part).to_string());
        if may_be_absent.contains(&name.as_str()) {
            assert!(part.is_ok(), "{name}");
        } else {
            let missing = part.unwrap_err();
            assert_eq!((missing.code, &missing.path), ("missing_field", name));
        }
    }
}

const FINDING: &str = r#"{"code":"default_missing","severity":"error","slot":"defaults.revenue","account":"a-40000","line":"L-1","message":"Choose one."}"#;
const VOLUME: &str = r#"{"lines":214,"documents":180,"amount":"71556.15"}"#;
const COUNTS: &str = r#"{"waiting":14,"sending":1,"checking":0,"posted":128,"skipped":3,"needs_you":2,"handled_outside":1}"#;
const CONNECTION: &str = r#"{"system":"business_central","state":"active","company":"Keystone","warning":"sign_in_ends"}"#;

#[test]
fn a_mapping_with_its_draft_and_its_version_is_read() {
    let mapping = wire::write(&Mapping::default());
    let draft = format!(
        r#"{{"revision":3,"mapping":{mapping},"done":true,"saved_by":"Zoë","saved_at":"2026-09-16T08:00:00Z","findings":[{FINDING}]}}"#
    );
    let version = format!(
        r#"{{"version":2,"mapping":{mapping},"submitted_by":"Zoë","submitted_at":"2026-09-16T08:00:00Z"}}"#
    );
    let state = format!(r#"{{"draft":{draft},"active":{version}}}"#);
    is_read::<Finding>(FINDING, &["slot", "account", "line"]);
    is_read::<Draft>(&draft, &["saved_by", "saved_at"]);
    is_read::<Version>(&version, &[]);
    is_read::<MappingState>(&state, &["active"]);
}

#[test]
fn what_the_books_changed_under_a_mapping_is_read() {
    let changed = r#"{"change":"renumbered","from":"40100","to":"40110"}"#;
    let touched = format!(r#"{{"slot":"load.default","findings":[{FINDING}]}}"#);
    let evidence = r#"{"kind":"name","message":"Its name has \"freight\"."}"#;
    let candidate = format!(r#"{{"account":"a-40110","score":80,"evidence":[{evidence}]}}"#);
    let change = format!(
        r#"{{"account":"a-40100","changes":[{changed}],"slots":[{touched}],"documents":["D-1"],"newly_blocked":["D-1"],"newly_postable":[],"replacements":[{candidate}],"message":"It was renumbered."}}"#
    );
    is_read::<Changed>(changed, &["from", "to"]);
    is_read::<TouchedSlot>(&touched, &[]);
    is_read::<Evidence>(evidence, &[]);
    is_read::<Candidate>(&candidate, &[]);
    is_read::<AccountChange>(&change, &[]);
}

#[test]
fn what_documents_of_late_carry_is_read() {
    let carried = format!(
        r#"{{"slot":"load.items.customer_linehaul","currency":"USD","waiting":{VOLUME},"sent":{VOLUME}}}"#
    );
    let turnover =
        format!(r#"{{"since":"2026-08-17","documents":180,"whole":false,"carried":[{carried}]}}"#);
    is_read::<Volume>(VOLUME, &[]);
    is_read::<Carried>(&carried, &[]);
    is_read::<Turnover>(&turnover, &[]);
}

#[test]
fn a_subsidiary_and_where_its_documents_stand_is_read() {
    let subsidiary = format!(
        r#"{{"id":"S-KF","name":"Keystone Freight","connection":{CONNECTION},"counts":{COUNTS},"last_posted_at":"2026-09-16T08:00:00Z","last_sync_at":"2026-09-16T08:00:00Z","next_sync_at":"2026-09-16T08:05:00Z"}}"#
    );
    is_read::<StateCounts>(COUNTS, &["handled_outside"]);
    is_read::<ConnectionSummary>(CONNECTION, &["company", "warning"]);
    is_read::<Subsidiary>(
        &subsidiary,
        &["connection", "last_posted_at", "last_sync_at", "next_sync_at"],
    );
    is_read::<DocumentRow>(
        r#"{"id":"1","document":"D-1","number":"INV-1","kind":"invoice","origin":"load","party":"Blue","date":"2026-09-16","total":"401.12","currency":"USD","subsidiary":"S-KF","state":"needs_you","reason":"default_missing","cause":"default_missing:defaults.revenue","message":"Choose one.","remote_number":"103001","changed_at":"2026-09-16T08:00:00Z"}"#,
        &["reason", "cause", "message", "remote_number"],
    );
}

#[test]
fn a_catalogue_a_session_and_a_problem_are_read() {
    let catalog = wire::write(&Catalog::default());
    is_read::<CatalogState>(
        &format!(r#"{{"version":4,"catalog":{catalog},"retired":["trip.per_diem"],"added":[]}}"#),
        &[],
    );
    is_read::<Session>(
        r#"{"name":"Zoë","email":"zoe@example.com","role":"mapper","tenant":"Keystone","csrf_token":"t-1"}"#,
        &[],
    );
    is_read::<Problem>(
        &format!(
            r#"{{"type":"/docs/errors/mapping_has_errors","code":"mapping_has_errors","title":"It has errors","status":422,"detail":"Mend them.","path":"lines[3].amount","findings":[{FINDING}]}}"#
        ),
        &["path", "findings"],
    );
}
