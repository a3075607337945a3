//! One sign-in's sliding window, and how its lanes share it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// A lane that found no room has its share kept for it until it is due back, and so long after each
/// request of its own.
const GRACE: SignedDuration = SignedDuration::from_secs(10);
/// After a refusal, one part in so many of what was sent is left out.
const CUT: usize = 10;
/// With every window that passes, one part in so many of the documented figure is given back.
const GIVEN_BACK: usize = 100;
/// However often the remote refuses, one part in so many of the documented figure is tried.
const LEAST: usize = 100;
/// So long after it left a request has arrived, answered or not.
const ARRIVED: SignedDuration = SignedDuration::from_secs(5);

/// Requests that count, by lane.
#[derive(Debug)]
pub(super) struct Window {
    /// Most in one window, by the book.
    documented: usize,
    length: SignedDuration,
    /// Nothing of it is left to others, so there is no room for a request that was slow on its way.
    tight: bool,
    /// Most as learned, and since when.
    most: usize,
    learned_at: Timestamp,
    /// Nothing before this moment: the remote asked for a pause.
    closed_until: Timestamp,
    /// Since when it is known that the remote counts the parts of a batch; learned from a refusal that
    /// nothing else explains.
    counts_parts: Option<Timestamp>,
    /// Those that leave the window one day, in the order in which they do.
    sent: VecDeque<Sent>,
    used: BTreeMap<String, Used>,
    /// Lanes that found no room lately, and until when their share is kept for them.
    short: BTreeMap<String, Timestamp>,
}

#[derive(Debug)]
struct Sent {
    at: Timestamp,
    lane: String,
    parts: usize,
}

/// What a lane has in the window.
#[derive(Clone, Copy, Debug, Default)]
struct Used {
    requests: usize,
    /// The parts of its batches, and its other requests.
    parts: usize,
}

impl Window {
    pub(super) fn new(documented: usize, length: SignedDuration) -> Window {
        Window {
            documented,
            length,
            tight: false,
            most: documented,
            learned_at: Timestamp::MIN,
            closed_until: Timestamp::MIN,
            counts_parts: None,
            sent: VecDeque::new(),
            used: BTreeMap::new(),
            short: BTreeMap::new(),
        }
    }

    /// The same, where it is used to the last request: each counts until a window after it has arrived for
    /// certain, for when it does nobody here knows.
    pub(super) fn tight(documented: usize, length: SignedDuration) -> Window {
        Window { tight: true, ..Window::new(documented, length) }
    }

    /// Whether a request of `lane` that has so many parts fits now; else how long until it does.
    pub(super) fn room(
        &mut self,
        lane: &str,
        parts: usize,
        now: Timestamp,
    ) -> Result<(), Duration> {
        self.slide(now);
        self.give_back(now);
        // What does not fit at all goes out alone.
        let weight = self.weight(parts).min(self.most);
        let total = self.total();
        if now >= self.closed_until
            && total + weight <= self.most
            && !self.others_first(lane, weight)
        {
            return Ok(());
        }
        let back = self.room_at(weight, total).max(self.closed_until);
        let wait = back.duration_since(now).max(SignedDuration::from_secs(1));
        self.short.insert(lane.to_owned(), now + wait + GRACE);
        Err(Duration::try_from(wait).unwrap_or(Duration::from_secs(1)))
    }

    /// Counts a request that there is room for.
    pub(super) fn begin(&mut self, lane: &str, parts: usize, now: Timestamp) {
        if let Some(until) = self.short.get_mut(lane) {
            *until = now + GRACE;
        }
        let used = self.used.entry(lane.to_owned()).or_default();
        used.requests += 1;
        used.parts += parts;
        let at = self.arrived(now);
        self.insert(Sent { at, lane: lane.to_owned(), parts });
    }

    /// A request that was counted when it `began` is over: it arrived no later than now.
    pub(super) fn end(&mut self, lane: &str, parts: usize, began: Timestamp, now: Timestamp) {
        let at = self.arrived(began);
        let this = |one: &Sent| one.at == at && one.parts == parts && one.lane == lane;
        if now < at
            && let Some(place) = self.sent.iter().rposition(this)
            && let Some(sent) = self.sent.remove(place)
        {
            self.insert(Sent { at: now, ..sent });
        }
    }

    /// When a request has arrived that leaves now.
    fn arrived(&self, now: Timestamp) -> Timestamp {
        let later = if self.tight { ARRIVED } else { SignedDuration::ZERO };
        now.saturating_add(later).unwrap_or(Timestamp::MAX)
    }

    fn insert(&mut self, sent: Sent) {
        let place = self.sent.partition_point(|one| one.at <= sent.at);
        self.sent.insert(place, sent);
    }

