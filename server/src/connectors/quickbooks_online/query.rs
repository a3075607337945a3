//! Statements of QuickBooks Online's query language. Invariant: a value stays one value, whatever
//! characters a name or a number has.

use waypost_core::wire::Kind;

use super::limits::{ALIKE, PAGE};
use crate::connectors::{Alike, Readable, Side, Sought};

/// Where a page begins; its successor is made from it.
const FROM: &str = " startposition ";

/// The object that a kind of document is.
pub(super) fn entity(kind: Kind) -> &'static str {
    match kind {
        Kind::Invoice => "Invoice",
        Kind::Bill => "Bill",
    }
}

/// The object that a party is.
pub(super) fn party(side: Side) -> &'static str {
    match side {
        Side::Customer => "Customer",
        Side::Vendor => "Vendor",
    }
}

fn party_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Invoice => "CustomerRef",
        Kind::Bill => "VendorRef",
    }
}

/// The first page of all that fulfil `condition`; of all where it is empty.
pub(super) fn all(entity: &str, condition: &str) -> String {
    let condition =
        if condition.is_empty() { String::new() } else { format!(" where {condition}") };
    format!("select * from {entity}{condition}{FROM}1 maxresults {PAGE}")
}

/// The page that follows `statement` after so many rows; none after the last.
pub(super) fn next(statement: &str, rows: usize) -> Option<String> {
    let (before, rest) = statement.rsplit_once(FROM)?;
    let (from, most) = rest.split_once(' ')?;
    let from: usize = from.parse().ok()?;
    (rows >= PAGE).then(|| format!("{before}{FROM}{} {most}", from + rows))
}

/// Documents of a kind that have one of these numbers.
pub(super) fn numbered<'a>(kind: Kind, numbers: impl Iterator<Item = &'a str>) -> String {
    let numbers: Vec<String> = numbers.map(quoted).collect();
    let entity = entity(kind);
    format!("select * from {entity} where DocNumber in ({}) maxresults {PAGE}", numbers.join(", "))
}

/// Documents of a kind that have one of these ids.
pub(super) fn of_ids<'a>(kind: Kind, ids: impl Iterator<Item = &'a str>) -> String {
    let ids: Vec<String> = ids.map(quoted).collect();
    let entity = entity(kind);
    format!("select * from {entity} where Id in ({}) maxresults {PAGE}", ids.join(", "))
}

/// Documents of the same party, date and total.
pub(super) fn of_the_same_terms(sought: &Sought) -> String {
    format!(
        "select * from {} where {} = {} and TxnDate = '{}' and TotalAmt = '{}' maxresults {PAGE}",
        entity(sought.kind),
        party_of(sought.kind),
        quoted(&sought.party),
        sought.posted,
        sought.total
    )
}

/// Documents that are alike in one thing, the newest first, and no more than a person reads.
pub(super) fn alike(kind: Kind, alike: &Alike) -> String {
    let condition = match alike {
        Alike::Number(number) => format!("DocNumber = {}", quoted(number)),
        Alike::Party(id) => format!("{} = {}", party_of(kind), quoted(id)),
        Alike::Total(total) => format!("TotalAmt = '{total}'"),
    };
    let entity = entity(kind);
    format!("select * from {entity} where {condition} orderby TxnDate desc maxresults {ALIKE}")
}

/// What an access test counts; none where the system has nothing of the kind.
pub(super) fn count(what: Readable) -> Option<String> {
    let entity = match what {
        Readable::Accounts => "Account",
        Readable::Customers => "Customer",
        Readable::Vendors => "Vendor",
        Readable::Invoices => "Invoice",
        Readable::Bills => "Bill",
        Readable::Entries => return None,
    };
    Some(format!("select count(*) from {entity}"))
}

/// In quotes, with those inside escaped.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_to_the_next_until_one_is_not_full() {
        let first = all("Account", "Active in (true, false)");
        let second = next(&first, 1_000).unwrap();
        assert!(second.ends_with(" startposition 1001 maxresults 1000"), "{second}");
        assert_eq!(next(&second, 999), None);
    }

    #[test]
    fn a_number_with_a_quote_stays_one_value() {
        let text = numbered(Kind::Invoice, ["O'Neil", "a\\b"].into_iter());
        assert!(text.contains(r"in ('O\'Neil', 'a\\b')"), "{text}");
    }
}
