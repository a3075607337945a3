//! A mapping that a newer version wrote keeps its unknown fields through load, edit and save.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::test;
use serde_json::{Value, json};
use waypost_core::wire::{self, Mapping};

/// Keystone's mapping as this version writes it, with a field of a later version at every depth.
fn newer() -> Value {
    let keystone: Mapping =
        wire::read(include_str!("../../vectors/keystone/mapping.json")).unwrap();
    let mut mapping = serde_json::to_value(keystone).unwrap();
    for path in DEPTHS {
        let place = mapping.pointer_mut(path).unwrap();
        place["of_a_later_version"] = json!({"deep": [1, "2.50", null, {"a": true}]});
    }
    mapping
}

const DEPTHS: [&str; 15] = [
    "",
    "/defaults",
    "/load",
    "/trip",
    "/accessorials",
    "/accessorials/default",
    "/accessorials/items/detention",
    "/e_checks",
    "/e_checks/default",
    "/e_checks/items/advance",
    "/deductions",
    "/fuel",
    "/tolls",
    "/escrow",
    "/customer_payments",
];

#[test]
fn a_newer_mapping_is_written_as_it_was_read() {
    let mapping: Mapping = wire::read(&newer().to_string()).unwrap();
    let written: Value = serde_json::from_str(&wire::write(&mapping)).unwrap();
    assert_eq!(written, newer());
}

#[test]
fn every_slot_of_a_newer_mapping_can_be_filled_and_emptied_around_its_unknown_fields() {
    let mut mapping: Mapping = wire::read(&newer().to_string()).unwrap();
    let slots: Vec<_> = mapping.slots().into_iter().map(|(slot, _)| slot).collect();
    for slot in &slots {
        mapping.set(slot, Some("a-1".to_owned()));
        mapping.set(slot, None);
    }
    assert_eq!(mapping.slots(), []);
    let emptied: Value = serde_json::from_str(&wire::write(&mapping)).unwrap();
    for path in DEPTHS {
        let kept = emptied.pointer(path).map(|place| &place["of_a_later_version"]);
        assert_eq!(kept, Some(&newer()["of_a_later_version"]), "{path:?}");
    }
}