    /// The remote refused what `began` then. Either it counts what we did not, or somebody else uses the
    /// allowance, too: then less than what was sent is too much already.
    pub(super) fn tighten(
        &mut self,
        retry_after: Option<Duration>,
        began: Timestamp,
        now: Timestamp,
    ) {
        self.slide(now);
        let pause = retry_after.and_then(|pause| SignedDuration::try_from(pause).ok());
        if let Some(until) = pause.and_then(|pause| now.checked_add(pause).ok()) {
            self.closed_until = self.closed_until.max(until);
        }
        if self.counts_parts.is_some_and(|since| began <= since) {
            return;
        }
        let parts: usize = self.used.values().map(|used| used.parts).sum();
        if self.counts_parts.is_none() && self.total() < self.most && parts >= self.documented {
            self.counts_parts = Some(now);
            return;
        }
        let total = self.total();
        let least = (self.documented / LEAST).max(1);
        self.most = self.most.min(total - total / CUT).max(least);
        self.learned_at = now;
    }

    fn weight(&self, parts: usize) -> usize {
        if self.counts_parts.is_some() { parts } else { 1 }
    }

    fn of(&self, lane: &str) -> usize {
        self.used.get(lane).map_or(0, |used| self.weigh(used))
    }

    fn weigh(&self, used: &Used) -> usize {
        if self.counts_parts.is_some() { used.parts } else { used.requests }
    }

    fn total(&self) -> usize {
        self.used.values().map(|used| self.weigh(used)).sum()
    }

    /// Forgets what no longer counts.
    fn slide(&mut self, now: Timestamp) {
        let since = now.saturating_sub(self.length).unwrap_or(Timestamp::MIN);
        while let Some(gone) = self.sent.pop_front_if(|one| one.at <= since) {
            if let Some(used) = self.used.get_mut(&gone.lane) {
                used.requests -= 1;
                used.parts -= gone.parts;
            }
        }
        self.used.retain(|_, used| used.requests > 0);
        self.short.retain(|_, until| *until > now);
    }

    /// Part of what a refusal took away, with every window that passed since.
    fn give_back(&mut self, now: Timestamp) {
        while self.most < self.documented
            && now.duration_since(self.learned_at) >= self.length
            && let Ok(next) = self.learned_at.checked_add(self.length)
        {
            self.learned_at = next;
            self.most = (self.most + (self.documented / GIVEN_BACK).max(1)).min(self.documented);
        }
    }

    /// Whether `lane` would go beyond its share while another finds no room for less than its own.
    fn others_first(&self, lane: &str, weight: usize) -> bool {
        let known = self.used.keys().chain(self.short.keys()).map(String::as_str);
        let lanes: BTreeSet<&str> = known.chain([lane]).collect();
        let share = self.most / lanes.len();
        self.of(lane) + weight > share
            && self.short.keys().any(|other| other != lane && self.of(other) < share)
    }

