//! A quantity, a rate or a percentage: up to six decimals, exact.
//!
//! Not money: it is never rounded by itself. Kept as millionths in an `i64` (twelve digits before the
//! point and six after it fit), which makes a product of two exact in an `i128`; a decimal library's
//! 28 digits would not hold it. Invariant: it is written back with the decimals it came with.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A number of units, a rate per unit or a percentage, written as text (`"412.5"`, `"0.58"`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    millionths: i64,
    decimals: u8,
}

/// The text is not a quantity of the public formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "is not a quantity or rate; write at most twelve digits and at most six decimals, such as \"412.5\""
)]
pub struct UnreadableQuantity;

const MOST_DECIMALS: usize = 6;

impl Quantity {
    /// One unit.
    pub const ONE: Quantity = Quantity { millionths: 1_000_000, decimals: 0 };

    /// The number in millionths of a unit.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.millionths
    }

    /// How many decimals it was written with.
    #[must_use]
    pub const fn decimals(self) -> u8 {
        self.decimals
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.millionths < 0 { "-" } else { "" };
        let unsigned = self.millionths.unsigned_abs();
        let whole = unsigned / 1_000_000;
        if self.decimals == 0 {
            return write!(f, "{sign}{whole}");
        }
        let fraction = format!("{:06}", unsigned % 1_000_000);
        let shown = fraction.get(..usize::from(self.decimals)).unwrap_or(&fraction);
        write!(f, "{sign}{whole}.{shown}")
    }
}

impl FromStr for Quantity {
    type Err = UnreadableQuantity;

    fn from_str(text: &str) -> Result<Quantity, UnreadableQuantity> {
        let (negative, digits) =
            text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(UnreadableQuantity),
            Some(parts) => parts,
            None => (digits, ""),
        };
        let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = (1..=12).contains(&whole.len()) && fraction.len() <= MOST_DECIMALS;
        if !fits || !digits_only(whole) || !digits_only(fraction) {
            return Err(UnreadableQuantity);
        }
        // At most eighteen digits, which fit.
        let digits = whole.bytes().chain(fraction.bytes()).chain(std::iter::repeat(b'0'));
        let millionths = digits
            .take(whole.len() + MOST_DECIMALS)
            .fold(0, |sum: i64, digit| sum * 10 + i64::from(digit - b'0'));
        let decimals = u8::try_from(fraction.len()).map_err(|_| UnreadableQuantity)?;
        Ok(Quantity { millionths: if negative { -millionths } else { millionths }, decimals })
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Quantity, D::Error> {
        deserializer.deserialize_str(Written)
    }
}

struct Written;

impl Visitor<'_> for Written {
    type Value = Quantity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a quantity or rate written as text, such as \"412.5\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Quantity, E> {
        text.parse().map_err(|error| E::custom(format_args!("{} {error}", super::quoted(text))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_keeps_the_decimals_it_came_with() {
        for text in ["1", "412.5", "0.580", "-2.000001", "999999999999.999999", "0"] {
            assert_eq!(text.parse::<Quantity>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_not_a_quantity_is_refused() {
        for text in ["", ".", "1.", ".5", "1.0000001", "1e3", "1 000", "+1", "1000000000000"] {
            assert_eq!(text.parse::<Quantity>(), Err(UnreadableQuantity), "{text}");
        }
    }
}
