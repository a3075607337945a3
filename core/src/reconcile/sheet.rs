//! A reconciliation as a table for a spreadsheet. Texts are written so that none is taken for a formula
//! (as mappings are, [`crate::exchange`]); amounts are plain numbers.

use crate::api::{Reconciled, ReconciledAccount, Sides};
use crate::exchange::{harmless, quoted};

const HEADINGS: &str = "Number,Account,Day,Our debit,Our credit,Books debit,Books credit,Difference,\
Document,Number in the books,What differs\r\n";

/// Accounts with their days, then the documents behind the differences.
#[must_use]
pub fn sheet(result: &Reconciled) -> String {
    let mut text = String::from(HEADINGS);
    for account in &result.accounts {
        row(&mut text, account, "", &account.sums);
        for day in &account.days {
            row(&mut text, account, &day.day, &day.sums);
        }
    }
    for document in &result.differing {
        let cells = [&document.number, &document.remote_number, &document.message];
        let [number, remote, message] = cells.map(|cell| quoted(&harmless(cell)));
        text.push_str(&format!(",,{},,,,,,{number},{remote},{message}\r\n", document.day));
    }
    text
}

fn row(text: &mut String, account: &ReconciledAccount, day: &str, sums: &Sides) {
    let number = quoted(&harmless(account.number.as_deref().unwrap_or_default()));
    let name = quoted(&harmless(&account.name));
    let Sides { our_debit, our_credit, their_debit, their_credit, difference } = sums;
    text.push_str(&format!(
        "{number},{name},{day},{our_debit},{our_credit},{their_debit},{their_credit},{difference},,,\r\n"
    ));
}
