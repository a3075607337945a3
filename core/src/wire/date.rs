//! A calendar date, as it stands on an invoice or a bill.
//!
//! No clock, no time zone, no arithmetic beyond the next day. Invariant: the day exists in the (Gregorian) calendar.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A day written `YYYY-MM-DD`; ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// The text is not a day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a date of the calendar; write year, month and day, such as \"2026-09-16\"")]
pub struct UnreadableDate;

impl Date {
    /// The day, if the calendar has it (years 1 to 9999).
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let exists = (1..=9999).contains(&year) && day >= 1 && day <= days_in(year, month);
        exists.then_some(Date { year, month, day })
    }

    /// The day after; none after the last of the calendar.
    #[must_use]
    pub fn next(self) -> Option<Date> {
        let Date { year, month, day } = self;
        Date::new(year, month, day + 1)
            .or_else(|| Date::new(year, month + 1, 1))
            .or_else(|| Date::new(year + 1, 1, 1))
    }

    /// Year, month (1 to 12) and day of the month.
    #[must_use]
    pub const fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

impl super::object::Blank for Date {
    fn blank() -> Date {
        Date { year: 1, month: 1, day: 1 }
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = UnreadableDate;

    fn from_str(text: &str) -> Result<Date, UnreadableDate> {
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shaped {
            return Err(UnreadableDate);
        }
        let number = |places: std::ops::Range<usize>| {
            let digits = text.as_bytes().get(places).unwrap_or_default();
            digits.iter().fold(0, |sum: u16, digit| sum * 10 + u16::from(digit - b'0'))
        };
        let small = |number: u16| u8::try_from(number).map_err(|_| UnreadableDate);
        Date::new(number(0..4), small(number(5..7))?, small(number(8..10))?).ok_or(UnreadableDate)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        deserializer.deserialize_str(Written)
    }
}

struct Written;

impl Visitor<'_> for Written {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date written as text, such as \"2026-09-16\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
        text.parse().map_err(|error| E::custom(format_args!("{} {error}", super::quoted(text))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar_are_kept() {
        for text in ["2026-09-16", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn the_day_after_may_lie_in_another_month_or_year() {
        for (day, next) in [
            ("2026-09-16", Some("2026-09-17")),
            ("2024-02-28", Some("2024-02-29")),
            ("2026-02-28", Some("2026-03-01")),
            ("2025-12-31", Some("2026-01-01")),
            ("9999-12-31", None),
        ] {
            let after = day.parse::<Date>().unwrap().next();
            assert_eq!(after.map(|day| day.to_string()).as_deref(), next, "{day}");
        }
    }

    #[test]
    fn days_that_never_were_are_refused() {
        for text in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-9-16",
            "16.09.2026",
            "0000-01-01",
            "",
        ] {
            assert_eq!(text.parse::<Date>(), Err(UnreadableDate), "{text}");
        }
    }
}
