//! The truth table: every category × side × level × state of a slot, in the four systems and with every
//! choice of transaction types, against an oracle that was written from the rulebook alone
//! (`tests/oracle`). Figure: 100 % equal.
//!
//! `WAYPOST_CASES=1000000` asks about that many worlds of chance and every row; without it about enough
//! of both for a minute's run.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![cfg(not(target_arch = "wasm32"))]

mod chance;
mod compare;
mod world;

use self::chance::Chance;
use self::compare::{documents_agree, mappings_agree};
use self::world::{CLASSES, SLOTS, STATES, SYSTEMS, TYPES, World};
use serde_json::json;

/// How many worlds of chance are asked about, and whether the table is asked for in full.
fn cases() -> Option<u64> {
    std::env::var("WAYPOST_CASES").ok().map(|cases| cases.parse().unwrap())
}

/// What the three levels of a chain hold. What is behind the first slot that is set is only shown, so
/// three rows for it are enough; `full` asks about all of them.
fn levels(full: bool) -> Vec<[&'static str; 3]> {
    let behind = if full { STATES } else { &["unset", "right", "gone"] };
    let mut levels = Vec::new();
    for specific in STATES {
        for category in if *specific == "unset" { STATES } else { behind } {
            let reached = (*specific, *category) == ("unset", "unset");
            for general in if reached { STATES } else { behind } {
                levels.push([*specific, *category, *general]);
            }
        }
    }
    levels
}

#[test]
fn r1_r2_r3_r4_every_state_at_every_level_agrees_with_the_oracle() {
    for system in SYSTEMS {
        for types in TYPES {
            for levels in levels(cases().is_some()) {
                let world = World::of_levels(system, types, levels);
                let compiled = world.compiled();
                for document in world::one_of_each("100.00") {
                    documents_agree(&world, &compiled, &document);
                }
            }
        }
    }
}

#[test]
fn r4_a_line_of_nothing_agrees_with_the_oracle() {
    for levels in levels(cases().is_some()) {
        let world = World::of_levels("business_central", TYPES[0], levels);
        let compiled = world.compiled();
        for document in world::one_of_each("0.00") {
            documents_agree(&world, &compiled, &document);
        }
    }
}

#[test]
fn r12_r13_every_class_and_flag_in_every_slot_agrees_with_the_oracle() {
    let plain = CLASSES.iter().map(|class| (*class, ""));
    let flagged = [
        ("other_current_asset", "clearing"),
        ("bank", "clearing"),
        ("income", "active"),
        ("expense", "posting"),
        ("accounts_receivable", "direct_posting"),
        ("other_current_liability", "direct_posting"),
    ];
    for (class, flag) in plain.chain(flagged) {
        for system in SYSTEMS {
            for slot in SLOTS {
                let mut world = World::sound(system);
                world.mapping["customer_payments"]["export"] = json!(true);
                world.account("a-tried", class, flag);
                world.set(slot, Some("a-tried"));
                let compiled = world.compiled();
                mappings_agree(&world, &compiled);
                for document in world::one_of_each("100.00") {
                    documents_agree(&world, &compiled, &document);
                }
            }
        }
    }
}

#[test]
fn r10_r11_every_pair_of_slots_emptied_or_spoilt_agrees_with_the_oracle() {
    for types in TYPES {
        for (at, one) in SLOTS.iter().enumerate() {
            for other in &SLOTS[at..] {
                for held in [None, Some("a-gone")] {
                    let mut world = World::sound("quickbooks_online");
                    world.mapping["transaction_types"] = json!(types);
                    world.set(one, held);
                    world.set(other, None);
                    mappings_agree(&world, &world.compiled());
                }
            }
        }
    }
}

#[test]
fn r9_worlds_of_chance_agree_with_the_oracle() {
    for seed in 0..cases().unwrap_or(400) {
        let mut chance = Chance::new(seed);
        let world = World::of_chance(&mut chance);
        let compiled = world.compiled();
        mappings_agree(&world, &compiled);
        for _ in 0..3 {
            documents_agree(&world, &compiled, &world::some_document(&mut chance));
        }
    }
}
