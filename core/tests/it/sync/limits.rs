//! R41 and R46: the systems' figures. Written out, so that a change of one is a decision.

use crate::test;
use std::time::Duration;
use waypost_core::sync::Limits;
use waypost_core::sync::limits::{Counted, Quarantine, Rate, Scope, limits};
use waypost_core::wire::System;

fn rates(system: System) -> Vec<(Counted, u32, u64, Scope)> {
    let rates = limits(system).rates.iter();
    rates.map(|rate| (rate.of, rate.most, rate.window.as_secs(), rate.scope)).collect()
}

fn paged(system: System) -> (u32, Scope, Option<u32>, Option<u32>) {
    let Limits { at_once, batch, page, .. } = *limits(system);
    (at_once.most, at_once.scope, batch, page)
}

#[test]
fn r41_each_system_has_its_quarantine() {
    let seconds = |seconds| Quarantine::For(Duration::from_secs(seconds));
    let table = [
        (System::QuickbooksOnline, seconds(120)),
        (System::BusinessCentral, seconds(18 * 60)),
        (System::Netsuite, seconds(15 * 60)),
        (System::QuickbooksDesktop, Quarantine::NextCall),
    ];
    for (system, quarantine) in table {
        assert_eq!(limits(system).quarantine, quarantine, "{system}");
        if let (Quarantine::For(length), Some(cut)) = (quarantine, limits(system).cut_after) {
            assert!(length >= cut, "{system} may still be working on it");
        }
    }
    assert_eq!(seconds(1_080).to_string(), "18 minutes");
    assert_eq!(Quarantine::NextCall.to_string(), "until its next call");
}

#[test]
fn r46_each_allowance_is_counted_for_those_who_share_it() {
    use Counted::{Batches, Requests};
    use Scope::{Company, CompanyAndApplication, SignIn};
    assert_eq!(rates(System::BusinessCentral), [(Requests, 6_000, 300, SignIn)]);
    assert_eq!(
        rates(System::QuickbooksOnline),
        [
            (Requests, 500, 60, Company),
            (Requests, 10, 1, CompanyAndApplication),
            (Batches, 120, 60, Company),
            (Batches, 40, 60, CompanyAndApplication),
        ]
    );
    assert_eq!(rates(System::QuickbooksDesktop), []);
    assert_eq!(rates(System::Netsuite), []);
}

#[test]
fn r46_places_batches_and_pages() {
    use Scope::{Account, CompanyAndApplication, SignIn};
    assert_eq!(paged(System::BusinessCentral), (5, SignIn, Some(100), Some(20_000)));
    assert_eq!(paged(System::QuickbooksOnline), (10, CompanyAndApplication, Some(30), Some(1_000)));
    assert_eq!(paged(System::QuickbooksDesktop), (1, CompanyAndApplication, None, None));
    assert_eq!(paged(System::Netsuite), (5, Account, None, Some(1_000)));
    assert_eq!(limits(System::BusinessCentral).batch_or_one(), 100);
    assert_eq!(limits(System::Netsuite).batch_or_one(), 1);
}

#[test]
fn r46_a_request_is_ended_after_and_a_fortieth_is_left_to_others() {
    let cut = System::ALL.iter().map(|one| limits(*one).cut_after.map(|cut| cut.as_secs()));
    assert_eq!(cut.collect::<Vec<_>>(), [Some(480), Some(120), None, Some(900)]);
    let rate = |most| Rate {
        of: Counted::Requests,
        most,
        window: Duration::from_secs(1),
        scope: Scope::SignIn,
    };
    assert_eq!([6_000, 39, 40].map(|most| rate(most).ours()), [5_850, 39, 39]);
}

#[test]
fn r45_r28_what_a_system_changes_and_what_it_shares() {
    let facts = System::ALL
        .iter()
        .map(|one| limits(*one))
        .map(|one| (one.updates_posted, one.shares_names));
    assert_eq!(
        facts.collect::<Vec<_>>(),
        [(false, false), (true, true), (true, true), (true, false)],
        "Business Central, QuickBooks Online, QuickBooks Desktop, NetSuite"
    );
}
