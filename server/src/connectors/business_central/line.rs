//! One line of a draft: quantity 1 × amount, unless quantity × rate gives the amount exactly in
//! Business Central's precision; the description says both (R22).

use rust_decimal::Decimal;
use waypost_core::wire::Kind;

use super::limits::{DECIMALS, DESCRIPTION};
use super::wire::{Exact, NewLine};
use crate::connectors::DraftLine;
use crate::connectors::reckoning::{decimal, description, exactly};

pub(super) fn line(kind: Kind, line: &DraftLine) -> NewLine<'_> {
    let (quantity, price) = exactly(line, DECIMALS).unwrap_or((Decimal::ONE, decimal(line.amount)));
    let price = Some(Exact(price));
    let (unit_price, unit_cost) = match kind {
        Kind::Invoice => (price, None),
        Kind::Bill => (None, price),
    };
    NewLine {
        line_type: "Account",
        account_id: Some(&line.account),
        description: description(line, DESCRIPTION),
        quantity: Some(Exact(quantity)),
        unit_price,
        unit_cost,
    }
}

/// A line of words alone: the system has no other memo on an invoice.
pub(super) fn comment(words: &str) -> NewLine<'_> {
    NewLine {
        line_type: "Comment",
        account_id: None,
        description: words.chars().take(DESCRIPTION).collect(),
        quantity: None,
        unit_price: None,
        unit_cost: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(quantity: Option<&str>, rate: Option<&str>, amount: &str, expect: &str) {
        let source = DraftLine {
            account: "a".to_owned(),
            item: None,
            description: "Linehaul".to_owned(),
            quantity: quantity.map(|text| text.parse().unwrap()),
            rate: rate.map(|text| text.parse().unwrap()),
            amount: amount.parse().unwrap(),
        };
        let line = line(Kind::Invoice, &source);
        let sent =
            format!("{} x {}", line.quantity.unwrap().0, line.unit_price.unwrap().0.normalize());
        assert_eq!(sent.replace(".000000", ""), expect);
        assert!(line.description.starts_with("Linehaul"));
    }

    #[test]
    fn quantity_and_rate_are_sent_only_when_they_give_the_amount_to_the_cent() {
        check(Some("872"), Some("0.46"), "401.12", "872 x 0.46");
        check(Some("412.5"), Some("0.581"), "239.66", "1 x 239.66");
        check(Some("0.333333"), Some("3"), "1.00", "1 x 1");
        check(None, None, "-476.43", "1 x -476.43");
        check(Some("3"), None, "42.50", "1 x 42.5");
    }

    #[test]
    fn a_long_item_is_cut_before_its_reckoning() {
        let source = DraftLine {
            account: "a".to_owned(),
            item: None,
            description: "x".repeat(200),
            quantity: Some("872".parse().unwrap()),
            rate: Some("0.46".parse().unwrap()),
            amount: "401.12".parse().unwrap(),
        };
        let text = description(&source, DESCRIPTION);
        assert_eq!(text.chars().count(), DESCRIPTION);
        assert!(text.ends_with(" (872 x 0.46)"), "{text}");
    }
}