    /// When enough will have left the window, at the latest.
    fn room_at(&self, weight: usize, total: usize) -> Timestamp {
        let mut left = total;
        for one in &self.sent {
            if left + weight <= self.most {
                break;
            }
            left -= self.weight(one.parts);
            if left + weight <= self.most {
                return one.at.saturating_add(self.length).unwrap_or(Timestamp::MAX);
            }
        }
        Timestamp::MIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Window {
        /// Counts a request that is answered at once, or says how long until there is room.
        fn take(&mut self, lane: &str, parts: usize, now: Timestamp) -> Result<(), Duration> {
            self.room(lane, parts, now)?;
            self.begin(lane, parts, now);
            self.end(lane, parts, now, now);
            Ok(())
        }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    fn window(most: usize) -> Window {
        Window::new(most, SignedDuration::from_secs(300))
    }

    /// A window of a remote that is known to count parts.
    fn by_parts(most: usize) -> Window {
        Window { counts_parts: Some(Timestamp::MIN), ..window(most) }
    }

    #[test]
    fn the_window_slides() {
        let mut window = by_parts(10);
        let mut take =
            |parts, seconds| window.take("lane", parts, at(seconds)).map_err(|wait| wait.as_secs());
        assert_eq!(take(6, 0), Ok(()));
        assert_eq!(take(4, 100), Ok(()));
        assert_eq!(take(1, 200), Err(100));
        assert_eq!(take(6, 300), Ok(()));
        assert_eq!(take(1, 300), Err(100));
    }

    #[test]
    fn what_may_still_arrive_counts_until_a_window_later() {
        let mut window = Window::tight(2, SignedDuration::from_secs(300));
        for _ in 0..2 {
            assert_eq!(window.room("lane", 1, at(0)), Ok(()));
            window.begin("lane", 1, at(0));
        }
        let room =
            |window: &mut Window, s| window.room("lane", 1, at(s)).map_err(|it| it.as_secs());
        assert_eq!(room(&mut window, 1), Err(304), "five seconds may pass on the way");
        window.end("lane", 1, at(0), at(2));
        assert_eq!(room(&mut window, 3), Err(299), "it may have arrived right before its answer");
        assert_eq!(room(&mut window, 302), Ok(()));
        window.begin("lane", 1, at(302));
        assert_eq!(room(&mut window, 304), Err(1), "the other's answer is late, and it counts");
        assert_eq!(room(&mut window, 305), Ok(()), "it has arrived long since");
        window.end("lane", 1, at(0), at(400));
        assert_eq!(room(&mut window, 400), Ok(()), "which its answer does not change");
    }

    #[test]
    fn who_needs_much_is_told_when_there_is_room_for_all_of_it() {
        let mut window = by_parts(10);
        for second in 0..10 {
            assert_eq!(window.take("lane", 1, at(second)), Ok(()));
        }
        let wait = window.take("lane", 4, at(10)).map_err(|wait| wait.as_secs());
        assert_eq!(wait, Err(293), "the fourth leaves at 303");
    }

    #[test]
    fn whether_a_batch_counts_by_its_parts_is_learned_from_the_first_refusal() {
        let mut window = window(1_000);
        for _ in 0..10 {
            assert_eq!(window.take("lane", 100, at(0)), Ok(()));
        }
        assert_eq!(window.take("lane", 1, at(1)), Ok(()), "eleven requests so far");
        window.tighten(None, at(1), at(1));
        window.tighten(None, at(0), at(1));
        assert_eq!(
            window.most, 1_000,
            "nobody else is at work: the other left before it was known"
        );
        let wait = window.take("lane", 1, at(2)).map_err(|wait| wait.as_secs());
        assert_eq!(wait, Err(298), "a thousand and one parts");
    }

    #[test]
    fn a_refusal_tightens_the_window_and_a_quiet_time_gives_it_back() {
        let mut window = window(1_000);
        for _ in 0..600 {
            assert_eq!(window.take("lane", 1, at(0)), Ok(()));
        }
        window.tighten(None, at(0), at(0));
        assert_eq!(window.most, 540);
        assert!(window.take("lane", 1, at(1)).is_err());
        assert_eq!(window.take("lane", 1, at(300)), Ok(()));
        assert_eq!(window.most, 550, "one part in a hundred of the documented figure");
        assert_eq!(window.take("lane", 1, at(300 * 60)), Ok(()));
        assert_eq!(window.most, 1_000);
    }

    #[test]
    fn a_pause_that_the_remote_asks_for_holds_every_lane() {
        let mut window = window(1_000);
        assert_eq!(window.take("one", 1, at(0)), Ok(()));
        window.tighten(Some(Duration::from_secs(30)), at(0), at(0));
        let wait = window.take("other", 1, at(1)).map_err(|wait| wait.as_secs());
        assert_eq!(wait, Err(29));
        assert_eq!(window.take("other", 1, at(30)), Ok(()));
    }

    /// Lanes that always want one more: requests each got in `windows` windows, asked once a second,
    /// the greedy ones `times` as often.
    fn shares(lanes: usize, windows: i64, times: usize) -> Vec<usize> {
        let mut window = window(600);
        let mut got = vec![0; lanes];
        for second in 0..(windows * 300) {
            for _ in 0..times {
                for (lane, got) in got.iter_mut().enumerate() {
                    // The first lane asks for all it can get before the others get a word in.
                    let greed = if lane == 0 { 20 } else { 1 };
                    for _ in 0..greed {
                        let name = lane.to_string();
                        *got += usize::from(window.take(&name, 1, at(second)).is_ok());
                    }
                }
            }
        }
        got
    }

    #[test]
    fn no_lane_gets_less_than_four_fifths_of_its_share_beside_a_greedy_one() {
        for lanes in [2, 3, 5, 7] {
            let got = shares(lanes, 6, 3);
            let fair = got.iter().sum::<usize>() / lanes;
            let least = got.iter().min().copied().unwrap_or(0);
            assert!(least * 10 >= fair * 8, "{got:?}");
            assert!(got.iter().sum::<usize>() * 100 >= 600 * 6 * 97, "none is wasted: {got:?}");
        }
    }

    #[test]
    fn a_batch_is_not_starved_by_single_requests() {
        let mut window = by_parts(300);
        for _ in 0..300 {
            assert_eq!(window.take("singles", 1, at(0)), Ok(()));
        }
        let mut served = None;
        for second in 1..1_200 {
            if served.is_none() && window.take("batch", 100, at(second)).is_ok() {
                served = Some(second);
            }
            let _taken = window.take("singles", 1, at(second)).is_ok();
        }
        assert!(served.is_some_and(|second| second <= 300), "{served:?}");
    }

    #[test]
    fn a_lane_alone_has_all_of_it() {
        assert_eq!(shares(1, 10, 3), [6_000]);
    }
}
