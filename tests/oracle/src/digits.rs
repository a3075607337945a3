//! Money as digits: decimals are lengthened to whole numbers, multiplied, and cut by looking at the
//! digit behind the cents (R21, R24).

/// `text` times ten to the power of `places`, exact.
fn whole(text: &str, places: usize) -> i128 {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let number: i128 = format!("{before}{after:0<places$}").parse().expect("a decimal");
    if negative { -number } else { number }
}

fn written(cents: i128) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let digits = format!("{:03}", cents.unsigned_abs());
    let (before, after) = digits.split_at(digits.len() - 2);
    format!("{sign}{before}.{after}")
}

/// A number with `places` decimals, cut to cents: half and more goes away from zero.
#[must_use]
pub fn half_up(number: i128, places: usize) -> String {
    let width = places + 1;
    let digits = format!("{:0width$}", number.unsigned_abs());
    let (kept, cut) = digits.split_at(digits.len() - (places - 2));
    let up = cut.bytes().next().is_some_and(|first| first >= b'5');
    let cents = kept.parse::<i128>().expect("digits") + i128::from(up);
    written(if number < 0 { -cents } else { cents })
}

/// Quantity times rate, rounded once (R21).
#[must_use]
pub fn product(quantity: &str, rate: &str) -> String {
    half_up(whole(quantity, 6) * whole(rate, 6), 12)
}

/// A sum of amounts.
#[must_use]
pub fn sum<'a>(amounts: impl IntoIterator<Item = &'a str>) -> String {
    written(amounts.into_iter().map(|amount| whole(amount, 2)).sum())
}

/// Whole cents of an amount.
pub(crate) fn cents(amount: &str) -> i128 {
    whole(amount, 2)
}

/// The fee of an e-check of `amount` (R24): percent of it, at least, at most, with its sign.
#[must_use]
pub fn fee(percent: Option<&str>, min: Option<&str>, max: Option<&str>, amount: &str) -> String {
    let unsigned = whole(amount, 2).abs();
    let mut fee = cents(&half_up(whole(percent.unwrap_or("0"), 6) * unsigned, 10));
    if let Some(min) = min {
        fee = fee.max(cents(min));
    }
    if let Some(max) = max {
        fee = fee.min(cents(max));
    }
    written(whole(amount, 2).signum() * fee)
}

/// Whether an amount has more than twelve digits before the point, which the public formats refuse.
#[must_use]
pub fn too_long(amount: &str) -> bool {
    amount.trim_start_matches('-').split('.').next().is_none_or(|digits| digits.len() > 12)
}
