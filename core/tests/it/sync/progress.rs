//! How long a backlog takes at least (R46).

use crate::test;
use std::time::Duration;
use waypost_core::sync::limits::limits;
use waypost_core::sync::progress::Progress;
use waypost_core::wire::System;

fn progress(done: u64, left: u64) -> Progress<'static> {
    Progress { done, left, requests_each: 5, system: "Business Central" }
}

#[test]
fn r46_a_backlog_takes_as_long_as_the_window_allows_and_never_less() {
    let central = limits(System::BusinessCentral);
    // 5,850 requests in five minutes are ours: 1,170 documents of five requests each.
    assert_eq!(progress(0, 1_170).at_least(central), Some(Duration::from_secs(300)));
    assert_eq!(progress(0, 1).at_least(central), Some(Duration::ZERO));
    assert_eq!(progress(5, 0).at_least(central), Some(Duration::ZERO));
    assert_eq!(
        progress(1_284, 8_716).words(central),
        "1,284 of 10,000 documents done, at least 37 minutes more at Business Central's limit."
    );
    assert_eq!(
        progress(0, 20_000).words(central),
        "0 of 20,000 documents done, at least 1 hour and 25 minutes more at Business Central's limit."
    );
}

#[test]
fn a_short_rest_and_a_system_without_a_known_limit_promise_no_time() {
    assert_eq!(
        progress(996, 4).words(limits(System::BusinessCentral)),
        "996 of 1,000 documents done."
    );
    let netsuite = limits(System::Netsuite);
    assert_eq!(progress(0, 9_000).at_least(netsuite), None);
    assert_eq!(progress(0, 9_000).words(netsuite), "0 of 9,000 documents done.");
}

#[test]
fn of_several_windows_the_slowest_decides() {
    // QuickBooks Online: 488 a minute or 10 a second; the first is slower.
    let online = limits(System::QuickbooksOnline);
    let time = progress(0, 976).at_least(online);
    assert_eq!(time, Some(Duration::from_secs(600)));
}
