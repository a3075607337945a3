//! R28.

use crate::test;
use waypost_core::sync::Class;
use waypost_core::sync::limits::limits;
use waypost_core::sync::party::{Listed, Side, Wanted, Who, who};
use waypost_core::wire::{Kind, System};

const ROADRUNNER: Wanted<'_> = Wanted {
    name: "Roadrunner Transport LLC",
    side: Side::Vendor,
    linked: None,
    gone: false,
    make: false,
};

fn vendor<'a>(id: &'a str, name: &'a str, title: &'a str) -> Listed<'a> {
    Listed { id, name, title, kind: "vendor" }
}

fn find(wanted: &Wanted<'_>, listed: &[Listed<'_>], system: System) -> Who {
    who(wanted, listed, system, limits(system))
}

fn held(who: Who) -> (String, String, Vec<String>) {
    let Who::Held { held, choices } = who else { panic!("{who:?}") };
    assert_eq!(held.class, Class::NeedsPerson);
    (held.reason, held.message, choices.into_iter().map(|one| one.title).collect())
}

#[test]
fn r28_the_stored_link_comes_first() {
    let linked = Wanted { linked: Some("v-9"), ..ROADRUNNER };
    let namesake = [vendor("v-1", "Roadrunner Transport LLC", "V001 Roadrunner")];
    assert_eq!(find(&linked, &namesake, System::BusinessCentral), Who::Linked("v-9".to_owned()));
}

#[test]
fn r28_one_exact_name_links_whatever_the_case_of_its_letters() {
    let books = [
        vendor("v-1", " ROADRUNNER transport llc ", "V001 Roadrunner"),
        vendor("v-2", "Roadrunner Transport LLC 2", "V002 Roadrunner"),
    ];
    assert_eq!(find(&ROADRUNNER, &books, System::BusinessCentral), Who::Link("v-1".to_owned()));
}

#[test]
fn r28_case_58_several_of_one_name_wait_for_a_person_with_the_choices() {
    let books = [
        vendor("v-1", "Roadrunner Transport LLC", "V001 truck 12"),
        vendor("v-2", "Roadrunner Transport LLC", "V002 truck 14"),
    ];
    let (reason, message, choices) = held(find(&ROADRUNNER, &books, System::QuickbooksOnline));
    assert_eq!(reason, "party_ambiguous");
    assert_eq!(choices, ["V001 truck 12", "V002 truck 14"]);
    assert!(message.starts_with("2 vendors"), "{message}");
    assert!(message.contains("V001 truck 12; V002 truck 14"), "{message}");
}

#[test]
fn r28_nobody_of_that_name_is_made_under_a_name_that_the_books_take() {
    let Who::Make(name) = find(&ROADRUNNER, &[], System::Netsuite) else { panic!() };
    assert_eq!((name.text.as_str(), name.original), ("Roadrunner Transport LLC", None));
    let parted = Wanted { name: "Roadrunner: West", side: Side::Customer, ..ROADRUNNER };
    let Who::Make(name) = find(&parted, &[], System::QuickbooksOnline) else { panic!() };
    assert_eq!(name.text, "Roadrunner - West");
    assert_eq!(name.original.as_deref(), Some("Roadrunner: West"));
    let made = [Listed { kind: "customer", ..vendor("c-1", "Roadrunner - West", "c") }];
    assert_eq!(find(&parted, &made, System::QuickbooksOnline), Who::Link("c-1".to_owned()));
}

#[test]
fn r28_case_56_a_namesake_of_another_kind_is_offered_and_nothing_is_made() {
    let customer = Listed {
        kind: "customer",
        ..vendor("c-1", "Roadrunner Transport LLC", "Roadrunner (customer)")
    };
    for system in [System::QuickbooksOnline, System::QuickbooksDesktop] {
        let (reason, message, choices) = held(find(&ROADRUNNER, &[customer], system));
        assert_eq!(reason, "party_of_another_kind");
        assert_eq!(choices, ["Roadrunner (customer)"]);
        assert!(
            message.contains("no vendor named") && message.contains("a customer of that name"),
            "{message}"
        );
        assert!(message.contains("Link") && message.contains("rename"), "{message}");
    }
    let own = vendor("v-1", "Roadrunner Transport LLC", "V001");
    assert_eq!(
        find(&ROADRUNNER, &[customer, own], System::QuickbooksOnline),
        Who::Link("v-1".to_owned())
    );
    let other = Listed { name: "Roadrunner Inc", ..customer };
    assert!(matches!(find(&ROADRUNNER, &[other], System::QuickbooksOnline), Who::Make(_)));
    for apart in [System::BusinessCentral, System::Netsuite] {
        assert!(matches!(find(&ROADRUNNER, &[customer], apart), Who::Make(_)), "{apart}");
    }
}

#[test]
fn r28_case_59_a_merged_vendor_is_linked_again_and_never_made_anew() {
    let gone = Wanted { gone: true, ..ROADRUNNER };
    let (reason, message, choices) = held(find(&gone, &[], System::BusinessCentral));
    assert_eq!((reason.as_str(), choices.len()), ("party_gone", 0));
    assert!(message.contains("deleted or merged"), "{message}");
    let books = [vendor("v-7", "Roadrunner Transport LLC", "V007")];
    assert_eq!(find(&gone, &books, System::BusinessCentral), Who::Link("v-7".to_owned()));
}

#[test]
fn r28_customers_stand_on_invoices_and_vendors_on_bills() {
    assert_eq!(Side::of(Kind::Invoice).text(), "customer");
    assert_eq!(Side::of(Kind::Bill).text(), "vendor");
}

#[test]
fn r28_case_58_a_new_one_is_made_among_namesakes_only_when_a_person_says_so() {
    let books = [
        vendor("v-1", "Roadrunner Transport LLC", "V001 truck 12"),
        vendor("v-2", "Roadrunner Transport LLC", "V002 truck 14"),
    ];
    let make = Wanted { make: true, gone: true, ..ROADRUNNER };
    assert!(matches!(find(&make, &books, System::BusinessCentral), Who::Make(_)));
    assert!(matches!(find(&make, &[], System::BusinessCentral), Who::Make(_)));
    let (reason, ..) = held(find(&make, &books, System::QuickbooksOnline));
    assert_eq!(reason, "party_ambiguous", "one list of names takes no second of one name");
}
