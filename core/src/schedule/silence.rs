//! The Web Connector's silence, as a state of the connection (R38).
//!
//! Not an error of any document: what waits for the call is waiting, not failed.

use super::{Moment, TWELVE_HOURS};

/// Whether the Web Connector calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// It has not called since the connection was made.
    NeverCalled,
    /// It called within the interval of imports.
    Calling,
    /// It has been silent for so many whole hours, longer than an import may wait.
    Silent {
        /// Whole hours since the last call.
        hours: i64,
    },
}

/// How the connection stands, from the moment of the last call.
#[must_use]
pub fn silence(last_call: Option<Moment>, now: Moment) -> Silence {
    let Some(last) = last_call else { return Silence::NeverCalled };
    let seconds = now.seconds_since(last);
    if seconds <= TWELVE_HOURS.seconds() {
        return Silence::Calling;
    }
    Silence::Silent { hours: seconds / 3600 }
}

impl Silence {
    /// The state in words with the next step; `None` while it calls.
    #[must_use]
    pub fn message(self) -> Option<String> {
        let said = match self {
            Silence::Calling => return None,
            Silence::NeverCalled => "has not called yet".to_owned(),
            Silence::Silent { hours } => format!("has not called for {hours} hours"),
        };
        Some(format!(
            "The Web Connector {said}; start it on the computer that runs QuickBooks Desktop. What waits for it \
             goes on when it calls."
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALLED: Moment = Moment(1_790_000_000);

    fn after(seconds: i64) -> Silence {
        silence(Some(CALLED), Moment(CALLED.0 + seconds))
    }

    #[test]
    fn case_100_a_web_connector_silent_for_26_hours_is_said_in_hours() {
        let state = after(26 * 3600 + 1800);
        assert_eq!(state, Silence::Silent { hours: 26 });
        let words = state.message().unwrap();
        assert!(words.starts_with("The Web Connector has not called for 26 hours; start it"));
    }

    #[test]
    fn r38_silence_begins_when_an_import_is_missed() {
        assert_eq!(after(0), Silence::Calling);
        assert_eq!(after(12 * 3600), Silence::Calling);
        assert_eq!(after(12 * 3600 + 1), Silence::Silent { hours: 12 });
        assert_eq!(Silence::Calling.message(), None);
    }

    #[test]
    fn r38_a_connection_that_was_never_called_says_so() {
        let state = silence(None, CALLED);
        assert_eq!(state, Silence::NeverCalled);
        assert!(state.message().unwrap().contains("has not called yet"));
    }
}
