//! R42: what a person mends once, for however many documents.

use crate::test;
use waypost_core::Rules;
use waypost_core::sync::cause::{Cause, is_about_party, key, parts};
use waypost_core::sync::limits::limits;
use waypost_core::sync::order::{Need, Owed, waits_for};
use waypost_core::sync::party::{Listed, Side, Wanted, Who, who};
use waypost_core::sync::{Admission, Class, Held, Reason, admit};
use waypost_core::wire::{self, Code, Document, Settings, System};

/// The sample's load under the sample's mapping, spoilt at these places.
fn held(spoilt: &[(&str, serde_json::Value)], document: &[(&str, serde_json::Value)]) -> Held {
    let spoil = |text: &str, at: &[(&str, serde_json::Value)]| {
        let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
        for (pointer, other) in at {
            *value.pointer_mut(pointer).unwrap() = other.clone();
        }
        value.to_string()
    };
    let mapping = spoil(include_str!("../../../vectors/keystone/mapping.json"), spoilt);
    let load =
        spoil(include_str!("../../../vectors/keystone/documents/REF-1002345.json"), document);
    let chart = wire::read(include_str!("../../../vectors/keystone/chart.json")).unwrap();
    let rules = Rules::new(&wire::read(&mapping).unwrap(), &chart, None);
    let document: Document = wire::read(&load).unwrap();
    let preview = rules.preview(&document).unwrap();
    match admit(&document, &Settings::default(), &preview) {
        Admission::Hold(held) | Admission::Skip(held) => held,
        Admission::Post => panic!("it would post"),
    }
}

/// Key, reason, subject and class, as they are stored and grouped by.
fn golden(held: &Held, key: &str, reason: &str, subject: Option<&str>, class: Class) {
    let cause = Cause::of(held);
    assert_eq!((cause.key.as_str(), cause.reason.as_str()), (key, reason));
    assert_eq!((cause.subject.as_deref(), cause.class), (subject, class));
    assert_eq!(parts(key), (reason, subject));
}

#[test]
fn r42_what_the_mapping_holds_names_the_slot_where_choosing_an_account_mends_it() {
    let wrong = held(&[("/load/items/customer_linehaul", "a-51000".into())], &[]);
    golden(
        &wrong,
        "wrong_class:load.items.customer_linehaul",
        "wrong_class",
        Some("load.items.customer_linehaul"),
        Class::NeedsConfig,
    );
    let gone = held(&[("/defaults/accounts_receivable", "a-nowhere".into())], &[]);
    let slot = Some("defaults.accounts_receivable");
    let key = "account_missing:defaults.accounts_receivable";
    golden(&gone, key, "account_missing", slot, Class::NeedsConfig);
}

#[test]
fn r42_a_document_of_its_own_fault_is_grouped_by_that_fault_alone() {
    let total = held(&[], &[("/total", "1.00".into())]);
    golden(&total, "total_mismatch", "total_mismatch", None, Class::NeedsConfig);
    assert_eq!(Reason::Finding(Code::TotalMismatch).as_str(), "total_mismatch");
}

#[test]
fn r42_a_party_that_needs_a_person_is_one_cause_for_all_its_documents() {
    let name = "Northern Star: West";
    let wanted = Wanted { name, side: Side::Vendor, linked: None, gone: false, make: false };
    let one = Listed { id: "v-1", name, title: "V001", kind: "vendor" };
    let two = Listed { id: "v-2", title: "V002", ..one };
    let bc = System::BusinessCentral;
    let Who::Held { held, .. } = who(&wanted, &[one, two], bc, limits(bc)) else { panic!() };
    let key = "party_ambiguous:Northern Star: West";
    golden(&held, key, "party_ambiguous", Some(name), Class::NeedsPerson);
    let gone = Wanted { gone: true, ..wanted };
    let Who::Held { held, .. } = who(&gone, &[], bc, limits(bc)) else { panic!() };
    golden(&held, "party_gone:Northern Star: West", "party_gone", Some(name), Class::NeedsPerson);
}

#[test]
fn r43_what_waits_for_another_names_it() {
    let need =
        Need { owed: Owed::Party, name: "Blue Ridge", state: waypost_core::api::State::Waiting };
    let held = waits_for(&[need]).unwrap();
    golden(&held, "needs_party:Blue Ridge", "needs_party", Some("Blue Ridge"), Class::Transient);
}

#[test]
fn r42_the_books_refusals_about_a_party_are_told_from_the_others() {
    for reason in ["party_blocked", "party_gone", "posting_group_missing"] {
        assert!(is_about_party(reason), "{reason}");
    }
    for reason in ["closed_period", "account_inactive", "number_taken"] {
        assert!(!is_about_party(reason), "{reason}");
    }
    assert_eq!(key("party_blocked", Some("Old Mill")), "party_blocked:Old Mill");
}
