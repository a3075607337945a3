//! What Waypost asks of an accounting system, in no system's words.

use serde::{Deserialize, Serialize};
use waypost_core::sync::party::Side;
use waypost_core::wire::{Amount, Date, Kind, Quantity};

/// One question or one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Which companies may this sign-in see?
    Companies,
    /// All accounts of the company.
    Accounts,
    /// May this sign-in read these at all? Nothing is done with the rows.
    MayRead(Readable),
    /// All parties of a side.
    Parties(Side),
    /// Make a party of this name.
    CreateParty(Side, String),
    /// Documents of this number and party, drafts and posted.
    LookUp {
        /// Invoice or bill.
        kind: Kind,
        /// The number that we sent, or would.
        number: String,
        /// The party's id in the books.
        party: String,
    },
    /// Documents that are alike in one thing, the newest first: a person looks for one by hand.
    Alike(Kind, Alike),
    /// Credit memos of this invoice or bill.
    Credits(Kind, String),
    /// The days on which the books take entries.
    OpenDays,
    /// Make this draft.
    Create(Draft),
    /// One document.
    Read(Kind, String),
    /// Post this draft. Harmless to repeat.
    Post(Kind, String),
    /// Remove this draft. Harmless to repeat.
    Remove(Kind, String),
    /// The ledger entries that carry this document number.
    Entries(String),
}

/// What documents are alike in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alike {
    /// The number that their sender gave them.
    Number(String),
    /// The party, by its id in the books.
    Party(String),
    /// The total.
    Total(Amount),
}

/// What an access test reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readable {
    /// The chart of accounts.
    Accounts,
    /// Customers.
    Customers,
    /// Vendors.
    Vendors,
    /// Sales invoices.
    Invoices,
    /// Purchase invoices.
    Bills,
    /// Ledger entries.
    Entries,
}

/// A document as it goes into the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Invoice or bill.
    pub kind: Kind,
    /// The number in the books, within the system's length (R27).
    pub number: String,
    /// The party's id in the books.
    pub party: String,
    /// The document's own date, and the posting date unless that is moved.
    pub date: Date,
    /// Posted on another day, with words that go into the memo (R26).
    #[serde(default)]
    pub moved: Option<Moved>,
    /// When it is due.
    pub due: Option<Date>,
    /// ISO 4217.
    pub currency: String,
    /// What the lines come to.
    pub total: Amount,
    /// Lines that are not 0.00 (R4).
    pub lines: Vec<DraftLine>,
}

/// The day that a document is posted on when its own is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// That day.
    pub to: Date,
    /// Says the original date.
    pub memo: String,
}

impl Draft {
    /// The day that its ledger entries carry.
    pub fn posting_date(&self) -> Date {
        self.moved.as_ref().map_or(self.date, |moved| moved.to)
    }
}

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// The account's id.
    pub account: String,
    /// The item, as people know it.
    pub description: String,
    /// As the source stated it.
    pub quantity: Option<Quantity>,
    /// As the source stated it.
    pub rate: Option<Quantity>,
    /// What the line is worth; authoritative (R20).
    pub amount: Amount,
}
