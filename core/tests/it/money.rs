//! Money is never lost: every figure of a document, reckoned a second time in another way.
//!
//! The second reckoner is the oracle's (`tests/oracle`): whole numbers written out as digits and cut
//! behind the cents. Figure: 0 cents lost. `WAYPOST_CASES=1000000` asks for that many cases of each.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use proptest::string::string_regex;
use serde_json::{Value, json};
use waypost_core::wire::{self, Amount, Document, FeeRule, Preview};
use waypost_core::{Rules, money};

fn cases() -> ProptestConfig {
    let cases = std::env::var("WAYPOST_CASES").map_or(500, |cases| cases.parse().unwrap());
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) }
}

/// A decimal with up to `digits` before the point and `decimals` behind it; the longest and the
/// nearest to half a cent come as often as any other.
fn decimal(digits: usize, decimals: usize) -> impl Strategy<Value = String> {
    let text = prop_oneof![
        string_regex(&format!("[0-9]{{1,{digits}}}")).unwrap(),
        Just("9".repeat(digits)),
        string_regex("[0-9]{1,3}").unwrap(),
        Just("0".to_owned()),
    ];
    let behind = prop_oneof![
        string_regex(&format!("\\.[0-9]{{{decimals}}}")).unwrap(),
        Just(format!(".{:0<decimals$}", "005")),
        Just(format!(".{:9<decimals$}", "004")),
        Just(format!(".{:0<decimals$}", "5")),
    ];
    let sign = prop_oneof![Just(""), Just("-")];
    (sign, text, behind).prop_map(|(sign, text, behind)| format!("{sign}{text}{behind}"))
}

fn amount() -> impl Strategy<Value = String> {
    (decimal(12, 2), decimal(4, 2), any::<bool>())
        .prop_map(|(long, short, is_long)| if is_long { long } else { short })
        .prop_map(|text| text[..text.find('.').unwrap() + 3].to_owned())
}

fn optional(amounts: impl Strategy<Value = String>) -> impl Strategy<Value = Option<String>> {
    let unsigned = amounts.prop_map(|text| text.trim_start_matches('-').to_owned());
    prop::option::of(unsigned)
}

/// A line of a bill with a stated amount, or with quantity and rate.
fn line() -> impl Strategy<Value = Value> {
    let what = prop::sample::select(vec![
        json!({"category": "trip", "item": "loaded_miles"}),
        json!({"category": "deduction", "item": "trailer_rent"}),
        json!({"category": "toll"}),
        json!({"category": "escrow", "item": "maintenance_reserve"}),
        json!({"category": "e_check", "item": "advance", "part": "amount"}),
    ]);
    (what, decimal(5, 2), decimal(4, 6), decimal(2, 6), any::<bool>()).prop_map(
        |(mut line, amount, quantity, rate, computed)| {
            if computed {
                line["quantity"] = json!(quantity);
                line["rate"] = json!(rate);
            } else {
                line["amount"] = json!(&amount[..amount.find('.').unwrap() + 3]);
            }
            line
        },
    )
}

fn preview(lines: &[Value]) -> Result<Preview, wire::Unusable> {
    let read = |text| wire::read::<wire::Catalog>(text).unwrap();
    let rules = Rules::new(
        &wire::read(include_str!("../../vectors/keystone/mapping.json")).unwrap(),
        &wire::read(include_str!("../../vectors/keystone/chart.json")).unwrap(),
        Some(&read(include_str!("../../vectors/keystone/catalog.json"))),
    );
    let document = json!({
        "id": "D", "kind": "bill", "origin": "pay_drivers", "currency": "USD", "date": "2026-09-16",
        "subsidiary": "S", "party": {"id": "P", "name": "P", "kind": "driver"}, "lines": lines,
    });
    rules.preview(&wire::read::<Document>(&document.to_string()).unwrap())
}

/// What the amount of a line must be.
fn reckoned(line: &Value) -> String {
    match (line["quantity"].as_str(), line["rate"].as_str()) {
        (Some(quantity), Some(rate)) => waypost_oracle::product(quantity, rate),
        _ => waypost_oracle::sum(line["amount"].as_str()),
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn r21_quantity_times_rate_is_rounded_once_half_away_from_zero(
        quantity in decimal(12, 6), rate in decimal(12, 6), small in decimal(2, 6), shrink in any::<bool>(),
    ) {
        let rate = if shrink { small } else { rate };
        let core = money::product(quantity.parse().unwrap(), rate.parse().unwrap());
        let oracle = waypost_oracle::product(&quantity, &rate);
        let expected = (!waypost_oracle::too_long(&oracle)).then_some(oracle);
        prop_assert_eq!(core.map(|amount| amount.to_string()), expected);
    }

    #[test]
    fn r24_a_fee_is_percent_then_least_then_most_with_the_sign_of_its_e_check(
        percent in optional(decimal(3, 6)), min in optional(amount()), max in optional(amount()), paid in amount(),
    ) {
        let rule = FeeRule {
            percent: percent.as_ref().map(|text| text.parse().unwrap()),
            min: min.as_ref().map(|text| text.parse().unwrap()),
            max: max.as_ref().map(|text| text.parse().unwrap()),
            ..FeeRule::default()
        };
        let core = money::fee(&rule, paid.parse::<Amount>().unwrap());
        let oracle = waypost_oracle::fee(percent.as_deref(), min.as_deref(), max.as_deref(), &paid);
        let expected = (!waypost_oracle::too_long(&oracle)).then_some(oracle);
        prop_assert_eq!(core.map(|amount| amount.to_string()), expected);
    }

    #[test]
    fn r22_lines_make_the_total_and_debits_equal_credits(lines in prop::collection::vec(line(), 1..12)) {
        let mut lines = lines;
        for (at, line) in lines.iter_mut().enumerate() {
            line["id"] = json!(at.to_string());
        }
        let amounts: Vec<String> = lines.iter().map(reckoned).collect();
        let total = waypost_oracle::sum(amounts.iter().map(String::as_str));
        let preview = preview(&lines).unwrap();
        let shown: Vec<String> = preview.lines.iter().map(|line| line.amount.to_string()).collect();
        prop_assert_eq!(shown, amounts);
        prop_assert!(preview.total.to_string() == total);
        prop_assert_eq!(preview.postable, !total.starts_with('-') && total != "0.00");
        let written = serde_json::to_value(&preview.entries).unwrap();
        let side = |side: &str| {
            waypost_oracle::sum(written.as_array().unwrap().iter().map(|entry| entry[side].as_str().unwrap()))
        };
        prop_assert_eq!(side("debit"), side("credit"));
        // The payable account stands on no line, so it receives the whole sum and nothing else.
        let payable = preview.entries.iter().find(|entry| entry.account == "a-20000");
        let payable = payable.map(|entry| entry.credit.to_string());
        prop_assert_eq!(payable, preview.postable.then_some(total));
    }

    #[test]
    fn r20_amounts_that_leave_twelve_digits_are_refused_and_never_cut(amounts in prop::collection::vec(amount(), 1..5)) {
        let line = |(at, amount): (usize, &String)| {
            json!({"id": at.to_string(), "category": "toll", "amount": amount})
        };
        let lines: Vec<Value> = amounts.iter().enumerate().map(line).collect();
        let total = waypost_oracle::sum(amounts.iter().map(String::as_str));
        match preview(&lines) {
            Ok(preview) => prop_assert_eq!(preview.total.to_string(), total),
            Err(refusal) => prop_assert!(!refusal.path.is_empty() && !refusal.message.is_empty()),
        }
    }
}
