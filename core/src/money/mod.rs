//! Computing amounts: quantity × rate, and the fees of e-checks.
//!
//! Not a number type: amounts and quantities are [`crate::wire::Amount`] and
//! [`crate::wire::Quantity`]. Invariant: every product is exact until it is rounded once, half away
//! from zero, to cents (R21); a result beyond twelve digits is refused, never cut.

use crate::wire::{Amount, FeeRule, Quantity};

/// Millionths × millionths, per cent: 10^12 of them make one unit, 10^10 one cent. Its root.
const PRODUCT_PER_CENT: u32 = 100_000;

/// Millionths of a percent × cents: 10^8 of them make one cent. Its root.
const PERCENT_PER_CENT: u32 = 10_000;

/// `quantity × rate`, rounded once to cents (R21); `None` beyond twelve digits before the point.
#[must_use]
pub fn product(quantity: Quantity, rate: Quantity) -> Option<Amount> {
    let exact = i128::from(quantity.millionths()) * i128::from(rate.millionths());
    Amount::from_wide_cents(half_up(exact, PRODUCT_PER_CENT))
}

/// An e-check's fee (R24): `percent/100 × |amount|`, then at least `min`, at most `max`, with the
/// sign of the e-check. An e-check of 0.00 moves no money and has a fee of 0.00.
/// `None` beyond twelve digits before the point.
#[must_use]
pub fn fee(rule: &FeeRule, e_check: Amount) -> Option<Amount> {
    let percent = rule.percent.map_or(0, Quantity::millionths);
    let exact = i128::from(percent) * i128::from(e_check.abs().cents());
    let mut fee = half_up(exact, PERCENT_PER_CENT);
    if let Some(least) = rule.min {
        fee = fee.max(i128::from(least.cents()));
    }
    // Before the limit of twelve digits: the most that may be charged is what brings it within.
    if let Some(most) = rule.max {
        fee = fee.min(i128::from(most.cents()));
    }
    Amount::from_wide_cents(fee * i128::from(e_check.cents().signum()))
}

/// By `root` × `root`, rounded half away from zero.
fn half_up(exact: i128, root: u32) -> i128 {
    let per_cent = u64::from(root) * u64::from(root);
    let above = exact.unsigned_abs() + u128::from(per_cent / 2);
    let cents = match u64::try_from(above) {
        Ok(above) => i128::from(above / per_cent),
        Err(_) => divided(divided(above, root), root).cast_signed(),
    };
    if exact < 0 { -cents } else { cents }
}

/// Byte by byte, as on paper: dividing 128 bits at once is a kilobyte of code that a browser would
/// load for lines of more than eighteen millions.
fn divided(number: u128, by: u32) -> u128 {
    let mut digits = number.to_le_bytes();
    let mut rest = 0;
    for digit in digits.iter_mut().rev() {
        let here = rest * 256 + u32::from(*digit);
        // What remains is less than what it is divided by, so a digit stays a digit.
        *digit = u8::try_from(here / by).unwrap_or_default();
        rest = here % by;
    }
    u128::from_le_bytes(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(quantity: &str, rate: &str, expect: &str) {
        let amount = product(quantity.parse().unwrap(), rate.parse().unwrap());
        assert_eq!(
            amount.map(|amount| amount.to_string()).as_deref(),
            Some(expect),
            "{quantity} × {rate}"
        );
    }

    /// Edge case 42: rounded once per line, half away from zero.
    #[test]
    fn miles_times_rate_round_half_up() {
        check("412.5", "0.58", "239.25");
        check("872", "0.46", "401.12");
        check("0.5", "0.01", "0.01");
        check("-0.5", "0.01", "-0.01");
        check("0.499999", "0.01", "0.00");
        check("1", "1.004999", "1.00");
        check("1", "1.005", "1.01");
        check("3", "0.335", "1.01");
    }

    /// More than 64 bits of millionths of millionths.
    #[test]
    fn large_products_are_exact_too() {
        check("999999999999.999999", "0.01", "10000000000.00");
        check("999999999999.989999", "0.5", "499999999999.99");
        check("-999999999999.99", "0.5", "-500000000000.00");
        check("184467440.73709", "100", "18446744073.71");
    }

    #[test]
    fn a_product_beyond_twelve_digits_is_refused() {
        let most: Quantity = "999999999999.999999".parse().unwrap();
        assert_eq!(product(most, most), None);
        assert_eq!(product(most, "-1000000".parse().unwrap()), None);
    }

    /// R24: 3 %, at least 5.00, at most 25.00.
    #[test]
    fn a_fee_keeps_between_its_bounds_and_takes_the_sign_of_its_e_check() {
        let rule = FeeRule {
            percent: Some("3".parse().unwrap()),
            min: Some("5.00".parse().unwrap()),
            max: Some("25.00".parse().unwrap()),
            ..FeeRule::default()
        };
        for (e_check, expect) in [
            ("-300.00", "-9.00"),
            ("300.00", "9.00"),
            ("-100.00", "-5.00"),
            ("-5000.00", "-25.00"),
            ("-300.16", "-9.00"),
            ("-300.17", "-9.01"),
            ("0.00", "0.00"),
        ] {
            let fee = fee(&rule, e_check.parse().unwrap()).unwrap();
            assert_eq!(fee.to_string(), expect, "{e_check}");
        }
    }
}
