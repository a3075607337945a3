//! T4, T5 and T7 by seeds, few of them: `cargo xtask simulate` runs many. And T6, their teeth: without
//! any one of the safeguards they fail.

use waypost_core::wire::System;
use waypost_server::sync::Safeguard;
use waypost_tests::simulation::{self, Plan, Report};

/// One seed, on one thread: nothing but the seed decides what comes first.
fn play(seed: u64, plan: Plan) -> Report {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(simulation::run(seed, plan))
}

fn holds(seed: u64, plan: Plan) {
    let report = play(seed, plan);
    let history = report.history.join("\n");
    assert!(report.verdict.holds(), "{history}\nseed {seed}: {:#?}", report.verdict);
}

#[test]
fn t7_whatever_goes_wrong_at_once_nothing_is_lost_doubled_or_stuck() {
    (0..6).for_each(|seed| holds(seed, Plan::EVERYTHING));
}

#[test]
fn t4_workers_that_die_at_every_turn_lose_and_double_nothing() {
    SEEDS.for_each(|seed| holds(seed, Plan::DEATHS));
}

#[test]
fn t5_writes_that_arrive_late_or_unheard_lose_and_double_nothing() {
    SEEDS.for_each(|seed| holds(seed, Plan::AMBIGUOUS));
}

#[test]
fn t7_the_same_seed_makes_the_same_history_line_by_line() {
    let (one, other) = (play(11, Plan::EVERYTHING), play(11, Plan::EVERYTHING));
    assert!(one.history.len() > 50, "{} lines", one.history.len());
    assert_eq!(one.history, other.history);
    assert_ne!(one.history, play(12, Plan::EVERYTHING).history);
}

/// The same luck on the books of QuickBooks Online.
#[test]
fn t7_over_quickbooks_online_nothing_is_lost_doubled_or_stuck() {
    let online = |plan: Plan| plan.on(System::QuickbooksOnline);
    (0..2).for_each(|seed| holds(seed, online(Plan::EVERYTHING)));
    holds(0, online(Plan::DEATHS));
    holds(0, online(Plan::AMBIGUOUS));
}

#[test]
fn t7_over_quickbooks_online_a_seed_repeats_line_by_line() {
    let plan = Plan::EVERYTHING.on(System::QuickbooksOnline);
    assert_eq!(play(11, plan).history, play(11, plan).history);
}

/// Payments in both directions meanwhile: each stands in the books once and is known here once, and none
/// that was sent is taken for another when it comes back (R33, R34, R36).
#[test]
fn t7_payments_in_both_directions_are_not_lost_doubled_stuck_or_echoed() {
    (0..2).for_each(|seed| holds(seed, Plan::EVERYTHING.paying()));
    holds(0, Plan::DEATHS.paying());
    holds(0, Plan::AMBIGUOUS.paying());
}

#[test]
fn t7_a_seed_with_payments_repeats_line_by_line_and_pays_both_ways() {
    let (one, other) = (play(11, Plan::EVERYTHING.paying()), play(11, Plan::EVERYTHING.paying()));
    assert_eq!(one.history, other.history);
    for sort in ["payments to the books", "payments from the books"] {
        let counted = one.counted.iter().find(|(name, _)| name == sort);
        assert!(counted.is_some_and(|(_, count)| *count > 0), "{sort}: {:?}", one.counted);
    }
}

/// Seeds that each of T4 and T5 plays here.
const SEEDS: std::ops::Range<u64> = 0..3;

/// Without `safeguard`, T4 and T5 as they are played here go wrong.
fn bites(safeguard: Safeguard) {
    for (name, plan) in [("T4", Plan::DEATHS), ("T5", Plan::AMBIGUOUS)] {
        let broken = { SEEDS }.any(|seed| !play(seed, plan.without(safeguard)).verdict.holds());
        assert!(broken, "{name} holds without {safeguard:?}");
    }
}

#[test]
fn t6_without_a_durable_intent_the_tests_fail() {
    bites(Safeguard::Intent);
}

#[test]
fn t6_without_the_quarantine_the_tests_fail() {
    bites(Safeguard::Quarantine);
}

#[test]
fn t6_without_the_look_up_the_tests_fail() {
    bites(Safeguard::LookUp);
}
