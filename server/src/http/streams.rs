//! How many live streams are open: a few for each session, and never so many that other requests
//! find no connection left.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Streams of one session: one for each visible tab, and some that are about to end.
const OF_A_SESSION: usize = 4;

/// The open streams, by session.
#[derive(Debug, Default)]
pub struct Streams {
    open: Mutex<HashMap<String, usize>>,
}

/// One open stream; closed when it is dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    streams: Arc<Streams>,
    session: String,
}

impl Streams {
    /// A place for one more stream of `session`; none when it has enough, or when `in_all` are open.
    pub(crate) fn take(self: &Arc<Streams>, session: &str, in_all: usize) -> Option<Seat> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = open.values().sum();
        let own = open.get(session).copied().unwrap_or(0);
        if own >= OF_A_SESSION || all >= in_all {
            return None;
        }
        open.insert(session.to_owned(), own + 1);
        Some(Seat { streams: Arc::clone(self), session: session.to_owned() })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.streams.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = open.get_mut(&self.session) {
            *own -= 1;
            if *own == 0 {
                open.remove(&self.session);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_a_few_streams_and_gets_each_back() {
        let streams = Arc::new(Streams::default());
        let mut seats: Vec<Seat> = (0..4).filter_map(|_| streams.take("ada", 100)).collect();
        assert_eq!(seats.len(), 4);
        assert!(streams.take("ada", 100).is_none());
        assert!(streams.take("ben", 100).is_some(), "another session has its own");
        assert!(streams.take("ben", 4).is_none(), "but not beyond all that there may be");
        seats.pop();
        assert!(streams.take("ada", 100).is_some());
    }
}
