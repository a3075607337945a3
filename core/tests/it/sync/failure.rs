//! R42 and R36: what a failure leads to.

use crate::test;
use std::time::Duration;
use waypost_core::sync::failure::{
    Aftermath, Failure, Standing, TRIES, after, lane_pause, pause, worn_out,
};
use waypost_core::sync::limits::limits;
use waypost_core::sync::{Class, Instant};
use waypost_core::wire::System;

const FRESH: Standing = Standing {
    lane_failures: 0,
    tries: 0,
    last_failed: Instant::from_millis(1_000),
    others_succeeded: None,
};

fn of(class: Class) -> Failure {
    Failure { class, remote_wide: false, retry_after: None }
}

fn remote(class: Class) -> Failure {
    Failure { remote_wide: true, ..of(class) }
}

fn seconds(wait: Duration) -> u64 {
    wait.as_secs()
}

fn decide(failure: Failure, standing: Standing) -> Aftermath {
    after(failure, standing, limits(System::BusinessCentral))
}

#[test]
fn r42_the_class_alone_decides() {
    let table = [
        (Class::Transient, Aftermath::Again { tries: 0, wait: Duration::from_secs(5) }),
        (Class::RateLimited, Aftermath::Again { tries: 0, wait: Duration::from_secs(5) }),
        (Class::Auth, Aftermath::SignIn),
        (Class::NeedsConfig, Aftermath::Config),
        (Class::NeedsPerson, Aftermath::Person { worn_out: false }),
        (Class::Permanent, Aftermath::Person { worn_out: false }),
    ];
    for (class, expected) in table {
        assert_eq!(decide(of(class), FRESH), expected, "{class:?}");
        let by_itself = matches!(expected, Aftermath::Again { .. });
        assert_eq!(class.retries(), by_itself, "{class:?}");
    }
}

#[test]
fn r42_case_73_a_missing_mapping_is_not_tried_again_by_itself() {
    assert_eq!(decide(of(Class::NeedsConfig), Standing { tries: 4, ..FRESH }), Aftermath::Config);
}

#[test]
fn r42_case_75_what_is_unknown_waits_for_a_person_at_once() {
    assert_eq!(decide(of(Class::NeedsPerson), FRESH), Aftermath::Person { worn_out: false });
}

#[test]
fn r42_case_70_an_ended_sign_in_pauses_the_lane_and_uses_no_try() {
    for failure in [of(Class::Auth), remote(Class::Auth)] {
        assert_eq!(decide(failure, Standing { tries: 4, ..FRESH }), Aftermath::SignIn);
    }
}

#[test]
fn r42_case_68_the_remote_is_given_the_time_it_asks_for() {
    let asked = |seconds| Failure {
        retry_after: Some(Duration::from_secs(seconds)),
        ..remote(Class::RateLimited)
    };
    for system in System::ALL {
        let pause = |seconds_asked| seconds(lane_pause(asked(seconds_asked), 9, limits(*system)));
        assert_eq!([pause(17), pause(0), pause(3_600), pause(3_601)], [17, 1, 3_600, 3_600]);
    }
    assert_eq!(decide(asked(17), FRESH), Aftermath::LanePauses(Duration::from_secs(17)));
}

#[test]
fn r42_case_68_without_a_time_quickbooks_online_is_left_alone_for_a_minute() {
    let pauses = |system| {
        [0, 3, 4, 5]
            .map(|before| seconds(lane_pause(remote(Class::RateLimited), before, limits(system))))
    };
    assert_eq!(pauses(System::QuickbooksOnline), [60, 60, 80, 160]);
    for growing in [System::BusinessCentral, System::Netsuite, System::QuickbooksDesktop] {
        assert_eq!(pauses(growing), [5, 40, 80, 160], "{growing}");
    }
    let other = lane_pause(remote(Class::Transient), 0, limits(System::QuickbooksOnline));
    assert_eq!(seconds(other), 5, "only a refusal for too many requests");
}

#[test]
fn r42_pauses_double_up_to_five_minutes() {
    let pauses: Vec<u64> = (0..=8).map(|failures| seconds(pause(failures))).collect();
    assert_eq!(pauses, [5, 5, 10, 20, 40, 80, 160, 300, 300]);
    assert_eq!(seconds(pause(u32::MAX)), 300);
    let longest = Standing { lane_failures: u32::MAX, ..FRESH };
    assert_eq!(
        decide(remote(Class::Transient), longest),
        Aftermath::LanePauses(Duration::from_secs(300))
    );
}

/// Refused for three hours, every pause through: never a try, never a person.
#[test]
fn r42_case_69_case_74_a_remote_that_fails_as_a_whole_uses_up_no_tries() {
    for class in [Class::RateLimited, Class::Transient] {
        let mut passed = Duration::ZERO;
        let mut standing = Standing {
            tries: TRIES - 1,
            others_succeeded: Some(Instant::from_millis(9_000)),
            ..FRESH
        };
        while passed < Duration::from_secs(3 * 3_600) {
            let Aftermath::LanePauses(wait) = decide(remote(class), standing) else { panic!() };
            assert!(!wait.is_zero(), "it asks without a pause");
            passed += wait;
            standing.lane_failures += 1;
        }
        assert!(standing.lane_failures > 30);
    }
}

#[test]
fn r42_case_74_five_failures_while_others_succeed_need_a_person() {
    let mut standing = FRESH;
    for tries in 1..TRIES {
        standing.others_succeeded = Some(standing.last_failed);
        let Aftermath::Again { tries: counted, wait } = decide(of(Class::Transient), standing)
        else {
            panic!()
        };
        assert_eq!((counted, wait), (tries, pause(tries)));
        standing.tries = counted;
        standing.last_failed = standing.last_failed.after(wait);
    }
    standing.others_succeeded = Some(standing.last_failed);
    assert_eq!(decide(of(Class::Transient), standing), Aftermath::Person { worn_out: true });
    let held = worn_out("books_busy", "Business Central said: locked.");
    assert_eq!((held.reason.as_str(), held.class), ("books_busy", Class::NeedsPerson));
    assert!(
        held.message.starts_with("Business Central said: locked. It failed 5 times"),
        "{}",
        held.message
    );
}

#[test]
fn r42_case_74_while_nothing_else_succeeds_a_failure_does_not_count() {
    let earlier = Some(Instant::from_millis(FRESH.last_failed.millis() - 1));
    for others_succeeded in [None, earlier] {
        let standing = Standing { tries: 4, others_succeeded, ..FRESH };
        let again = decide(of(Class::Transient), standing);
        assert_eq!(again, Aftermath::Again { tries: 4, wait: pause(4) });
    }
}
