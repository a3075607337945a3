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

#[test]
fn r42_every_cause_that_is_known_leads_to_its_place() {
    let places: [(MendAt, &[&str]); 4] = [
        (
            MendAt::Connect,
            &[
                "no_connection",
                "signed_out",
                "sign_in_again",
                "no_company",
                "company_unknown",
                "no_catalog",
                "no_chart",
                "environment_unknown",
                "permission_missing",
                "negative_total",
                "transaction_type_off",
            ],
        ),
        (
            MendAt::Mapping,
            &[
                "no_mapping",
                "account_missing",
                "account_inactive",
                "no_direct_posting",
                "not_posting_account",
                "value_unknown",
            ],
        ),
        (
            MendAt::Document,
            &[
                "party_ambiguous",
                "party_gone",
                "party_of_another_kind",
                "found_different",
                "number_taken",
                "posted_differs",
                "posted_withdrawn",
                "posted_gone",
                "skipped_by_hand",
                "handled_outside",
                "record_gone",
            ],
        ),
        (
            MendAt::Source,
            &[
                "unusable_document",
                "duplicate_document",
                "withdrawn",
                "vendor_number_missing",
                "no_lines",
                "text_too_long",
                "too_large",
                "category_not_allowed",
                "duplicate_line_id",
                "total_mismatch",
                "amount_mismatch",
                "zero_total",
            ],
        ),
    ];
    for (place, reasons) in places {
        for reason in reasons {
            assert_eq!(mend(reason, None, Class::NeedsPerson, None).at, place, "{reason}");
        }
    }
}

#[test]
fn r42_a_cause_that_is_not_known_leads_to_where_its_kind_is_mended() {
    for (class, place) in [
        (Class::Auth, MendAt::Connect),
        (Class::Transient, MendAt::Nothing),
        (Class::RateLimited, MendAt::Nothing),
        (Class::NeedsPerson, MendAt::Books),
    ] {
        assert_eq!(mend("of_their_own", None, class, None).at, place, "{class:?}");
    }
}
