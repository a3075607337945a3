//! The memo of a document: our number, and why it was posted on another day (R26). Where the books
//! number invoices by themselves, it is what a document is recognised by.

use super::limits::MEMO;
use crate::connectors::Draft;

const MARK: &str = "Waypost: ";

/// The memo of a draft.
pub(super) fn memo(draft: &Draft) -> String {
    let moved = draft.moved.as_ref().map(|moved| format!("\n{}", moved.memo)).unwrap_or_default();
    format!("{MARK}{}{moved}", draft.number).chars().take(MEMO).collect()
}

/// The memo of a payment.
pub(super) fn of_payment(id: &str) -> String {
    format!("{MARK}{id}")
}

/// Our number in a memo; what stands before it (`Voided - `) and on other lines does not count.
pub(super) fn number(memo: &str) -> Option<&str> {
    let (_, rest) = memo.split_once(MARK)?;
    rest.lines().next().map(str::trim_end).filter(|number| !number.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_number_is_read_whatever_people_write_around_it() {
        for (memo, expect) in [
            ("Waypost: REF-1002345", Some("REF-1002345")),
            ("Waypost: REF 1. 2\nDated 2025-12-30; posted on 2026-01-01.", Some("REF 1. 2")),
            ("Voided - Waypost: REF-7", Some("REF-7")),
            ("Ask Dana first.\nWaypost: REF-8\nPaid by wire", Some("REF-8")),
            ("Thank you", None),
            ("Waypost: ", None),
            ("", None),
        ] {
            assert_eq!(number(memo), expect, "{memo}");
        }
    }
}
