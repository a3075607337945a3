//! What follows from how a try went: taken, tried again after a pause that grows, or given up.

use jiff::{SignedDuration, Timestamp};
use waypost_core::api::DeliveryState;

use crate::clock::text;
use crate::store::webhook::{Due, Tried};
use crate::transport::Heard;

/// Pauses before a change is tried again, in seconds; the last one repeats.
const PAUSES_S: [i64; 6] = [5, 30, 120, 600, 1_800, 3_600];
/// Pauses of a webhook as a whole while nothing is taken, in seconds; the last one repeats.
const WHOLE_PAUSES_S: [i64; 4] = [5, 30, 120, 600];
/// The longest pause that a receiver may ask for.
const ASKED_AT_MOST_S: i64 = 3_600;
/// How long a change is tried, and a webhook that takes nothing is kept on.
const PATIENCE: SignedDuration = SignedDuration::from_hours(72);
/// How much of a receiver's words is kept.
const WORDS: usize = 300;

/// What came of a try of `due` at `now`.
pub(super) fn judge(due: &Due, heard: &Result<Heard, String>, now: Timestamp) -> Tried {
    let status = heard.as_ref().ok().map(|heard| heard.status);
    if status.is_some_and(|status| (200..300).contains(&status)) {
        let outcome = "The receiver took it.".to_owned();
        return Tried { state: DeliveryState::Delivered, next_try_at: text(now), status, outcome };
    }
    let what = match heard {
        Ok(heard) if heard.words.trim().is_empty() => {
            format!("The receiver answered {}.", heard.status)
        }
        Ok(heard) => format!("The receiver answered {}: {}", heard.status, cut(&heard.words)),
        Err(words) => format!("There was no answer: {}", cut(words)),
    };
    if since(&due.owed_at, now) >= PATIENCE {
        let outcome = format!("{what} It is not tried again; send again since {}.", due.owed_at);
        return Tried { state: DeliveryState::GivenUp, next_try_at: text(now), status, outcome };
    }
    let asked = heard.as_ref().ok().and_then(|heard| heard.retry_after).unwrap_or_default();
    let pause = pause(&PAUSES_S, due.tries).max(i64::from(asked).min(ASKED_AT_MOST_S));
    Tried {
        state: DeliveryState::Waiting,
        next_try_at: text(now + SignedDuration::from_secs(pause)),
        status,
        outcome: what,
    }
}

/// Whether an answer refuses that one change, and says nothing about what else is posted there: neither that
/// the address is not known, nor that it may not be posted to, nor that it is too much at present.
pub(super) fn refuses_it_alone(tried: &Tried) -> bool {
    tried.status.is_some_and(|status| {
        (400..500).contains(&status)
            && !matches!(status, 401 | 403 | 404 | 405 | 407 | 408 | 410 | 425 | 429)
    })
}

/// How long a webhook rests after so many rounds in which nothing was taken.
pub(super) fn rest(failures: u32) -> SignedDuration {
    SignedDuration::from_secs(pause(&WHOLE_PAUSES_S, failures))
}

/// Why nothing is sent any more, in words; none while it is still worth trying.
pub(super) fn stopped(failing_since: &str, is_gone: bool, now: Timestamp) -> Option<String> {
    let next =
        format!("Mend the receiver, turn the webhook on, and send again since {failing_since}.");
    if is_gone {
        return Some(format!("The receiver answered 410: it wants nothing any more. {next}"));
    }
    let whole = since(failing_since, now) >= PATIENCE;
    whole.then(|| format!("Every try since {failing_since} failed, so it was given up. {next}"))
}

fn pause(pauses: &[i64], tries: u32) -> i64 {
    let place = usize::try_from(tries).unwrap_or(usize::MAX);
    pauses.get(place).or(pauses.last()).copied().unwrap_or_default()
}

fn since(at: &str, now: Timestamp) -> SignedDuration {
    at.parse::<Timestamp>().map_or(SignedDuration::ZERO, |at| now.duration_since(at))
}

fn cut(words: &str) -> String {
    words.trim().chars().take(WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-30T08:00:00.000Z";

    fn check(
        owed_at: &str,
        tries: u32,
        heard: Result<u16, &str>,
        state: DeliveryState,
        next: &str,
    ) {
        let due =
            Due { id: "evt_1".into(), body: String::new(), tries, owed_at: owed_at.to_owned() };
        let heard = heard
            .map(|status| Heard { status, retry_after: None, words: String::new() })
            .map_err(ToOwned::to_owned);
        let tried = judge(&due, &heard, NOW.parse().unwrap());
        assert_eq!((tried.state, tried.next_try_at.as_str()), (state, next), "{tried:?}");
    }

    #[test]
    fn pauses_grow_to_an_hour_and_end_after_three_days() {
        use DeliveryState::{Delivered, GivenUp, Waiting};
        check(NOW, 0, Ok(204), Delivered, NOW);
        check(NOW, 0, Ok(500), Waiting, "2026-11-30T08:00:05.000Z");
        check(NOW, 2, Err("refused"), Waiting, "2026-11-30T08:02:00.000Z");
        check(NOW, 70, Ok(302), Waiting, "2026-11-30T09:00:00.000Z");
        check("2026-11-27T08:00:00.000Z", 70, Ok(500), GivenUp, NOW);
        check("2026-11-27T08:00:00.000Z", 70, Ok(200), Delivered, NOW);
    }

    #[test]
    fn a_receiver_may_ask_for_a_pause_and_for_none_beyond_an_hour() {
        let now: Timestamp = NOW.parse().unwrap();
        let due = Due { id: "e".into(), body: String::new(), tries: 0, owed_at: NOW.into() };
        for (asked, next) in [(60, "2026-11-30T08:01:00.000Z"), (9_999, "2026-11-30T09:00:00.000Z")]
        {
            let heard = Heard { status: 429, retry_after: Some(asked), words: "slow".into() };
            assert_eq!(judge(&due, &Ok(heard), now).next_try_at, next);
        }
    }

    #[test]
    fn a_refusal_is_of_the_one_change_unless_it_is_of_the_address_the_sender_or_the_moment() {
        let alone = |status| {
            let (state, next_try_at) = (DeliveryState::Waiting, NOW.to_owned());
            refuses_it_alone(&Tried { state, next_try_at, status, outcome: String::new() })
        };
        for status in [400, 409, 413, 422] {
            assert!(alone(Some(status)), "{status}");
        }
        for status in [200, 302, 401, 403, 404, 405, 408, 410, 429, 500, 503] {
            assert!(!alone(Some(status)), "{status}");
        }
        assert!(!alone(None));
    }
}
