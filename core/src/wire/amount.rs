//! An amount of money: whole cents, exact.
//!
//! Not a calculator: rounding stands in [`crate::money`]. Invariant: at most twelve digits stand
//! before the point, so sums of a few lines cannot leave `i64`.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use std::{fmt, str::FromStr};

/// Money to the cent, written as text with exactly two decimals (`"401.12"`, `"-0.50"`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

/// Shorthand for [`Amount::from_cents`] bounds: 999,999,999,999.99.
const MOST_CENTS: i64 = 99_999_999_999_999;

/// A sign, twelve digits, the point and two digits.
const LONGEST: usize = 16;

/// The text is not an amount of the public formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "is not an amount; write at most twelve digits, a point and exactly two decimals, such as \"401.12\""
)]
pub struct UnreadableAmount;

impl Amount {
    /// 0.00
    pub const ZERO: Amount = Amount(0);

    /// The amount of so many cents; `None` beyond twelve digits before the point.
    #[must_use]
    pub const fn from_cents(cents: i64) -> Option<Amount> {
        if cents > MOST_CENTS || cents < -MOST_CENTS { None } else { Some(Amount(cents)) }
    }

    /// As [`Amount::from_cents`], for the result of a wider computation.
    #[must_use]
    pub fn from_wide_cents(cents: i128) -> Option<Amount> {
        i64::try_from(cents).ok().and_then(Amount::from_cents)
    }

    /// Whole cents.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Whether it is 0.00.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is below 0.00.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The amount without its sign.
    #[must_use]
    pub const fn abs(self) -> Amount {
        Amount(self.0.abs())
    }

    /// The sum; `None` beyond twelve digits before the point.
    #[must_use]
    pub fn checked_add(self, other: Amount) -> Option<Amount> {
        Amount::from_wide_cents(i128::from(self.0) + i128::from(other.0))
    }

    /// The amount as text, written from its end into `digits`: previews are mostly amounts, and the
    /// general way of writing numbers is several times slower.
    fn written(self, digits: &mut [u8; LONGEST]) -> &str {
        let mut rest = self.0.unsigned_abs();
        let mut from = LONGEST;
        let mut put = |byte| {
            from -= 1;
            digits[from] = byte;
        };
        for place in 0.. {
            if place == 2 {
                put(b'.');
            }
            put(b'0' + u8::try_from(rest % 10).unwrap_or_default());
            rest /= 10;
            if rest == 0 && place >= 2 {
                break;
            }
        }
        if self.0 < 0 {
            put(b'-');
        }
        digits.get(from..).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }

    /// The amount as people read it, with thousands separated: `3,298.62`.
    #[must_use]
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (sign, digits) =
            plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
        let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
        let mut grouped = String::with_capacity(plain.len() + 4);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{sign}{grouped}.{cents}")
    }
}

impl std::ops::Neg for Amount {
    type Output = Amount;

    fn neg(self) -> Amount {
        Amount(-self.0)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [0; LONGEST];
        f.pad(self.written(&mut digits))
    }
}

impl FromStr for Amount {
    type Err = UnreadableAmount;

    fn from_str(text: &str) -> Result<Amount, UnreadableAmount> {
        let (negative, digits) =
            text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, cents) = digits.split_once('.').ok_or(UnreadableAmount)?;
        let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !(1..=12).contains(&whole.len())
            || cents.len() != 2
            || !digits_only(whole)
            || !digits_only(cents)
        {
            return Err(UnreadableAmount);
        }
        // At most fourteen digits, which fit.
        let digits = whole.bytes().chain(cents.bytes());
        let unsigned = digits.fold(0, |sum: i64, digit| sum * 10 + i64::from(digit - b'0'));
        Amount::from_cents(if negative { -unsigned } else { unsigned }).ok_or(UnreadableAmount)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.written(&mut [0; LONGEST]))
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        deserializer.deserialize_str(Written)
    }
}

struct Written;

impl Visitor<'_> for Written {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount written as text with two decimals, such as \"401.12\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
        text.parse().map_err(|error| E::custom(format_args!("{} {error}", super::quoted(text))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_keeps_every_cent_and_both_signs() {
        for text in ["0.00", "-0.50", "401.12", "-476.43", "999999999999.99", "-999999999999.99"] {
            assert_eq!(text.parse::<Amount>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_not_exactly_two_decimals_is_refused() {
        for text in [
            "",
            "1",
            "1.0",
            "1.000",
            "1,00",
            "+1.00",
            " 1.00",
            "1e2",
            ".50",
            "--1.00",
            "1000000000000.00",
        ] {
            assert_eq!(text.parse::<Amount>(), Err(UnreadableAmount), "{text}");
        }
    }

    #[test]
    fn people_read_thousands() {
        assert_eq!("3298.62".parse::<Amount>().unwrap().grouped(), "3,298.62");
        assert_eq!("-1234567.00".parse::<Amount>().unwrap().grouped(), "-1,234,567.00");
    }
}
