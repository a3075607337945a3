//! R25.

use crate::test;
use waypost_core::sync::Class;
use waypost_core::sync::key::Try;
use waypost_core::sync::route::{Arrival, route};

fn arrival<'a>(subsidiary: &'a str, connection: Option<&'a str>) -> Arrival<'a> {
    Arrival {
        document: "REF-1002345",
        origin: "load",
        earlier_origin: None,
        subsidiary,
        connection,
    }
}

#[test]
fn r25_case_49_without_a_connection_it_is_held_by_the_subsidiarys_name() {
    let held = route(&arrival("Keystone Brokerage", None)).unwrap_err();
    assert_eq!((held.reason.as_str(), held.class), ("no_connection", Class::NeedsConfig));
    assert!(held.message.contains("no connection for Keystone Brokerage"), "{}", held.message);
}

#[test]
fn r25_case_50_shared_billing_goes_to_two_books_each_under_its_own_key() {
    let booked = route(&arrival("Keystone Freight", Some("con-kf"))).unwrap();
    let tendered = route(&arrival("Keystone Brokerage", Some("con-kb"))).unwrap();
    assert_eq!((booked, tendered), ("con-kf", "con-kb"));
    let key = |connection| Try { connection, subject: "doc-1", generation: 1, attempt: 1 }.key();
    assert_ne!(key(booked), key(tendered));
}

#[test]
fn r25_case_53_a_second_origin_is_held_and_names_the_first() {
    let second =
        Arrival { earlier_origin: Some("trip"), ..arrival("Keystone Freight", Some("con-kf")) };
    let held = route(&second).unwrap_err();
    assert_eq!((held.reason.as_str(), held.class), ("duplicate_document", Class::NeedsPerson));
    assert!(held.message.contains("with the origin trip"), "{}", held.message);
    let unconnected = Arrival { connection: None, ..second };
    assert_eq!(route(&unconnected).unwrap_err().reason, "duplicate_document");
}
