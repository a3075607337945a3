//! Amounts and days as factors write them: `$3,000.00`, `(90.00)`, `9/20/2026`.
//!
//! Not the public formats, which are stricter. Invariant: what could be read in two ways is not read.

use crate::wire::{Amount, Date};

/// An amount with or without a dollar sign, thousands separated by commas, and up to two decimals; a
/// minus or parentheses make it negative.
pub(super) fn amount(text: &str) -> Option<Amount> {
    let in_parentheses = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let signed = in_parentheses.or_else(|| text.strip_prefix('-'));
    let unsigned = signed.unwrap_or(text).trim();
    let unsigned = unsigned.strip_prefix('$').unwrap_or(unsigned).trim_start();
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if decimals.len() > 2 {
        return None;
    }
    let amount: Amount = format!("{}.{decimals:0<2}", ungrouped(whole)?).parse().ok()?;
    // A second sign, as in "--5" or "(-5)", has no meaning.
    let doubled = unsigned.starts_with('-');
    (!doubled).then_some(if signed.is_some() { -amount } else { amount })
}

/// Takes out the commas, if they stand between groups of three digits: "3,50" is not read as 350.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let has_commas = whole.contains(',');
    let grouped = !has_commas || (1..=3).contains(&first.len());
    (grouped && groups.all(|group| group.len() == 3)).then(|| whole.replace(',', ""))
}

/// A day as `2026-09-20` or, month first, `9/20/2026`.
pub(super) fn date(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let mut parts = text.split('/');
    let mut number = |longest: usize| {
        let part = parts.next()?;
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        (digits && part.len() <= longest).then(|| part.parse::<u16>().ok())?
    };
    let (month, day, year) = (number(2)?, number(2)?, number(4)?);
    let small = |number: u16| u8::try_from(number).ok();
    // A year of two digits could be of any century.
    let date = Date::new(year, small(month)?, small(day)?).filter(|_| year >= 1000);
    date.filter(|_| parts.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r37_amounts_as_factors_write_them() {
        for (text, expect) in [
            ("3000.00", "3000.00"),
            ("$3,000.00", "3000.00"),
            ("1,234,567.8", "1234567.80"),
            ("90", "90.00"),
            ("(90.00)", "-90.00"),
            ("-$90.00", "-90.00"),
            ("($ 1,090.5)", "-1090.50"),
        ] {
            assert_eq!(amount(text).map(|amount| amount.to_string()).as_deref(), Some(expect));
        }
    }

    #[test]
    fn r37_what_could_be_two_amounts_is_none() {
        for text in [
            "", "3,50", "3.000,00", "1.005", "1,2345", "1234,567", ",500", "--5", "(-5)", "USD 5",
            "(5", "1e3",
        ] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn r37_days_as_factors_write_them() {
        for text in ["2026-09-20", "9/20/2026", "09/20/2026"] {
            assert_eq!(date(text).map(|date| date.to_string()).as_deref(), Some("2026-09-20"));
        }
        for text in [
            "20/9/2026",
            "9/20/26",
            "9/20",
            "9/20/2026/1",
            "/20/2026",
            "+9/20/2026",
            "",
            "9-20-2026",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
