//! R42: every cause has a heading and leads to the place where it is mended.

use crate::test;
use waypost_core::api::{Mend, MendAt};
use waypost_core::names;
use waypost_core::sync::Class;
use waypost_core::sync::mend::mend;
use waypost_core::wire::{self, Catalog};

fn catalog() -> Catalog {
    wire::read(include_str!("../../../vectors/keystone/catalog.json")).unwrap()
}

#[test]
fn r42_a_slot_without_account_leads_to_its_row_of_the_mapping() {
    let slot = Some("accessorials.items.detention.revenue");
    let mend = mend("line_unresolved", slot, Class::NeedsConfig, Some(&catalog()));
    assert_eq!(mend, Mend { at: MendAt::Mapping, find: Some("Detention".to_owned()) });
    let title = names::cause("line_unresolved", slot, Some(&catalog()));
    assert_eq!(title, "Detention, revenue has no account");
}

#[test]
fn r42_a_general_default_leads_to_the_defaults() {
    let slot = Some("defaults.revenue");
    let mend = mend("account_inactive", slot, Class::NeedsConfig, None);
    assert_eq!(mend, Mend { at: MendAt::Defaults, find: None });
    assert_eq!(
        names::cause("account_inactive", slot, None),
        "Default revenue has a blocked account"
    );
}

#[test]
fn r42_other_causes_lead_to_whoever_can_mend_them() {
    let cases = [
        (
            "sign_in_again",
            None,
            Class::Auth,
            MendAt::Connect,
            "The books no longer accept the sign-in",
        ),
        (
            "party_ambiguous",
            Some("Old Mill"),
            Class::NeedsPerson,
            MendAt::Document,
            "Old Mill stands in the books more than once",
        ),
        (
            "party_blocked",
            Some("Old Mill"),
            Class::NeedsConfig,
            MendAt::Books,
            "Old Mill is blocked in the books",
        ),
        (
            "closed_period",
            None,
            Class::NeedsConfig,
            MendAt::Books,
            "The books are closed on that date",
        ),
        (
            "total_mismatch",
            None,
            Class::NeedsConfig,
            MendAt::Source,
            "The total is not what the lines add up to",
        ),
        ("books_busy", None, Class::Transient, MendAt::Nothing, "Books busy"),
        ("setup_refused", Some("61000"), Class::NeedsConfig, MendAt::Books, "Setup refused: 61000"),
        (
            "account_inactive",
            None,
            Class::NeedsConfig,
            MendAt::Mapping,
            "The account, customer or vendor is blocked in the books",
        ),
    ];
    for (reason, subject, class, place, title) in cases {
        assert_eq!(mend(reason, subject, class, None).at, place, "{reason}");
        assert_eq!(names::cause(reason, subject, None), title);
    }
}
